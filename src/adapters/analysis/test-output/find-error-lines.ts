import { npmError } from './npm-error.ts'

/** An error that names its place: compilers, linters, type checkers. Groups: `file`, `line`, `text`. */
const LOCATED: readonly RegExp[] = [
  /^(?<file>[^\s(:]+)\((?<line>\d+),\d+\): error (?<text>TS\d+: .+)$/,
  /^(?<file>[^\s:]+):(?<line>\d+):\d+ - error (?<text>TS\d+: .+)$/,
  /^\[ERROR\] (?<file>\/?[\w./-]+\.(?:java|kt|scala)):\[(?<line>\d+),\d+\] (?<text>.+)$/,
  /^e: (?:file:\/\/)?(?<file>[\w./-]+\.kts?):(?<line>\d+):\d+:? (?<text>.+)$/,
  /^(?<file>[\w./-]+\.\w+):(?<line>\d+):(?:\d+:)? (?:fatal |syntax )?error: (?<text>.+)$/,
  /^(?<file>[\w./-]+\.go):(?<line>\d+):\d+: (?<text>.+)$/,
  /^(?<file>[\w./-]+\.\w{1,5}):(?<line>\d+):\d+: (?<text>[A-Z]+\d* ?:? .+)$/,
  /^(?<file>[\w./-]+\.\w{1,5}):(?<line>\d+):\d+ (?<text>(?:lint|error)\S* .+)$/,
]
/** ESLint and its like name the file once, above. */
const FILE = /^(?<file>(?:[A-Za-z]:)?[\w@./\\-]+\.\w{1,6})$/
const BELOW_FILE = /^\s+(?<line>\d+):\d+\s+(?:error|✖)\s+(?<text>\S.*)$/
const BIOME =
  /^(?<file>[\w@./-]+\.\w{1,6}):(?<line>\d+):\d+ (?<text>(?:lint|format|parse|assist|suppressions)\b\S*)/

const RUST = /^error(?:\[E\d+\])?: (?<text>.+)$/
const ANY = [
  /^(?<text>(?:Uncaught )?[\w.$]*(?:Error|Exception)(?: \[\w+\])?: .+)$/,
  /^(?<text>panic: .+)$/,
  /^(?:fatal|FATAL|Fatal)(?: error)?: (?<text>.+)$/,
  /^(?<text>make(?:\[\d+\])?: \*\*\* (?:No rule|No targets|missing).+)$/,
  /^(?<text>\S+: (?:line )?\d+: \S+: (?:command )?not found)$/,
  /^(?<text>(?:npm|pnpm|yarn) (?:error|ERR!) (?:Missing script|E[A-Z]{4,}\b [a-z]).*)$/,
  /^(?<text>(?:Usage|Unknown Syntax|Internal) Error: .+)$/,
  /^\s*(?<text>ERR_PNPM_(?!\w+_FIRST_FAIL\b)\w+\s+\S.*)$/,
  /^(?<text>Unknown command: ".+")$/,
  /^\s*ERROR\s\s+(?<text>\S.*)$/,
  /^\s*(?:error|Error|ERROR)(?: -|:) (?<text>.+)$/,
  /^\[error\] (?<text>.+)$/,
] as const

/** Ends every run that fails, and says nothing of why. */
const AFTERWARDS =
  /^(?:could not compile|test failed, to rerun|aborting due to|\d+ target failed|Command failed with exit|Process completed|Recipe .* failed|script .* exited with|Task .* failed|Failed to execute goal)/i

/** What compilers, linters and programs that end say of why, the first one in one line; undefined where nothing reads like it. */
export function findErrorLines(lines: readonly string[]): string | undefined {
  const located = locatedErrors(lines)
  const [first] = located
  if (first !== undefined) return located.length === 1 ? first : `${first} (and ${located.length - 1} more)`
  const own = npmError(lines)
  const after = lines.slice(own === undefined ? 0 : own.end + 1)
  return after.flatMap((line) => anyError(line)).at(-1) ?? own?.words
}

function locatedErrors(lines: readonly string[]): readonly string[] {
  let file: string | undefined
  const found = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const place = FILE.exec(line)?.groups?.file
    if (place !== undefined) file = place
    const groups = LOCATED.map((pattern) => pattern.exec(line)?.groups).find((one) => one !== undefined)
    const below = file === undefined ? undefined : BELOW_FILE.exec(line)?.groups
    const biome = BIOME.exec(line)?.groups
    if (groups) found.add(errorLine(groups.file, groups.line, groups.text))
    else if (below) found.add(errorLine(file, below.line, below.text))
    else if (biome) found.add(errorLine(biome.file, biome.line, `${biome.text} ${biomeText(lines, index)}`))
    else for (const text of rustError(line, lines[index + 1])) found.add(text)
  }
  return [...found]
}

function errorLine(file = '', line = '', text = ''): string {
  return `${shortPath(file)}:${line} ${text.replace(/\s+/g, ' ').trim()}`
}

/** Biome says what is wrong two lines below. */
function biomeText(lines: readonly string[], index: number): string {
  const line = lines.slice(index + 1, index + 5).find((one) => /^\s*[×✖]/.test(one))
  return line?.replace(/^\s*[×✖]\s*/, '') ?? ''
}

function rustError(line: string, next: string | undefined): readonly string[] {
  const text = RUST.exec(line)?.groups?.text
  const place = /^\s*--> ([^\s:]+):(\d+)/.exec(next ?? '')
  return text === undefined || !place ? [] : [errorLine(place[1], place[2], text)]
}

/** Where a repository is checked out is nobody's business. */
function shortPath(path: string): string {
  const inside = path.replace(/^\/(?:home\/runner\/work|__w)\/[^/]+\/[^/]+\//, '').replace(/^\.\//, '')
  return /^(?:\/|[A-Za-z]:)/.test(inside) ? inside.split(/[/\\]/).slice(-3).join('/') : inside
}

function anyError(line: string): readonly string[] {
  for (const pattern of ANY) {
    const text = pattern.exec(line)?.groups?.text
    if (text !== undefined) return AFTERWARDS.test(text) ? [] : [text]
  }
  return []
}
