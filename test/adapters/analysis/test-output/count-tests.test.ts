import { expect, it } from 'vitest'
import { countTests, createTestCounter } from '../../../../src/adapters/analysis/test-output/count-tests.ts'

type Told = readonly [ran: number, failed: number, skipped: number]

/** As the runners print it. */
const OUTPUTS: readonly (readonly [runner: string, output: string, reported: Told])[] = [
  [
    'node:test, spec',
    '✔ adds (0.4ms)\nℹ tests 14\nℹ suites 0\nℹ pass 11\nℹ fail 1\nℹ cancelled 0\nℹ skipped 2\nℹ todo 0\nℹ duration_ms 70',
    [12, 1, 2],
  ],
  [
    'node:test, tap',
    'TAP version 13\n# Subtest: adds\nok 1 - adds\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0',
    [1, 0, 0],
  ],
  ['tape', 'ok 1 should be equal\nok 2 should be equal\n\n1..2\n# tests 2\n# pass  2', [2, 0, 0]],
  [
    'vitest',
    ' Test Files  1 failed | 1 passed (2)\n      Tests  1 failed | 12 passed | 2 skipped (15)\n   Duration  1s',
    [13, 1, 2],
  ],
  [
    'jest',
    'Test Suites: 1 failed, 1 passed, 2 total\nTests:       1 failed, 2 skipped, 11 passed, 14 total\nSnapshots:   0 total',
    [12, 1, 2],
  ],
  ['mocha', '\n  12 passing (34ms)\n  2 pending\n  1 failing\n', [13, 1, 2]],
  ['ava', '  ─\n\n  1 test failed\n  12 tests passed\n  2 tests skipped', [13, 1, 2]],
  ['jasmine', '14 specs, 1 failure, 2 pending specs', [12, 1, 2]],
  ['playwright', '  1 failed\n    a.spec.ts:3:5 › adds\n  2 skipped\n  12 passed (5.3s)', [13, 1, 2]],
  [
    'bun',
    ' 12 pass\n 2 skip\n 1 fail\n 20 expect() calls\nRan 15 tests across 2 files. [9.00ms]',
    [13, 1, 2],
  ],
  ['deno', 'FAILED | 12 passed | 1 failed | 2 ignored (10ms)', [13, 1, 2]],
  ['TAP alone', 'TAP version 13\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no network\n1..3', [2, 1, 1]],
  ['pytest, nothing but errors', '=========== 2 errors in 0.05s ===========', [2, 2, 0]],
  ['pytest', '===== 1 failed, 12 passed, 2 skipped, 3 warnings in 0.12s =====', [13, 1, 2]],
  ['pytest, quiet', '............\n12 passed in 0.02s', [12, 0, 0]],
  ['pytest, errors', '===== 12 passed, 1 error in 61.20s (0:01:01) =====', [13, 1, 0]],
  ['unittest', 'Ran 14 tests in 0.001s\n\nOK (skipped=2)', [12, 0, 2]],
  ['unittest, failing', 'Ran 14 tests in 0.001s\n\nFAILED (failures=1, errors=1, skipped=2)', [12, 2, 2]],
  ['nose', 'Ran 14 tests in 0.001s\n\nOK', [14, 0, 0]],
  [
    'go test -v',
    '=== RUN   TestA\n--- PASS: TestA (0.00s)\n    --- FAIL: TestA/one (0.00s)\n--- SKIP: TestB (0.00s)\nok  \tacme/a\t0.01s',
    [2, 1, 1],
  ],
  ['gotestsum', '--- PASS: TestA (0.00s)\nDONE 14 tests, 2 skipped, 1 failure in 0.5s', [12, 1, 2]],
  [
    'cargo test',
    'test result: ok. 10 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s\n   Doc-tests acme\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out',
    [13, 1, 2],
  ],
  ['nextest', '     Summary [   0.512s] 14 tests run: 13 passed (1 slow), 1 failed, 2 skipped', [14, 1, 2]],
  [
    'Surefire',
    '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.05 s -- in a.ATest\n[INFO] Results:\n[WARNING] Tests run: 15, Failures: 1, Errors: 1, Skipped: 2\n[INFO] BUILD FAILURE',
    [13, 2, 2],
  ],
  ['Gradle', '14 tests completed, 1 failed, 2 skipped', [12, 1, 2]],
  [
    'JUnit console',
    '[        15 tests found           ]\n[         2 tests skipped         ]\n[        13 tests started         ]\n[        12 tests successful      ]\n[         1 tests failed          ]',
    [13, 1, 2],
  ],
  ['sbt', '[info] Passed: Total 14, Failed 0, Errors 0, Passed 14', [14, 0, 0]],
  ['CTest', '93% tests passed, 1 tests failed out of 14', [14, 1, 0]],
  [
    'GoogleTest',
    '[==========] Running 15 tests from 2 test suites.\n[==========] 15 tests from 2 test suites ran. (5 ms total)\n[  PASSED  ] 12 tests.\n[  SKIPPED ] 2 tests, listed below:\n[  FAILED  ] 1 test, listed below:',
    [13, 1, 2],
  ],
  ['Catch2', 'All tests passed (20 assertions in 14 test cases)', [14, 0, 0]],
  [
    'Catch2, failing',
    'test cases:  14 |  13 passed | 1 failed\nassertions: 20 | 19 passed | 1 failed',
    [14, 1, 0],
  ],
  ['doctest', '[doctest] test cases: 13 | 12 passed | 1 failed | 2 skipped', [13, 1, 2]],
  ['RSpec', 'Finished in 0.01 seconds\n15 examples, 1 failure, 2 pending', [13, 1, 2]],
  ['minitest', '15 runs, 20 assertions, 1 failures, 0 errors, 2 skips', [13, 1, 2]],
  [
    'test-unit',
    '15 tests, 20 assertions, 1 failures, 0 errors, 2 pendings, 0 omissions, 0 notifications',
    [13, 1, 2],
  ],
  ['PHPUnit', 'OK (14 tests, 20 assertions)', [14, 0, 0]],
  ['PHPUnit, failing', 'Tests: 15, Assertions: 20, Failures: 1, Skipped: 2.', [13, 1, 2]],
  ['Pest', '  Tests:    1 failed, 2 skipped, 12 passed (20 assertions)\n  Duration: 0.1s', [13, 1, 2]],
  [
    'dotnet test',
    'Failed!  - Failed:     1, Passed:    12, Skipped:     2, Total:    15, Duration: 5 ms - a.dll (net8.0)',
    [13, 1, 2],
  ],
  ['VSTest', 'Total tests: 15\n     Passed: 12\n     Failed: 1\n    Skipped: 2', [13, 1, 2]],
  ['ExUnit', '1 doctest, 14 tests, 1 failure, 2 skipped', [13, 1, 2]],
  [
    'XCTest',
    '\t Executed 15 tests, with 2 tests skipped and 1 failure (0 unexpected) in 0.1 (0.2) seconds',
    [13, 1, 2],
  ],
  ['prove', 'All tests successful.\nFiles=3, Tests=14,  0 wallclock secs', [14, 0, 0]],
]

it.each(OUTPUTS)('knows the totals of %s', (_, output, [ran, failed, skipped]) => {
  expect(countTests(output)).toEqual({ ran, failed, skipped })
})

it.each(OUTPUTS)(
  'knows them in a log of GitHub, with times, colours and windows line ends: %s',
  (_, output, reported) => {
    const log = output
      .split('\n')
      .map((line) => `2026-05-05T12:00:00.1234567Z \u001b[32m${line}\u001b[39m\r`)
      .join('\n')
    expect(countTests(`\uFEFF${log}`)).toEqual({
      ran: reported[0],
      failed: reported[1],
      skipped: reported[2],
    })
  },
)

it('adds several runs of tests', () => {
  expect(countTests('ℹ pass 3\nℹ fail 0\nTests:       4 passed, 4 total\nℹ pass 2')).toEqual({
    ran: 9,
    failed: 0,
    skipped: 0,
  })
  expect(countTests('web:test: ℹ pass 3\napi:test: ℹ pass 4')?.ran).toBe(7)
})

const FAILING_GO = '=== RUN   TestA\n--- FAIL: TestA (0.01s)\nFAIL\n'
it.each([
  ['go test', `${FAILING_GO}${FAILING_GO.replace('0.01', '0.02')}`, 1],
  ['go test, other tests', `${FAILING_GO}--- FAIL: TestB (0.01s)`, undefined],
  ['node:test', 'ℹ pass 0\nℹ fail 1\nℹ cancelled 1\nℹ pass 1\nℹ fail 0\nℹ cancelled 0', 1],
  ['jest', 'Tests:       1 failed, 4 total\n'.repeat(3), 2],
  ['unittest', 'Ran 3 tests in 0.1s\n\nFAILED (failures=1)\n'.repeat(2), 1],
  ['pytest', '1 failed, 3 passed in 0.1s', undefined],
  ['cargo test', 'test result: ok. 3 passed; 0 failed; 0 ignored;\n'.repeat(2), undefined],
])('tells how many runs come after one that failed, which may be the same tests: %s', (_, log, again) => {
  expect(countTests(log)?.again).toBe(again)
})

it.each([
  '',
  'ok  \tacme/a\t0.01s',
  'BUILD SUCCESSFUL in 3s',
  '12 passed the salt',
  'Process completed with exit code 0.',
  '# passed 3 of 4',
])('tells nothing where no number is told: %j', (log) => {
  expect(countTests(log)).toBeUndefined()
})

it('takes a log in any parts, and no line of any length', () => {
  const counter = createTestCounter()
  for (const character of `${'x'.repeat(5_000)} 9 passing\n  12 passing (3ms)\n`) counter.write(character)
  expect(counter.end()).toEqual({ ran: 12, failed: 0, skipped: 0 })
})

it('does not run away on hostile lines', () => {
  const lines = [
    '1 a, '.repeat(390),
    'Tests: 1, Assertions: 1'.repeat(80),
    `ok 1${' #'.repeat(900)}`,
    `${' '.repeat(1_900)}x`,
  ]
  expect(countTests(lines.join('\n').repeat(50))).toEqual({ ran: 50, failed: 0, skipped: 0 })
})

it('knows what was said last before a step failed', () => {
  const counter = createTestCounter()
  const log = 'T1\nrefuses bots\n##[error]Process completed with exit code 1.\nPost job cleanup.\n'
  counter.write(log.replace('T1', '2026-05-05T12:00:00.1Z ##[group]Run ./check'))
  counter.end()
  expect(counter.failure()?.words).toContain('refuses bots')
})
