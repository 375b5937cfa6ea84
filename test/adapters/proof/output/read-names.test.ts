import { describe, expect, it } from 'vitest'
import { type OutputFormat, readNames } from '../../../../src/adapters/proof/output/read-names.ts'
import { readRun } from '../../../../src/adapters/proof/output/read-run.ts'

/** `+` passes, `-` fails, `~` is skipped. */
function reported(format: OutputFormat, output: string): string[] | undefined {
  const signs = { passed: '+', failed: '-', skipped: '~', flaky: '?' }
  return readNames(format, output)?.map(({ name, outcome }) => `${signs[outcome.kind]} ${name}`)
}

describe('tests by their names, from what runners print', () => {
  it('node:test with groups', () => {
    const output = [
      'TAP version 13',
      '# Subtest: cart',
      '    # Subtest: refunds',
      '    ok 1 - refunds',
      '    # Subtest: charges',
      '    not ok 2 - charges',
      "      error: 'Expected values to be strictly equal'",
      "      code: 'ERR_ASSERTION'",
      '    1..2',
      'not ok 1 - cart',
      '# Subtest: later',
      'ok 2 - later # SKIP',
    ].join('\n')
    expect(reported('tap', output)).toEqual(['+ cart > refunds', '- cart > charges', '- cart', '~ later'])
  })

  it.each([
    [
      'AssertionError',
      ["error: 'sums are wrong'"],
      { failure: 'assertion', words: 'AssertionError: sums are wrong' },
    ],
    [
      'AssertionError',
      ['error: |-', '  Expected values to be strictly equal:', '', '  -2 !== -1', ''],
      { failure: 'assertion', words: 'AssertionError: Expected values to be strictly equal: -2 !== -1' },
    ],
    [
      'AssertionError',
      [
        'error: |-',
        '  Expected values to be strictly deep-equal:',
        '  + actual - expected',
        '',
        '    {',
        '  +   currency: undefined,',
        "  -   currency: 'the currency of the whole cart',",
        '    }',
        '',
      ],
      {
        failure: 'assertion',
        words:
          'AssertionError: Expected values to be strictly deep-equal: + actual - expected { + currency: undefined, …',
      },
    ],
    ['TypeError', ["error: 'cart.refund is not a function'"], { failure: 'missing', needs: 'cart.refund' }],
    ['ReferenceError', ["error: 'refund is not defined'"], { failure: 'missing', needs: 'refund' }],
    [undefined, ["error: 'no such cart'"], { failure: 'crash', words: 'Error: no such cart' }],
  ])('node:test tells what was thrown: %s, %j', (name, said, outcome) => {
    const own = [
      "failureType: 'testCodeFailure'",
      ...said,
      ...(name ? [`name: '${name}'`] : []),
      'stack: |-',
      '  at one',
    ]
    const lines = ['not ok 1 - adds', '  ---', ...own.map((line) => `  ${line}`), '  ...', 'ok 2 - more']
    expect(readNames('tap', lines.join('\n'))?.[0]).toMatchObject({ outcome: { kind: 'failed', ...outcome } })
  })

  it('node:test: a group that fails by what is in it throws nothing itself', () => {
    const lines = [
      'not ok 1 - cart',
      '  ---',
      "  failureType: 'subtestsFailed'",
      "  error: '1 subtest failed'",
      '  ...',
    ]
    expect(readNames('tap', lines.join('\n'))?.[0]).toMatchObject({ outcome: { failure: 'unknown' } })
  })

  it('mocha’s and ava’s TAP', () => {
    expect(reported('tap', 'ok 1 cart refunds\nnot ok 2 cart charges\n  AssertionError: 1 == 2\n')).toEqual([
      '+ cart refunds',
      '- cart charges',
    ])
  })

  it('tape: a test is as good as the worst of its assertions', () => {
    expect(reported('tape', '# adds\nok 1 one\nnot ok 2 two\n# more\nok 3 x\n# tests 3\n# pass 2')).toEqual([
      '- adds',
      '+ more',
    ])
  })

  it('jest and vitest, with words of the tests around the report', () => {
    const report = {
      numTotalTests: 2,
      testResults: [
        {
          assertionResults: [
            { fullName: 'cart refunds', status: 'passed' },
            {
              fullName: 'cart charges',
              status: 'failed',
              failureMessages: ['TypeError: a is not a function'],
            },
          ],
        },
      ],
    }
    const found = readNames('jest json', `noise {"num": 1}\n${JSON.stringify(report)}\nmore`)
    expect(found?.[1]).toMatchObject({ outcome: { kind: 'failed', failure: 'missing', needs: 'a' } })
  })

  it('pytest', () => {
    const output = [
      '=========================== short test summary info ============================',
      'PASSED tests/test_a.py::test_one[a b]',
      'FAILED tests/test_a.py::test_two - AssertionError: no',
      'ERROR tests/test_b.py - ImportError',
      '1 failed, 1 passed in 0.1s',
    ].join('\n')
    expect(reported('pytest', output)).toEqual([
      '+ tests/test_a.py::test_one[a b]',
      '- tests/test_a.py::test_two',
    ])
  })

  it('unittest, go test, cargo test, RSpec, minitest and PHPUnit', () => {
    expect(reported('unittest', 'test_a (t.Case) ... ok\ntest_b (t.Case) ... FAIL\n')).toEqual([
      '+ test_a (t.Case)',
      '- test_b (t.Case)',
    ])
    expect(reported('go test', '--- PASS: TestA (0.00s)\n    --- FAIL: TestB/x (0.00s)\n')).toEqual([
      '+ TestA',
      '- TestB/x',
    ])
    expect(
      reported('cargo test', 'test tests::a ... ok\ntest tests::b ... FAILED\ntest c ... ignored'),
    ).toEqual(['+ tests::a', '- tests::b', '~ c'])
    // An example in a comment is called by its line, which every line above it moves.
    expect(reported('cargo test', 'test src/lib.rs - add (line 7) ... ok\n')).toEqual(['+ src/lib.rs - add'])
    const rspec = { version: '3', examples: [{ full_description: 'a b', status: 'passed' }] }
    expect(reported('rspec json', JSON.stringify(rspec))).toEqual(['+ a b'])
    expect(reported('minitest', 'CartTest#test_a = 0.00 s = .\nCartTest#test_b = 0.01 s = F\n')).toEqual([
      '+ CartTest#test_a',
      '- CartTest#test_b',
    ])
    const teamcity = [
      "##teamcity[testFailed name='testB' message='Failed asserting that 1 is 2.' details='x' flowId='1']",
      "##teamcity[testFinished name='testB' duration='1' flowId='1']",
      "##teamcity[testFinished name='testA' duration='1' flowId='1']",
    ]
    expect(reported('teamcity', teamcity.join('\n'))).toEqual(['- testB', '+ testA'])
  })

  it('minitest says below its name why a test fails', () => {
    const output = [
      'CartTest#test_b = 0.01 s = F',
      'CartTest#test_c = 0.01 s = E',
      '  1) Failure:',
      'CartTest#test_b [test/cart_test.rb:7]:',
      'Expected: 1',
      '  2) Error:',
      'CartTest#test_c:',
      "NoMethodError: undefined method `refund'",
    ].join('\n')
    expect(readNames('minitest', output)).toMatchObject([
      { name: 'CartTest#test_b', outcome: { failure: 'assertion' } },
      { name: 'CartTest#test_c', outcome: { failure: 'missing', needs: 'refund' } },
    ])
  })

  it.each<[OutputFormat, (at: number) => string]>([
    ['cargo test', (at) => `test a${at} ... FAILED`],
    ['unittest', (at) => `a${at} (t.Case) ... FAIL`],
    ['minitest', (at) => `A#a${at} = 0.00 s = F`],
  ])('%s: lines that all name a failing test are read once', (format, line) => {
    const many = Array.from({ length: 200_000 }, (_, at) => line(at))
    expect(readNames(format, many.join('\n'))?.[0]).toMatchObject({ outcome: { kind: 'failed' } })
  })

  it('a long row of returns, or of anything else, is one line', () => {
    expect(reported('go test', `${'\r'.repeat(2_000_000)}--- PASS: TestA (0.00s)`)).toEqual(['+ TestA'])
    expect(reported('minitest', `${'#'.repeat(2_000_000)}\nA#a = 0.00 s = .`)).toEqual(['+ A#a'])
  })

  it('RSpec that can load nothing says why, and not its report', () => {
    const report = {
      version: '3.12.0',
      messages: [
        'An error occurred while loading ./a_spec.rb.\n\nFailure/Error: require "idn"\n\nLoadError:\n  cannot load such file -- idn\n',
      ],
      examples: [],
    }
    const end = {
      exitCode: 1,
      output: JSON.stringify(report),
      timedOut: false,
      limit: undefined,
      seconds: 1,
    }
    expect(readRun(end, { format: 'rspec json' }, { seconds: 60, files: [] }).outcome).toEqual({
      kind: 'failed',
      failure: 'load',
      words: 'LoadError: cannot load such file -- idn',
      needs: 'idn',
    })
  })

  it('a test of Rust that panics says where and why', () => {
    const output = [
      'test tests::a ... FAILED',
      '',
      '---- tests::a stdout ----',
      '',
      "thread 'tests::a' (7) panicked at src/lib.rs:9:5:",
      'assertion `left == right` failed',
      'test result: FAILED. 0 passed; 1 failed',
    ].join('\n')
    expect(readNames('cargo test', output)).toEqual([
      {
        name: 'tests::a',
        outcome: {
          kind: 'failed',
          failure: 'assertion',
          words: 'panicked at src/lib.rs:9:5: assertion `left == right` failed',
        },
      },
    ])
  })

  it('names nothing where nothing is named', () => {
    expect(readNames('tap', 'all is well')).toBeUndefined()
  })
})
