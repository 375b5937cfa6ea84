/** Interpreters and managers whose `-v` asks for their version; elsewhere it asks for more words. */
const ASKED_BY_V =
  /^(node|nodejs|npm|npx|pnpm|yarn|bun|deno|ruby|perl|php|lua|java|javac|kotlinc|mvn|mvnw|gradle|gradlew|python[\d.]*|cargo|rustc|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|make|composer|dotnet|docker|bundle)$/

/** What managers do for themselves: nothing is judged by it. */
const OWN_AFFAIRS: Readonly<Record<string, RegExp>> = {
  npm: /^(config|c|get|set|cache|whoami|view|info|root|bin|prefix|login|logout|ping|help|completion)$/,
  pnpm: /^(config|get|set|store|whoami|view|info|root|bin|login|logout|env|setup|self-update)$/,
  yarn: /^(config|cache|info|set|versions|login|logout|help|bin)$/,
  bun: /^(upgrade|pm)$/,
  go: /^(version|env|clean)$/,
  cargo: /^(version|login|search|help)$/,
  composer: /^(config|clear-cache|clearcache|self-update|selfupdate|show|diagnose|about)$/,
  bundle: /^(config|env|version|show|info|list|platform)$/,
  poetry: /^(config|env|cache|about|show|version|self)$/,
  uv: /^(cache|self|version|python)$/,
  docker: /^(login|logout|pull|push|tag|version|info|images|ps|logs|system|context|inspect|stop|rm|rmi)$/,
  podman: /^(login|logout|pull|push|tag|version|info|images|ps|logs|system|inspect|stop|rm|rmi)$/,
}

/** True for a call that only asks a tool how it is, or sets it up outside of the repository: `node -v`, `npm config set …`. */
export function asksOnly(program: string, args: readonly string[]): boolean {
  const [first, ...rest] = args
  if (first === undefined) return false
  if (rest.length === 0 && /^(--version|--help|version|help)$/.test(first)) return true
  if (rest.length === 0 && /^-[vV]$/.test(first)) return ASKED_BY_V.test(program)
  const own = Object.hasOwn(OWN_AFFAIRS, program) ? OWN_AFFAIRS[program] : undefined
  return own?.test(args.find((arg) => !arg.startsWith('-')) ?? '') ?? false
}
