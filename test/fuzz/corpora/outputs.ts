import type { OutputFormat } from '../../../src/adapters/proof/output/read-names.ts'

/** What runners print of a test that passes, one that fails and one that is left out. */
export const OUTPUTS: Readonly<Record<OutputFormat, string>> = {
  tap: `TAP version 13
# Subtest: sum
    # Subtest: adds
    ok 1 - adds
      ---
      duration_ms: 0.5
      ...
    # Subtest: adds negatives
    not ok 2 - adds negatives
      ---
      duration_ms: 1.2
      failureType: 'testCodeFailure'
      error: |-
        Expected values to be strictly equal:

        -1 !== 5
      code: 'ERR_ASSERTION'
      name: 'AssertionError'
      stack: |-
        TestContext.<anonymous> (file:///repo/test/sum.test.js:9:10)
      ...
    ok 3 - adds nothing # SKIP later
    1..3
not ok 1 - sum
1..1
# tests 3
# pass 1
# fail 1
`,
  tape: `TAP version 13
# adds
ok 1 should be equal
# adds negatives
not ok 2 should be equal
  ---
    operator: equal
    expected: 5
    actual:   -1
  ...

1..2
# tests 2
# pass  1
# fail  1
`,
  'jest json': `a line of the tests
{"numFailedTests":1,"numPassedTests":1,"numTotalTests":2,"success":false,"testResults":[{"name":"/repo/a.test.js","status":"failed","assertionResults":[{"fullName":"sum adds","status":"passed","title":"adds"},{"fullName":"sum adds negatives","status":"failed","failureMessages":["Error: expect(received).toBe(expected)\\n\\nExpected: 5\\nReceived: -1"]},{"fullName":"sum later","status":"pending"}]}]}
`,
  pytest: `============================= test session starts ==============================
collected 3 items

test_sum.py .Fs                                                          [100%]

=================================== FAILURES ===================================
_________________________________ test_negatives _______________________________
    def test_negatives():
>       assert add(-1, 6) == 5
E       assert -7 == 5
test_sum.py:9: AssertionError
=========================== short test summary info ============================
PASSED test_sum.py::test_adds
SKIPPED [1] test_sum.py:12: later
FAILED test_sum.py::test_negatives[a-1] - assert -7 == 5
==================== 1 failed, 1 passed, 1 skipped in 0.05s ====================
`,
  unittest: `test_adds (tests.SumTest.test_adds) ... ok
test_negatives (tests.SumTest.test_negatives) ... FAIL
test_later (tests.SumTest.test_later) ... skipped 'later'

======================================================================
FAIL: test_negatives (tests.SumTest.test_negatives)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "tests.py", line 9, in test_negatives
    self.assertEqual(add(-1, 6), 5)
AssertionError: -7 != 5

----------------------------------------------------------------------
Ran 3 tests in 0.001s

FAILED (failures=1, skipped=1)
`,
  'go test': `=== RUN   TestAdds
--- PASS: TestAdds (0.00s)
=== RUN   TestNegatives
    sum_test.go:9: got -7, want 5
--- FAIL: TestNegatives (0.00s)
    --- SKIP: TestNegatives/later (0.00s)
FAIL
FAIL	example.com/sum	0.003s
`,
  'cargo test': `running 3 tests
test tests::adds ... ok
test tests::negatives ... FAILED
test src/lib.rs - add (line 3) ... ignored

failures:

---- tests::negatives stdout ----
thread 'tests::negatives' panicked at src/lib.rs:9:5:
assertion \`left == right\` failed
  left: -7
 right: 5

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
`,
  'rspec json': `{"version":"3.13.0","messages":["An error occurred while loading ./spec/a_spec.rb.\\nFailure/Error: require 'b'\\nLoadError:\\n  cannot load such file -- b"],"examples":[{"full_description":"Sum adds","status":"passed"},{"full_description":"Sum negatives","status":"failed","exception":{"class":"RSpec::Expectations::ExpectationNotMetError","message":"expected: 5\\n got: -7"}},{"full_description":"Sum later","status":"pending"}],"summary_line":"3 examples, 1 failure, 1 pending"}
`,
  minitest: `Run options: -v --seed 1

# Running:

SumTest#test_adds = 0.00 s = .
SumTest#test_negatives = 0.00 s = F
SumTest#test_later = 0.00 s = S

  1) Failure:
SumTest#test_negatives [test/sum_test.rb:9]:
Expected: 5
  Actual: -7

3 runs, 2 assertions, 1 failures, 0 errors, 1 skips
`,
  teamcity: `##teamcity[testCount count='2' flowId='1']
##teamcity[testStarted name='testAdds' flowId='1']
##teamcity[testFinished name='testAdds' duration='1' flowId='1']
##teamcity[testStarted name='testNegatives with data set |'a|'' flowId='1']
##teamcity[testFailed name='testNegatives with data set |'a|'' message='Failed asserting that -7 matches 5.' details=' /repo/tests/SumTest.php:9|n ' flowId='1']
##teamcity[testFinished name='testNegatives with data set |'a|'' duration='1' flowId='1']
Tests: 2, Assertions: 2, Failures: 1.
`,
  counts: `2024-05-01T10:00:00.0000000Z ##[group]Run npm test
2024-05-01T10:00:00.0000000Z shell: /usr/bin/bash -e {0}
2024-05-01T10:00:00.0000000Z ##[endgroup]
2024-05-01T10:00:01.0000000Z src/sum.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.
2024-05-01T10:00:01.0000000Z  FAIL  test/sum.test.ts > sum > negatives
2024-05-01T10:00:01.0000000Z AssertionError: expected -7 to be 5
2024-05-01T10:00:01.0000000Z       Tests  1 failed | 2 passed | 1 skipped (4)
2024-05-01T10:00:01.0000000Z npm ERR! code 1
2024-05-01T10:00:01.0000000Z ##[error]Process completed with exit code 1.
`,
}

/** What `speculate score` reads. */
export const EVIDENCE: readonly unknown[] = [
  {
    candidates: [
      {
        id: 'index',
        tag: 'primary',
        checks: [{ name: 'test', verdict: 'passed', kind: 'tests' }],
        tests_pass: true,
        insertions: 3,
        deletions: 1,
        tests_added: 1,
      },
      {
        id: 'cache',
        checks: [{ name: 'test', verdict: 'failed' }],
        tests_pass: false,
        insertions: 30,
        deletions: 2,
      },
    ],
  },
]
