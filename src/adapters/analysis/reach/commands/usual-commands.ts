import { asMapping } from '../../../../config/yaml/as-mapping.ts'
import type { Files } from '../files/files.ts'

/**
 * What a check usually runs that cannot be seen, because another CI system or an App runs it: its own name, where that is a command, and
 * the commands that everybody knows for what the base has. Better too much is out of reach there than the judge.
 */
export async function usualCommands(files: Files, check: string): Promise<readonly string[]> {
  const usual = USUAL.flatMap(({ where, commands }) =>
    files.paths.some((path) => where.test(path)) ? commands : [],
  )
  const own = OWN_NAME.test(check) ? [check] : []
  return [...new Set([...own, ...(await packageScripts(files)), ...usual])]
}

/** Only plain words: the name of a check is not a script. */
const OWN_NAME =
  /^(?:npm|pnpm|yarn|bun|npx|make|just|task|tox|nox|pytest|python3?|go|cargo|mvn|gradle|rake|bundle|rspec|composer|phpunit|ctest|node|deno|dotnet)(?: [\w./:@=-]{1,80}){0,8}$/

/** Names that scripts of packages have when they judge. */
const JUDGING =
  /^(?:test|tests|check|checks|lint|ci|verify|validate|typecheck|type-check|types|build|coverage|e2e|unit|integration)(?:[:_-]|$)/i
const MAX_SCRIPTS = 40

async function packageScripts(files: Files): Promise<readonly string[]> {
  if (!files.paths.includes('package.json')) return []
  const scripts = asMapping(asMapping(parsed(await files.read('package.json')))?.scripts) ?? {}
  const names = Object.keys(scripts).filter((name) => JUDGING.test(name) && /^[\w:.-]{1,80}$/.test(name))
  return names.slice(0, MAX_SCRIPTS).map((name) => `npm run ${name}`)
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    // Nothing can be said of it; the file itself is looked at by whoever runs it.
    return undefined
  }
}

/** Of the root: what lies deeper is called from there. */
const USUAL: readonly { readonly where: RegExp; readonly commands: readonly string[] }[] = [
  { where: /^(?:GNUm|M|m)akefile$/, commands: ['make', 'make test', 'make check'] },
  { where: /^(?:justfile|Justfile)$/, commands: ['just test'] },
  { where: /^[Tt]askfile\.ya?ml$/, commands: ['task test'] },
  { where: /^tox\.ini$/, commands: ['tox'] },
  { where: /^noxfile\.py$/, commands: ['nox'] },
  {
    where: /^(?:pyproject\.toml|setup\.(?:py|cfg)|pytest\.ini|requirements[^/]*\.txt)$/,
    commands: ['pytest'],
  },
  { where: /^go\.mod$/, commands: ['go test ./...', 'go vet ./...'] },
  { where: /^Cargo\.toml$/, commands: ['cargo test', 'cargo clippy'] },
  { where: /^pom\.xml$/, commands: ['mvn verify'] },
  { where: /^(?:build|settings)\.gradle(?:\.kts)?$/, commands: ['gradle check'] },
  { where: /^Rakefile$/, commands: ['rake'] },
  { where: /^\.rspec$|^spec\/.*_spec\.rb$/, commands: ['rspec'] },
  { where: /^composer\.json$/, commands: ['composer test'] },
  { where: /^phpunit\.xml(?:\.dist)?$/, commands: ['phpunit'] },
  { where: /^CMakeLists\.txt$/, commands: ['cmake -S . -B build', 'ctest --test-dir build'] },
  { where: /\.(?:sln|csproj|fsproj)$/, commands: ['dotnet test'] },
]
