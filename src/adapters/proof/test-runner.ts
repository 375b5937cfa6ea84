import type { OutputFormat } from './read-names.ts'

/** How tests are run and their output read. Both are scripts of the base's; named files are the arguments of the first. */
export interface TestRunner {
  readonly name: string
  /** A script of a shell; `"$@"` are the files. */
  readonly files: string
  /** All tests. */
  readonly whole: string
  readonly format: OutputFormat
}

interface Known {
  /** The words of a command that is this runner; answers the words before and behind which options and files go. */
  readonly pattern: RegExp
  readonly name: string
  readonly format: OutputFormat
  /** Options that make it name its tests. */
  readonly options: string
  /** Words of the command that are kept: options that are not about what is run or how it is told. */
  readonly keeps: RegExp
  /** What stands for the files: their folders, or names of their own. */
  readonly files?: string
  /** All tests by the same runner, where the words that it was called with name them. */
  readonly whole?: (operands: string) => string
}

const FLAGS =
  /^-{1,2}(?!-|reporter|test-reporter|R$|R=|json|watch|coverage|experimental-test-coverage|tap|verbose|v$|q$|quiet)/

const KNOWN: readonly Known[] = [
  {
    pattern: /^(?:\S*\/)?(?:node|tsx)(?= (?:.* )?--test(?: |$))/,
    name: 'node:test',
    format: 'tap',
    options: '--test-reporter=tap',
    keeps: FLAGS,
  },
  {
    pattern: /^(?:\S*\/)?vitest(?: run)?/,
    name: 'vitest',
    format: 'jest json',
    options: '--run --reporter=json',
    keeps: FLAGS,
  },
  {
    pattern: /^(?:\S*\/)?jest/,
    name: 'jest',
    format: 'jest json',
    options: '--json --silent --coverage=false',
    keeps: FLAGS,
    files: '--runTestsByPath "$@"',
  },
  { pattern: /^(?:\S*\/)?_?mocha/, name: 'mocha', format: 'tap', options: '--reporter tap', keeps: FLAGS },
  { pattern: /^(?:\S*\/)?ava/, name: 'ava', format: 'tap', options: '--tap', keeps: FLAGS },
  {
    pattern: /^(?:\S*\/)?(?:tape|tap-spec)/,
    name: 'tape',
    format: 'tape',
    options: '',
    keeps: FLAGS,
    // Without a name it runs nothing, and it reads patterns by itself.
    whole: (operands) => operands || "'test/**/*.js' 'tests/**/*.js'",
  },
  {
    pattern: /^(?:\S*\/)?(?:python[\d.]*(?: -\S+)* -m )?(?:pytest|py\.test)/,
    name: 'pytest',
    format: 'pytest',
    options: '-p no:cacheprovider -q -rA --tb=short --color=no',
    keeps: /^-{1,2}(?!-|cov|no-cov|junit|html|n$|x$|v|q|s$|tb|r[a-zA-Z]$|color|dist)/,
  },
  {
    pattern: /^(?:\S*\/)?python[\d.]*(?: -\S+)* -m unittest(?: discover)?/,
    name: 'unittest',
    format: 'unittest',
    options: '-v',
    keeps: /^-(?!v|q|-verbose|-quiet)/,
    files: '"$@"',
  },
  {
    pattern: /^go test/,
    name: 'go test',
    format: 'go test',
    options: '-v -count=1 -vet=off',
    keeps: /^-(?!v$|race|cover|count|json|vet)/,
    files: '"./$(dirname "$1")"',
    whole: (operands) => operands || './...',
  },
  {
    pattern: /^cargo(?: \+\S+)? test/,
    name: 'cargo test',
    format: 'cargo test',
    options: '--offline',
    keeps: /^-{1,2}(?!-|offline|quiet|verbose)/,
    files: '--test "$(basename "$1" .rs)"',
  },
  {
    pattern: /^(?:\S*\/)?rspec/,
    name: 'RSpec',
    format: 'rspec json',
    options: '--format json',
    keeps: /^-{1,2}(?!-|f|c)/,
  },
  {
    pattern: /^(?:php (?:-\S+ )*)?(?:\S*\/)?phpunit/,
    name: 'PHPUnit',
    format: 'teamcity',
    options: '--teamcity --no-coverage',
    keeps: /^-{1,2}(?!-|coverage|teamcity|testdox|log|colors)/,
  },
  {
    pattern: /^(?:\S*\/)?ruby(?= .*(?:test|spec))/,
    name: 'minitest',
    format: 'minitest',
    options: '',
    keeps: /^-/,
    files: '"$@" -v',
    whole: (operands) =>
      operands || `-e 'Dir["./{test,spec}/**/{test_*,*_test,*_spec}.rb"].each { |f| require f }' --`,
  },
  {
    pattern: /^(?:\S*\/)?mvnw?/,
    name: 'Maven',
    format: 'counts',
    options: '-o -B',
    keeps: /^-(?!o|B|q)/,
    files: '-Dtest="$(basename "$1" .java)" test',
    whole: () => 'test',
  },
  {
    pattern: /^(?:\S*\/)?gradlew?/,
    name: 'Gradle',
    format: 'counts',
    options: '--offline --console=plain',
    keeps: /^-(?!-offline|-console)/,
    files: 'test --tests "$(basename "$1" | sed "s/\\.[a-z]*$//")"',
    whole: () => 'test',
  },
]

/** The runner that a command calls, with the command's own options; undefined for any other command, and for scripts. */
export function knownRunner(command: string): TestRunner | undefined {
  const line = withoutWrappers(command.trim().replace(/\s+/g, ' '))
  // Quotes, pipes and the like are left to whoever names a command of their own.
  if (!/^[\w@%+=:,./*"' ~-]*$/.test(line)) return undefined
  for (const known of KNOWN) {
    const [start] = known.pattern.exec(line) ?? []
    if (start === undefined) continue
    const rest = line.slice(start.length)
    if (rest !== '' && !rest.startsWith(' ')) continue
    return runnerOf(known, start, rest.trim())
  }
  return undefined
}

function runnerOf(known: Known, start: string, rest: string): TestRunner {
  const words = rest.match(/(?:[^ "']|"[^"]*"|'[^']*')+/g) ?? []
  const options: string[] = []
  const operands: string[] = []
  for (const [at, word] of words.entries()) {
    const isValue = VALUED.test(words[at - 1] ?? '') && !word.startsWith('-')
    if (isValue ? known.keeps.test(words[at - 1] ?? '') : word.startsWith('-') && known.keeps.test(word))
      options.push(word)
    else if (!word.startsWith('-') && !isValue) operands.push(word)
  }
  const common = [start, ...options, known.options].filter((one) => one !== '').join(' ')
  const all = known.whole ? known.whole(operands.join(' ')) : operands.join(' ')
  return {
    name: known.name,
    format: known.format,
    files: `${common} ${known.files ?? '"$@"'}`,
    whole: `${common}${all === '' ? '' : ` ${all}`}${known.files?.endsWith(' -v') ? ' -v' : ''}`,
  }
}

/** Options whose value is a word of its own. */
const VALUED =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-c|--config|-C|-I|--timeout|-t|--project|-p|-s|--ui|-u|--extension|--ext|-W|-o|--env-file|--conditions|--exclude-dir|-R|--reporter)$/

/** What measures coverage or sets variables around a runner. */
function withoutWrappers(line: string): string {
  const rest = line.replace(
    /^(?:[A-Za-z_]\w*=\S* |cross-env |npx (?:--no(?:-install)? |-y )?|c8 (?:--?\S+ )*|nyc (?:--?\S+ )*|(?:poetry|uv|pdm|hatch) run |bundle exec |coverage run (?:--?\S+ )*|xvfb-run )/,
    (wrapper) => (wrapper.startsWith('coverage') ? 'python3 ' : ''),
  )
  return rest === line ? line : withoutWrappers(rest)
}

/** A command of the maintainers, with `{files}` where named files go. */
export function commandRunner(command: string): TestRunner {
  const whole = command.replaceAll(/["']?\{files\}["']?/g, '').trim()
  const known = knownRunner(whole)
  if (known) return known
  return {
    name: 'command',
    format: 'counts',
    files: command.replaceAll(/["']?\{files\}["']?/g, '"$@"'),
    whole,
  }
}
