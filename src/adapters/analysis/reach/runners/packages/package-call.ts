export interface PackageCall {
  /** Undefined where no script is run. */
  readonly script: string | undefined
  readonly args: readonly string[]
  /** As an option names it: `--prefix`, `-C`, `--cwd`. */
  readonly folder: string | undefined
  readonly packages: 'own' | 'all' | readonly string[]
  /** Where no script has the name, it may be that of a tool: `yarn jest`. */
  readonly mayBeTool: boolean
  /** It has a meaning of its own too: `npm start` without a script runs `server.js`. */
  readonly isCommand: boolean
}

const FOLDER = /^(--prefix|-C|--cwd|--dir)$/
const ONE_PACKAGE = /^(-w|--workspace|-F|--filter|--scope|--include|--from)$/
const ALL_PACKAGES = /^(-ws|--workspaces|-r|--recursive|--ws)$/
const OTHER_VALUES =
  /^(--loglevel|--registry|--cache|--userconfig|--reporter|--workspace-concurrency|--script-shell|--concurrency|--jobs|-j)$/

/** Commands of the package managers themselves that run no script of a name. */
const OWN =
  /^(install|i|ci|add|remove|rm|un|uninstall|update|up|upgrade|dedupe|link|unlink|pack|publish|version|view|info|ls|list|ll|outdated|audit|config|set|get|cache|login|whoami|init|create|exec|x|dlx|why|fund|doctor|rebuild|prune|root|bin|prefix|help|import|store|env|plugin|policies|node|global|licenses|patch|patch-commit|deploy|pm|build-deps|setup|unplug|rebuild|search|owner|access|token|team|org|hook|star|ping|pkg|query|sbom|explain|completion|self-update|server|approve-builds|catalog|constraints|stage|constraints|tag|clean-install|install-test|it|cit)$/

/** What `npm run x`, `yarn workspace y test` or `pnpm -r lint` mean. */
export function readCall(program: string, args: readonly string[]): PackageCall {
  const state: { folder?: string; packages: string[]; all: boolean; operands: string[]; rest: string[] } = {
    packages: [],
    all: false,
    operands: [],
    rest: [],
  }
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const equals = arg.startsWith('-') ? arg.indexOf('=') : -1
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const value = () => {
      if (equals >= 0) return arg.slice(equals + 1)
      at += 1
      return args[at] ?? ''
    }
    const isNamed = scriptAt(program, state.operands) !== undefined
    if (arg === '--') {
      state.rest.push(...args.slice(at + 1))
      break
    }
    if (program !== 'npm' && isNamed) state.rest.push(arg)
    else if (name === '-w' && program === 'pnpm') state.all = false
    else if (FOLDER.test(name)) state.folder = value()
    else if (ONE_PACKAGE.test(name)) state.packages.push(value())
    else if (ALL_PACKAGES.test(name)) state.all = true
    else if (OTHER_VALUES.test(name)) value()
    else if (!arg.startsWith('-')) state.operands.push(arg)
  }
  return callOf(program, state)
}

function callOf(
  program: string,
  {
    folder,
    packages,
    all,
    operands,
    rest,
  }: { folder?: string; packages: string[]; all: boolean; operands: string[]; rest: string[] },
): PackageCall {
  const found = scriptAt(program, operands)
  const ofWorkspace = found?.packages ?? []
  const named = [...packages, ...ofWorkspace]
  const after = found ? operands.slice(found.at + 1) : []
  return {
    script: found?.script,
    args: [...after, ...rest],
    folder,
    packages: all || found?.all ? 'all' : named.length > 0 ? named : 'own',
    mayBeTool: found?.mayBeTool ?? false,
    isCommand: found?.isCommand ?? false,
  }
}

interface ScriptPosition {
  readonly at: number
  readonly script: string
  readonly mayBeTool: boolean
  readonly isCommand: boolean
  readonly all?: boolean
  readonly packages?: readonly string[]
}

/** Where the name of a script is among the words that are not options. */
function scriptAt(program: string, operands: readonly string[]): ScriptPosition | undefined {
  const [first, second, third, fourth] = operands
  if (first === undefined) return undefined
  const plain = { mayBeTool: false, isCommand: false }
  if (/^(run|run-script|rum|urn)$/.test(first))
    return second === undefined
      ? undefined
      : { at: 1, script: second, ...plain, mayBeTool: program !== 'npm' }
  if (/^(test|t|tst)$/.test(first) && program !== 'bun')
    return { at: 0, script: 'test', ...plain, isCommand: true }
  if (/^(start|stop|restart)$/.test(first) && program !== 'bun')
    return { at: 0, script: first, ...plain, isCommand: true }
  if (program === 'npm') return undefined
  if (program === 'yarn' && first === 'workspace') {
    const isRun = third === 'run'
    const script = isRun ? fourth : third
    return script === undefined || second === undefined
      ? undefined
      : { at: isRun ? 3 : 2, script, ...plain, packages: [second], mayBeTool: true }
  }
  if (program === 'yarn' && (first === 'workspaces' || first === 'wsrun')) {
    const at = operands.indexOf('run')
    const script = operands[at + 1]
    return at < 0 || script === undefined ? undefined : { at: at + 1, script, ...plain, all: true }
  }
  if (OWN.test(first) || (program === 'bun' && (first === 'test' || first === 'build' || /[./]/.test(first))))
    return undefined
  return { at: 0, script: first, ...plain, mayBeTool: true }
}
