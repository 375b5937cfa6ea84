// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are of a shell.
import type { OutputFormat } from '../output/read-names.ts'

export interface KnownRunner {
  /** The words of a command that is this runner; answers the words before and behind which options and files go. */
  readonly pattern: RegExp
  readonly name: string
  readonly format: OutputFormat
  /** Options that make it name its tests. */
  readonly options: string
  /** Words of the command that are kept: options that are not about what is run or how it is reported. */
  readonly keeps: RegExp
  /** Its own options whose value is a word of its own, besides those that many have. */
  readonly valued?: RegExp
  /** It finds files by patterns itself, where no shell has. */
  readonly readsPatterns?: true
  /** What stands for the files: their folders, or names of their own. */
  readonly files?: string
  /** The options that its operands stand for, in their order. */
  readonly operands?: readonly string[]
  /** A script that gives the files another shape before they are named. */
  readonly before?: (command: string) => string
  /** All tests by the same runner, where the words that it was called with name them. */
  readonly whole?: (operands: string) => string
  /** `whole` guesses where the tests lie. */
  readonly guesses?: true
}

const FLAGS =
  /^-{1,2}(?!-|reporter|test-reporter|R$|R=|json|watch|coverage|experimental-test-coverage|tap|verbose|v$|q$|quiet)/

/** Options of `unittest discover` that have a value. */
const DISCOVERY = /^(?:-[kpst]|--(?:pattern|start-directory|top-level-directory))$/

export const KNOWN: readonly KnownRunner[] = [
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
  {
    pattern: /^(?:\S*\/)?_?mocha/,
    name: 'mocha',
    readsPatterns: true,
    format: 'tap',
    options: '--reporter tap',
    keeps: FLAGS,
  },
  {
    pattern: /^(?:\S*\/)?ava/,
    name: 'ava',
    readsPatterns: true,
    format: 'tap',
    options: '--tap',
    keeps: FLAGS,
  },
  {
    pattern: /^(?:\S*\/)?(?:tape|tap-spec)/,
    name: 'tape',
    readsPatterns: true,
    format: 'tape',
    options: '',
    keeps: FLAGS,
    // Without a name it runs nothing, and it reads patterns by itself.
    whole: (operands) => operands || "'test/**/*.js' 'tests/**/*.js'",
    guesses: true,
  },
  {
    pattern: /^(?:\S*\/)?(?:python[\d.]*(?: -\S+)* -m )?(?:pytest|py\.test)/,
    name: 'pytest',
    format: 'pytest',
    options: '-p no:cacheprovider -q -rA --tb=short --color=no',
    keeps: /^-{1,2}(?!-|cov|no-cov|junit|html|n$|x$|v|q|s$|tb|r[a-zA-Z]$|color|dist)/,
    valued: /^(?:-[kmW]|--(?:rootdir|ignore|ignore-glob|deselect|confcutdir|timeout|import-mode))$/,
  },
  {
    pattern: /^(?:\S*\/)?python[\d.]*(?: -\S+)* -m unittest discover/,
    name: 'unittest',
    format: 'unittest',
    options: '-v',
    keeps: /^-(?!v|q|-verbose|-quiet)/,
    valued: DISCOVERY,
    before: () => 'e=0; for f do ',
    // Where tests lie decides what they can import; of several patterns the last one counts.
    files: '-p "$(basename "$f")" || e=$?; done; exit $e',
    operands: ['-s', '-p', '-t'],
  },
  {
    pattern: /^(?:\S*\/)?python[\d.]*(?: -\S+)* -m unittest/,
    name: 'unittest',
    format: 'unittest',
    options: '-v',
    keeps: /^-(?!v|q|-verbose|-quiet)/,
    valued: /^-k$/,
    files: '"$@"',
  },
  {
    pattern: /^go test/,
    name: 'go test',
    format: 'go test',
    options: '-v -count=1 -vet=off',
    keeps: /^-(?!v$|race|cover|count|json|vet)/,
    valued: /^-{1,2}(?:tags|timeout|run|skip|parallel|p|cpu|ldflags|gcflags|mod|exec)$/,
    files: '"./$(dirname "$1")"',
    whole: (operands) => operands || './...',
  },
  {
    pattern: /^cargo(?: \+\S+)? test/,
    name: 'cargo test',
    format: 'cargo test',
    options: '--offline',
    keeps: /^-{1,2}(?!-|offline|quiet|verbose)/,
    valued: /^(?:--(?:features|package|manifest-path|profile|target|exclude)|-F|-j)$/,
    files: '"$@"',
    before: cargoTargets,
  },
  {
    pattern: /^(?:\S*\/)?rspec/,
    name: 'RSpec',
    format: 'rspec json',
    options: '--format json',
    keeps: /^-{1,2}(?!-|f|c)/,
    valued: /^(?:--(?:tag|pattern|options|default-path|order|seed)|-[POS])$/,
  },
  {
    pattern: /^(?:php (?:-\S+ )*)?(?:\S*\/)?phpunit/,
    name: 'PHPUnit',
    format: 'teamcity',
    options: '--teamcity --no-coverage',
    keeps: /^-{1,2}(?!-|coverage|teamcity|testdox|log|colors)/,
    valued:
      /^(?:-d|--(?:bootstrap|configuration|testsuite|group|exclude-group|filter|include-path|order-by))$/,
  },
  {
    pattern: /^(?:\S*\/)?ruby(?= .*(?:test|spec))/,
    name: 'minitest',
    format: 'minitest',
    options: '',
    keeps: /^-/,
    files: '"$@" -v',
    whole: rubyFiles,
    guesses: true,
  },
  {
    pattern: /^(?:\S*\/)?mvnw?/,
    name: 'Maven',
    format: 'counts',
    options: '-o -B',
    keeps: /^-(?!o|B|q)/,
    valued: /^-(?:pl|P|f|T)$/,
    files: '-Dtest="$(basename "$1" .java)" test',
    whole: () => 'test',
  },
  {
    pattern: /^(?:\S*\/)?gradlew?/,
    name: 'Gradle',
    format: 'counts',
    options: '--offline --console=plain',
    keeps: /^-(?!-offline|-console)/,
    valued: /^-(?:b|x)$/,
    files: 'test --tests "$(basename "$1" | sed "s/\\.[a-z]*$//")"',
    whole: () => 'test',
  },
]

/**
 * Cargo takes targets and not files: a test by its name, and for tests inside of source the program or library that it belongs to, of the
 * package that the file lies in.
 */
function cargoTargets(command: string): string {
  const isNamed = /(?:--manifest-path|--package|-p)\b/.test(command)
  return [
    'd=$(dirname "$1")',
    'while [ "$d" != . ] && [ ! -f "$d/Cargo.toml" ]; do d=$(dirname "$d"); done',
    't=${1#"$d/"}',
    'case "$t" in tests/*) t=${t#tests/}; t=${t%%/*}; t=${t%.rs} ;; *) t= ;; esac',
    'if [ -n "$t" ] && { [ -f "$d/tests/$t.rs" ] || [ -f "$d/tests/$t/main.rs" ]; }; then set -- --test "$t"',
    'elif [ -n "$t" ]; then set -- --tests',
    'elif [ -f "$d/src/lib.rs" ]; then set -- --lib --bins; else set -- --bins; fi',
    ...(isNamed ? [] : ['set -- --manifest-path "$d/Cargo.toml" "$@"']),
    '',
  ].join('; ')
}

/** Ruby runs one file; of several each is loaded. */
function rubyFiles(operands: string): string {
  if (/^[^ *?[\]]+$/.test(operands)) return operands
  if (operands === '')
    return `-e 'Dir["./{test,spec}/**/{test_*,*_test,spec_*,*_spec}.rb"].each { |f| require f }' --`
  return `-e 'ARGV.reject! { |f| File.file?(f) && (require(File.expand_path(f)) || true) }' -- ${operands}`
}

/** Options whose value is a word of its own, of whatever runner. */
export const VALUED =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-c|--config|-C|-I|--timeout|-t|--project|-p|-s|--ui|-u|--extension|--ext|-W|-o|--env-file|--conditions|--exclude-dir|-R|--reporter)$/
