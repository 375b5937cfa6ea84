/** How one runner names a test that failed. */
export interface FailureFormat {
  readonly runner: string
  /** Looked for in one line; the group `name` is the test, `message` what it says of itself on the same line. */
  readonly pattern: RegExp
  /** Only below a heading of this section. */
  readonly section?: Section
  /** The block of a test that may still pass: what it says counts once the same name fails. */
  readonly isOpen?: true
  /** Of the lines below only those that match tell, by their first group. */
  readonly only?: RegExp
  /** The name goes on in the next lines, until one ends with a colon. */
  readonly untilColon?: true
}

type Section = 'node' | 'mocha' | 'listed' | 'phpunit' | 'ctest' | 'surefire'

/** What begins a part of the output in which the same line means something else. */
export const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^\s*✖ failing tests:$/, 'node'],
  [/^\s*\d+ failing$/, 'mocha'],
  [/^Failures:$/, 'listed'],
  [/^There (?:was|were) \d+ (?:failure|error)s?:$/, 'phpunit'],
  [/^The following tests FAILED:$/, 'ctest'],
  [/^\[ERROR\] (?:Failures|Errors):$/, 'surefire'],
]

/** Every pattern is anchored, so that a line is looked at once. */
export const FAILURE_FORMATS: readonly FailureFormat[] = [
  { runner: 'node:test', section: 'node', pattern: /^✖ (?<name>.+?) \([\d.]+ms\)$/ },
  { runner: 'TAP', pattern: /^\s*not ok \d+(?: -)? (?<name>(?!.*# (?:skip|todo)\b).+)$/i },
  {
    runner: 'mocha',
    section: 'mocha',
    pattern: /^ {2}\d+\) (?<name>.+)$/,
    untilColon: true,
  },
  { runner: 'jest', pattern: /^ {2}● (?<name>(?!Console$|Test suite failed to run$).+)$/ },
  { runner: 'vitest', pattern: /^ FAIL {2}(?:\|[^|]*\| )?[^>]* > (?<name>.+)$/ },
  { runner: 'vitest', pattern: /^ FAIL {2}(?<name>[^ >]+) \[ [^\]]* \]$/ },
  { runner: 'ava', pattern: /^\s*✘ \[fail\]: (?<name>.+)$/ },
  { runner: 'playwright', pattern: /^ {2}\d+\) (?<name>[^›]+ › .+?)(?: ─+)?$/ },
  { runner: 'bun', pattern: /^\(fail\) (?<name>.+?)(?: \[[\d.]+ms\])?$/ },
  {
    runner: 'pytest',
    pattern: /^(?:FAILED|ERROR) (?:[^\s:]+::)?(?<name>[^\s:]\S*)(?: - (?<message>.+))?$/,
  },
  {
    runner: 'pytest',
    pattern: /^_{3,} (?:ERROR at \w+ of )?(?<name>[^\s_].*?) _{3,}$/,
    isOpen: true,
    only: /^E\s+(\S.*)$/,
  },
  {
    runner: 'unittest',
    pattern: /^(?:FAIL|ERROR): (?<name>\w+) \([\w.<>]+\)/,
    only: /^([\w.]+(?::.*)?)$/,
  },
  { runner: 'go test', pattern: /^=== (?:RUN|CONT) +(?<name>\S+)$/, isOpen: true },
  { runner: 'go test', pattern: /^\s*--- FAIL: (?<name>\S+) \([\d.]+s\)$/ },
  { runner: 'cargo test', pattern: /^---- (?<name>.+) stdout ----$/ },
  { runner: 'nextest', pattern: /^\s+FAIL \[ *[\d.]+s\] (?:\([^)]*\) )?\S+ (?<name>\S+)$/ },
  {
    runner: 'Surefire',
    section: 'surefire',
    pattern:
      /^\[ERROR\] +(?<name>[\w$]+(?:\.[\w$]+)+)(?:\([^)]*\))?(?::\d+)?(?:->\S+)?(?: »)? (?<message>.+)$/,
  },
  { runner: 'Gradle', pattern: /^(?<name>\w[^>]* > .+) FAILED$/ },
  { runner: 'RSpec', section: 'listed', pattern: /^ {0,2}\d+\) (?<name>.+)$/ },
  { runner: 'minitest', pattern: /^(?<name>[\w:]+#\S+)(?: \[[^\]]*\])?:$/ },
  { runner: 'minitest', pattern: /^(?<name>[^#]+#test_\d{4}_[^[\]]+?)(?: \[[^\]]*\])?:$/ },
  { runner: 'test-unit', pattern: /^(?:Failure|Error): (?<name>\w[^(]*\([\w:]+\))/ },
  { runner: 'PHPUnit', section: 'phpunit', pattern: /^\d+\) (?<name>[\w\\]+::.+)$/ },
  { runner: 'GoogleTest', pattern: /^\[ RUN {6}\] (?<name>\S+)$/, isOpen: true },
  { runner: 'GoogleTest', pattern: /^\[ {2}FAILED {2}\] (?<name>\w+[./]\S+?)(?:,.*)?(?: \(\d+ ms\))?$/ },
  { runner: 'ctest', pattern: /^\s*\d+\/\d+ Test +#\d+: (?<name>\S+) \.+[^*]*\*\*\*/ },
  { runner: 'ctest', section: 'ctest', pattern: /^\s+\d+ - (?<name>\S+) \([A-Z][A-Za-z ]*\)/ },
  { runner: 'dotnet test', pattern: /^ {2}Failed (?<name>\S.*?) \[[^\]]+\]$/ },
  { runner: 'ExUnit', pattern: /^ {2}\d+\) test (?<name>.+) \([\w.]+\)$/ },
]
