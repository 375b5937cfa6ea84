/** How one runner tells how many tests it ran. */
export interface TestFormat {
  readonly runner: string
  /**
   * Looked for in one line. Groups: `passed`, `failed`, `errors`, `skipped`, `total` (all of them), `ran` (passed until other lines say
   * otherwise), `unpassed` and `unskipped` (failed or skipped ones that an earlier line has counted as passed), `words` (`3 failed, 11
   * passed`, or `Failures: 3`).
   */
  readonly pattern: RegExp
}

/** `3 failed, 11 passed`: any order, any separator of a few characters. */
const LIST = String.raw`\d+ [a-z]+(?:(?:, | \| )\d+ [a-z]+)*`

/** One line each; what stands first takes a line. Every pattern is anchored, so that a line is looked at once. */
export const TEST_FORMATS: readonly TestFormat[] = [
  { runner: 'node:test', pattern: /^(?:ℹ|#) pass (?<passed>\d+)$/ },
  { runner: 'node:test', pattern: /^(?:ℹ|#) fail (?<failed>\d+)$/ },
  { runner: 'node:test', pattern: /^(?:ℹ|#) cancelled (?<failed>\d+)$/ },
  { runner: 'node:test', pattern: /^(?:ℹ|#) (?:skipped|todo|skip) (?<skipped>\d+)$/ },
  { runner: 'vitest', pattern: new RegExp(String.raw`^\s*Tests {2}(?<words>${LIST}) \(\d+\)`) },
  { runner: 'jest', pattern: new RegExp(String.raw`^Tests: +(?<words>${LIST}), \d+ total`) },
  { runner: 'Pest', pattern: new RegExp(String.raw`^\s*Tests: +(?<words>${LIST}) \(\d+ assertions?\)`) },
  { runner: 'mocha', pattern: /^\s*(?<passed>\d+) passing(?: \(|$)/ },
  { runner: 'mocha', pattern: /^\s*(?<failed>\d+) failing$/ },
  { runner: 'mocha', pattern: /^\s*(?<skipped>\d+) pending$/ },
  { runner: 'ava', pattern: /^\s*(?<passed>\d+) tests? passed$/ },
  { runner: 'ava', pattern: /^\s*(?<failed>\d+) (?:tests? failed|uncaught exceptions?)$/ },
  { runner: 'ava', pattern: /^\s*(?<skipped>\d+) tests? (?:skipped|todo)$/ },
  {
    runner: 'jasmine',
    pattern: /^(?<total>\d+) specs?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?/,
  },
  { runner: 'playwright', pattern: /^ {2}(?<passed>\d+) passed \([\d.]+m?s?\)$/ },
  { runner: 'playwright', pattern: /^ {2}(?<failed>\d+) failed$/ },
  { runner: 'playwright', pattern: /^ {2}(?<skipped>\d+) (?:skipped|did not run)$/ },
  { runner: 'bun', pattern: /^\s*(?<passed>\d+) pass$/ },
  { runner: 'bun', pattern: /^\s*(?<failed>\d+) fail$/ },
  { runner: 'bun', pattern: /^\s*(?<skipped>\d+) (?:skip|todo)$/ },
  {
    runner: 'deno',
    pattern:
      /^(?:ok|FAILED) \| (?<passed>\d+) passed[^|]*\| (?<failed>\d+) failed(?: \| (?<skipped>\d+) ignored)?/,
  },
  { runner: 'pytest', pattern: new RegExp(String.raw`^(?:=+ )?(?<words>${LIST}) in [\d.]+s`) },
  { runner: 'unittest', pattern: /^Ran (?<ran>\d+) tests? in [\d.]+s$/ },
  { runner: 'unittest', pattern: /^(?:OK|FAILED) \((?<adjust>[a-z ]+=\d+(?:, [a-z ]+=\d+)*)\)$/ },
  {
    runner: 'gotestsum',
    pattern:
      /^DONE (?:\d+ runs, )?(?<total>\d+) tests?(?:, (?<skipped>\d+) skipped)?(?:, (?<failed>\d+) failures?)?(?:, \d+ errors?)? in /,
  },
  { runner: 'go test', pattern: /^\s*--- (?<onePassed>PASS): / },
  { runner: 'go test', pattern: /^\s*--- (?<oneFailed>FAIL): / },
  { runner: 'go test', pattern: /^\s*--- (?<oneSkipped>SKIP): / },
  {
    runner: 'cargo test',
    pattern: /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<skipped>\d+) ignored;/,
  },
  {
    runner: 'nextest',
    pattern:
      /^\s*Summary \[[^\]]*\] +\d+(?:\/\d+)? tests? run: (?<passed>\d+) passed(?: \([^)]*\))?(?:, (?<failed>\d+) failed)?(?:, \d+ timed out)?(?:, (?<skipped>\d+) skipped)?/,
  },
  {
    runner: 'Surefire',
    pattern:
      /^(?:\[[A-Z]+\] +)?Tests run: (?<total>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+), Skipped: (?<skipped>\d+)\s*$/,
  },
  {
    runner: 'Gradle',
    pattern: /^(?<total>\d+) tests? completed(?:, (?<failed>\d+) failed)?(?:, (?<skipped>\d+) skipped)?$/,
  },
  { runner: 'JUnit', pattern: /^\[ +(?<passed>\d+) tests successful +\]$/ },
  { runner: 'JUnit', pattern: /^\[ +(?<failed>\d+) tests failed +\]$/ },
  { runner: 'JUnit', pattern: /^\[ +(?<skipped>\d+) tests skipped +\]$/ },
  {
    runner: 'sbt',
    pattern:
      /^(?:\[\w+\] )?(?:Passed|Failed): Total (?<total>\d+), Failed (?<failed>\d+), Errors (?<errors>\d+), Passed \d+(?:, Skipped (?<skipped>\d+))?/,
  },
  { runner: 'ctest', pattern: /^\d+% tests passed, (?<failed>\d+) tests? failed out of (?<total>\d+)$/ },
  { runner: 'GoogleTest', pattern: /^\[={10}\] (?<ran>\d+) tests? from \d+ test (?:suites?|cases?) ran\./ },
  { runner: 'GoogleTest', pattern: /^\[ {2}FAILED {2}\] (?<unpassed>\d+) tests?, listed below/ },
  { runner: 'GoogleTest', pattern: /^\[ {2}SKIPPED \] (?<unskipped>\d+) tests?, listed below/ },
  { runner: 'Catch2', pattern: /^All tests passed \(\d+ assertions? in (?<passed>\d+) test cases?\)/ },
  {
    runner: 'Catch2',
    pattern: new RegExp(String.raw`^test cases: +\d+ \| +(?<words>${LIST.replaceAll(' ', ' +')})`),
  },
  {
    runner: 'doctest',
    pattern:
      /^\[doctest\] test cases: +\d+ \| +(?<passed>\d+) passed \| +(?<failed>\d+) failed \| +(?<skipped>\d+) skipped/,
  },
  {
    runner: 'RSpec',
    pattern: /^(?<total>\d+) examples?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?/,
  },
  {
    runner: 'minitest',
    pattern:
      /^(?<total>\d+) (?:runs|tests), \d+ assertions, (?<failed>\d+) failures, (?<errors>\d+) errors, (?<skipped>\d+) (?:skips|pendings)/,
  },
  { runner: 'PHPUnit', pattern: /^OK \((?<passed>\d+) tests?, \d+ assertions?\)$/ },
  {
    runner: 'PHPUnit',
    pattern: /^Tests: (?<total>\d+), Assertions: \d+(?<keyed>(?:, [A-Z][A-Za-z ]*: \d+)*)\.?$/,
  },
  {
    runner: 'dotnet test',
    pattern:
      /^(?:Passed|Failed|Skipped)! +- Failed: +(?<failed>\d+), Passed: +(?<passed>\d+), Skipped: +(?<skipped>\d+), Total:/,
  },
  { runner: 'VSTest', pattern: /^Total tests: (?<ran>\d+)$/ },
  { runner: 'VSTest', pattern: /^ +Failed: (?<unpassed>\d+)$/ },
  { runner: 'VSTest', pattern: /^ +Skipped: (?<unskipped>\d+)$/ },
  {
    runner: 'ExUnit',
    pattern:
      /^(?:(?<doctests>\d+) doctests?, )?(?:\d+ properties, )?(?<total>\d+) tests?, (?<failed>\d+) failures?(?:, \d+ excluded)?(?:, \d+ invalid)?(?:, (?<skipped>\d+) skipped)?$/,
  },
  {
    runner: 'XCTest',
    pattern:
      /^\s*Executed (?<total>\d+) tests?, with (?:(?<skipped>\d+) tests? skipped and )?(?<failed>\d+) failures? /,
  },
  { runner: 'prove', pattern: /^Files=\d+, Tests=(?<ran>\d+),/ },
]

/** One line for each test; taken for the count only where no runner tells one. */
export const TAP_FORMAT: TestFormat = {
  runner: 'TAP',
  pattern:
    /^(?:(?<oneSkipped>(?:not )?ok \d+\b[^#]*# (?:skip|todo)\b.*)|(?<oneFailed>not ok \d+\b.*)|(?<onePassed>ok \d+\b.*))$/i,
}
