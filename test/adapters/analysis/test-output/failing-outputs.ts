/** What runners print when something fails, which is told of it, and in which tests. */
export const FAILING_OUTPUTS: readonly {
  readonly runner: string
  readonly output: string
  readonly words: string
}[] = [
  {
    runner: 'go test',
    output:
      '--- FAIL: TestAdd (0.00s)\n    --- FAIL: TestAdd/small (0.00s)\n        add_test.go:12: Add(2, 3) = -1; want 5\nFAIL\nFAIL\texample.com/adder\t0.002s\nFAIL\n',
    words: 'TestAdd/small: Add(2, 3) = -1; want 5',
  },
  {
    runner: 'go test -v',
    output:
      '=== RUN   TestAdd\n    add_test.go:7: Add(2, 3) = -1; want 5\n--- FAIL: TestAdd (0.00s)\n=== RUN   TestSub\n--- PASS: TestSub (0.00s)\nFAIL\nexit status 1\nFAIL\texample.com/adder\t0.002s\n',
    words: 'TestAdd: Add(2, 3) = -1; want 5',
  },
  {
    runner: 'go test with testify',
    output:
      '--- FAIL: TestAdd (0.00s)\n    add_test.go:10: \n        \tError Trace:\t/home/runner/work/adder/adder/add_test.go:10\n        \tError:      \tNot equal: \n        \t            \texpected: 5\n        \t            \tactual  : -1\n        \tTest:       \tTestAdd\nFAIL\n',
    words: 'TestAdd: Not equal, expected: 5, actual : -1',
  },
  {
    runner: 'go build',
    output:
      '# example.com/adder\n./add.go:4:9: undefined: c\n./add.go:5:2: missing return\nFAIL\texample.com/adder [build failed]\nFAIL\n',
    words: 'add.go:4 undefined: c (and 1 more)',
  },
  {
    runner: 'nextest',
    output:
      "    Starting 2 tests across 1 binary\n        FAIL [   0.004s] adder tests::adds\n──── STDERR:             adder tests::adds\n\nthread 'tests::adds' panicked at src/lib.rs:4:22:\nassertion `left == right` failed\n  left: -1\n right: 5\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n     Summary [   0.005s] 2 tests run: 1 passed, 1 failed, 0 skipped\n        FAIL [   0.004s] adder tests::adds\nerror: test run failed\n",
    words: 'tests::adds: assertion `left == right` failed, left: -1, right: 5',
  },
  {
    runner: 'rustc',
    output:
      'error[E0308]: mismatched types\n --> src/lib.rs:1:41\n  |\n1 | pub fn add(a: i32, b: i32) -> String { a - b }\n\nerror: aborting due to 1 previous error\n\nerror: could not compile `adder` (lib) due to 1 previous error\n',
    words: 'src/lib.rs:1 mismatched types',
  },
  {
    runner: 'Maven Surefire',
    output:
      '[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.05 s <<< FAILURE! -- in acme.AddTest\n[ERROR] acme.AddTest.adds -- Time elapsed: 0.01 s <<< FAILURE!\norg.opentest4j.AssertionFailedError: expected: <5> but was: <-1>\n\tat acme.AddTest.adds(AddTest.java:8)\n\n[INFO] \n[INFO] Results:\n[INFO] \n[ERROR] Failures: \n[ERROR]   AddTest.adds:8 expected: <5> but was: <-1>\n[INFO] \n[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0\n[INFO] BUILD FAILURE\n[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.5:test (default-test) on project adder: There are test failures.\n[ERROR] -> [Help 1]\n',
    words: 'AddTest.adds: expected: <5> but was: <-1>',
  },
  {
    runner: 'javac by Maven',
    output:
      "[INFO] -------------------------------------------------------------\n[ERROR] COMPILATION ERROR : \n[INFO] -------------------------------------------------------------\n[ERROR] /home/runner/work/adder/adder/src/main/java/acme/Add.java:[3,41] ';' expected\n[INFO] 1 error\n[INFO] BUILD FAILURE\n[ERROR] -> [Help 1]\n",
    words: "src/main/java/acme/Add.java:3 ';' expected",
  },
  {
    runner: 'Gradle',
    output:
      "> Task :test FAILED\n\nAddTest > adds() FAILED\n    org.opentest4j.AssertionFailedError: expected: <5> but was: <-1>\n        at AddTest.adds(AddTest.java:8)\n\n3 tests completed, 1 failed\n\nFAILURE: Build failed with an exception.\n\n* What went wrong:\nExecution failed for task ':test'.\n> There were failing tests.\n\n* Try:\n> Run with --scan to get full insights.\n\nBUILD FAILED in 2s\n",
    words: 'AddTest > adds(): expected: <5> but was: <-1>',
  },
  {
    runner: 'RSpec',
    output:
      "F\n\nFailures:\n\n  1) Adder adds two numbers\n     Failure/Error: expect(add(2, 3)).to eq(5)\n\n       expected: 5\n            got: -1\n\n       (compared using ==)\n     # ./spec/add_spec.rb:5:in `block (2 levels) in <top (required)>'\n\nFinished in 0.01 seconds\n1 example, 1 failure\n\nFailed examples:\n\nrspec ./spec/add_spec.rb:4 # Adder adds two numbers\n",
    words: 'Adder adds two numbers: expected: 5, got: -1',
  },
  {
    runner: 'minitest',
    output:
      '# Running:\n\nF\n\nFinished in 0.001s, 900 runs/s.\n\n  1) Failure:\nAddTest#test_adds [test/add_test.rb:6]:\nExpected: 5\n  Actual: -1\n\n1 runs, 1 assertions, 1 failures, 0 errors, 0 skips\nrake aborted!\nCommand failed with status (1)\n',
    words: 'AddTest#test_adds: Expected: 5, Actual: -1',
  },
  {
    runner: 'minitest with names in sentences',
    output:
      '# Running:\n\nFE\n\n  1) Failure:\na b::c d#test_0001_is x: y [test/spec_a.rb:6]:\nExpected: 3\n  Actual: nil\n\n  2) Error:\na b#test_0002_raises it:\nRuntimeError: boom\n    test/spec_a.rb:9:in `block (2 levels) in <main>\'\n\n2 runs, 1 assertions, 1 failures, 1 errors, 0 skips\nrake aborted!\nCommand failed with status (1): [ruby -I"lib:test" test/spec_a.rb]\n\nTasks: TOP => test:regular\n(See full trace by running task with --trace)\n',
    words:
      'a b::c d#test_0001_is x: y: Expected: 3, Actual: nil; a b#test_0002_raises it: RuntimeError: boom',
  },
  {
    runner: 'rake, whose own words say nothing',
    output:
      'no such file to load: acme\nrake aborted!\nCommand failed with status (1)\n\nTasks: TOP => default => test\n(See full trace by running task with --trace)\n',
    words: 'no such file to load: acme',
  },
  {
    runner: 'PHPUnit',
    output:
      'There was 1 failure:\n\n1) Acme\\AddTest::testAdds\nFailed asserting that -1 matches expected 5.\n\n/home/runner/work/adder/adder/tests/AddTest.php:10\n\nFAILURES!\nTests: 1, Assertions: 1, Failures: 1.\n',
    words: 'Acme\\AddTest::testAdds: Failed asserting that -1 matches expected 5',
  },
  {
    runner: 'GoogleTest',
    output:
      '[ RUN      ] Add.Adds\nadd_test.cc:5: Failure\nExpected equality of these values:\n  add(2, 3)\n    Which is: -1\n  5\n\n[  FAILED  ] Add.Adds (0 ms)\n[----------] 1 test from Add (0 ms total)\n\n[  FAILED  ] 1 test, listed below:\n[  FAILED  ] Add.Adds\n\n 1 FAILED TEST\n',
    words: 'Add.Adds: Expected equality of these values: add(2, 3)',
  },
  {
    runner: 'bun',
    output: '(fail) adder > adds [0.12ms]\n\n 0 pass\n 1 fail\n 1 expect() calls\n',
    words: 'adder > adds',
  },
  {
    runner: 'dotnet test',
    output:
      '  Failed Acme.AddTests.Adds [3 ms]\n  Error Message:\n   Assert.Equal() Failure: Values differ\nExpected: 5\nActual:   -1\n  Stack Trace:\n     at Acme.AddTests.Adds() in /home/runner/work/adder/adder/AddTests.cs:line 9\n\nFailed!  - Failed:     1, Passed:     0, Skipped:     0, Total:     1\n',
    words: 'Acme.AddTests.Adds: Assert.Equal() Failure: Values differ, Expected: 5, Actual: -1',
  },
  {
    runner: 'make without the target',
    output: "make: *** No rule to make target 'lint'.  Stop.\n",
    words: "make: *** No rule to make target 'lint'.  Stop.",
  },
  {
    runner: 'gcc by make',
    output:
      "cc -c add.c\nadd.c: In function 'add':\nadd.c:3:14: error: expected ';' before '}' token\nmake: *** [Makefile:3: add.o] Error 1\n",
    words: "add.c:3 expected ';' before '}' token",
  },
  {
    runner: 'npm without the script',
    output:
      'npm error Missing script: "lint"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\nnpm error A complete log of this run can be found in: /home/runner/.npm/_logs/x-debug-0.log\n',
    words: 'npm error Missing script: "lint"',
  },
  {
    runner: 'a missing command',
    output: '> adder@1.0.0 lint\n> eslint .\n\nsh: 1: eslint: not found\n',
    words: 'sh: 1: eslint: not found',
  },
  {
    runner: 'node, ended by an error',
    output:
      "node:internal/modules/package_json_reader:301\n  throw new ERR_MODULE_NOT_FOUND(packageName);\n        ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find package 'left-pad' imported from src/add.js\n    at Object.getPackageJSONURL (node:internal/modules/package_json_reader:301:9) {\n  code: 'ERR_MODULE_NOT_FOUND'\n}\n\nNode.js v24.1.0\n",
    words: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'left-pad' imported from src/add.js",
  },
  {
    runner: 'Python, ended by an error',
    output:
      'Traceback (most recent call last):\n  File "check.py", line 1, in <module>\n    import requests\nModuleNotFoundError: No module named \'requests\'\n',
    words: "ModuleNotFoundError: No module named 'requests'",
  },
  {
    runner: 'Go, ended by a panic',
    output:
      'panic: runtime error: index out of range [0] with length 0\n\ngoroutine 1 [running]:\nmain.main()\n\t/home/runner/work/adder/adder/main.go:5 +0x1d\nexit status 2\n',
    words: 'panic: runtime error: index out of range [0] with length 0',
  },
  {
    runner: 'ruff',
    output:
      'src/add.py:1:8: F401 [*] `os` imported but unused\nFound 1 error.\n[*] 1 fixable with the `--fix` option.\n',
    words: 'src/add.py:1 F401 [*] `os` imported but unused',
  },
  {
    runner: 'mypy',
    output:
      'src/add.py:2: error: Incompatible return value type (got "str", expected "int")  [return-value]\nFound 1 error in 1 file (checked 1 source file)\n',
    words: 'src/add.py:2 Incompatible return value type (got "str", expected "int") [return-value]',
  },
  {
    runner: 'prettier',
    output:
      'Checking formatting...\n[warn] src/add.js\n[warn] Code style issues found in the above file. Run Prettier with --write to fix.\n',
    words: 'Code style issues found in the above file. Run Prettier with --write to fix.',
  },
  {
    runner: 'a script of one’s own',
    output: 'checking 14 orders\norder 3 has two charges of one reference\n}\n\n# duration_ms 33.4\n',
    words: 'checking 14 orders / order 3 has two charges of one reference',
  },
  {
    runner: 'npm, of a package that is not there',
    output:
      "npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.npmjs.org/adder-x - Not found\nnpm ERR! 404 \nnpm ERR! 404  'adder-x@1.0.0' is not in this registry.\nnpm ERR! 404 \nnpm ERR! 404 Note that you can also install from a\nnpm ERR! 404 tarball, folder, http url, or git folder.\n\nnpm ERR! A complete log of this run can be found in: /home/a/x.log\n",
    words: 'npm E404: Not Found - GET https://registry.npmjs.org/adder-x - Not found',
  },
  {
    runner: 'npm, of packages that do not fit',
    output:
      'npm error code ERESOLVE\nnpm error ERESOLVE unable to resolve dependency tree\nnpm error\nnpm error While resolving: adder@1.0.0\nnpm error Found: react@19.0.0\nnpm error node_modules/react\nnpm error   react@"19" from the root project\nnpm error\nnpm error Fix the upstream dependency conflict, or retry\nnpm error this command with --force or --legacy-peer-deps\n',
    words: 'npm ERESOLVE: unable to resolve dependency tree',
  },
  {
    runner: 'npm, of a script that said why',
    output:
      '> adder@1.0.0 build\n> node build.js\n\nError: no licence\nnpm error code ELIFECYCLE\nnpm error errno 1\nnpm error adder@1.0.0 build: `node build.js`\nnpm error Exit status 1\n',
    words: 'Error: no licence',
  },
  {
    runner: 'a command that went on after npm’s error',
    output:
      'npm error code E401\nnpm error Incorrect or missing password.\nnpm error A complete log of this run can be found in: /x.log\nError: no token for the registry\n',
    words: 'Error: no token for the registry',
  },
  {
    runner: 'yarn, of a script that is not there',
    output:
      'Usage Error: Couldn\'t find a script named "lint".\n\n━━━ Usage ━━━━━━━━━━━━━━━━━━━━━━━━\n\n$ yarn run [--inspect] [--inspect-brk] [-T,--top-level] <scriptName> ...\n',
    words: 'Usage Error: Couldn\'t find a script named "lint".',
  },
  {
    runner: 'yarn, of a lock file that is not up to date',
    output:
      '➤ YN0000: · Yarn 4.5.0\n➤ YN0000: ┌ Resolution step\n➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.\n➤ YN0000: └ Completed\n➤ YN0000: · Failed with errors in 0s 120ms\n',
    words:
      '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
  },
  {
    runner: 'pnpm, of a lock file that is not up to date',
    output:
      '\u2009ERR_PNPM_OUTDATED_LOCKFILE\u2009 Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json\n\nNote that in CI environments this setting is true by default. If you still need to run install in such cases, use "pnpm install --no-frozen-lockfile"\n',
    words:
      'ERR_PNPM_OUTDATED_LOCKFILE\u2009 Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json',
  },
  {
    runner: 'pnpm, of an option that it does not know',
    output: "\u2009ERROR\u2009 Unknown option: 'frozen'\nFor help, run: pnpm help install\n",
    words: "Unknown option: 'frozen'",
  },
  { runner: 'a script that says nothing', output: '\n}\n  ]\n', words: '' },
]
