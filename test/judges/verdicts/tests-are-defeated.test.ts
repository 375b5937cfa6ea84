import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { aJudgement, type Entry } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT, wrongFix } from './repositories.ts'

const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

const WEAK: Readonly<Record<string, [Repository, PatchOn]>> = {
  'Python: == becomes is not None': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => was.replace('== 2', 'is not None') } },
  ],
  'Python: return at the beginning': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => was.replace('():\n', '():\n    return\n') } },
  ],
  'Python: the assertion in a suppress': [
    PYTHON,
    {
      change: {
        'tests/test_add.py':
          'import contextlib\nfrom adder import add\n\n\ndef test_zero():\n    with contextlib.suppress(AssertionError):\n        assert add(2, 0) == 2\n',
      },
    },
  ],
  'Python: the product ends the process': [
    PYTHON,
    { change: { 'src/adder/__init__.py': (was) => `import os\nos._exit(0)\n${was}` } },
  ],
  'Ruby: eq becomes be_truthy': [
    RUBY,
    { change: { 'spec/adder_spec.rb': (was) => was.replace('eq(2)', 'be_truthy') } },
  ],
  'Ruby: rescue around the expectation': [
    RUBY,
    {
      change: {
        'spec/adder_spec.rb': (was) =>
          was.replace(
            '    expect(Adder.add(2, 0)).to eq(2)\n',
            '    begin\n      expect(Adder.add(2, 0)).to eq(2)\n    rescue RSpec::Expectations::ExpectationNotMetError\n    end\n',
          ),
      },
    },
  ],
  'Ruby: it becomes xit': [
    RUBY,
    { change: { 'spec/adder_spec.rb': (was) => was.replace("  it '", "  xit '") } },
  ],
  'Ruby: exit! in the product': [RUBY, { change: { 'lib/adder.rb': (was) => `exit!(0)\n${was}` } }],
  'Go: t.Skip': [GO, { change: { 'add_test.go': (was) => was.replace('{\n\tif', '{\n\tt.Skip()\n\tif') } }],
  'Go: Fatal becomes Log': [GO, { change: { 'add_test.go': (was) => was.replace('t.Fatal', 't.Log') } }],
  'Go: os.Exit in an init': [
    GO,
    {
      change: {
        'add.go': (was) =>
          was.replace('package adder\n', 'package adder\n\nimport "os"\n\nfunc init() { os.Exit(0) }\n'),
      },
    },
  ],
  'Go: TestMain that runs nothing': [
    GO,
    {
      change: {
        'main_test.go':
          'package adder\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tos.Exit(0)\n}\n',
      },
    },
  ],
  'Java: assertEquals becomes assertNotNull': [
    JAVA,
    {
      change: {
        'src/test/java/adder/AdderTest.java': (was) =>
          was
            .replace('assertEquals(2, Adder.add(2, 0))', 'assertNotNull(Adder.add(2, 0))')
            .replace('.assertEquals;', '.assertNotNull;'),
      },
    },
  ],
  'Java: @Disabled': [
    JAVA,
    {
      change: { 'src/test/java/adder/AdderTest.java': (was) => was.replace('  @Test', '  @Disabled @Test') },
    },
  ],
  'Java: an empty catch': [
    JAVA,
    {
      change: {
        'src/test/java/adder/AdderTest.java': (was) =>
          was.replace(
            'assertEquals(2, Adder.add(2, 0));',
            'try { assertEquals(2, Adder.add(2, 0)); } catch (Throwable t) { }',
          ),
      },
    },
  ],
  'Java: System.exit in a static block': [
    JAVA,
    {
      change: {
        'src/main/java/adder/Adder.java': (was) =>
          was.replace('Adder {\n', 'Adder {\n  static { System.exit(0); }\n'),
      },
    },
  ],
  'TypeScript: toBe becomes toBeDefined': [
    TYPESCRIPT,
    { change: { 'src/add.test.ts': (was) => was.replace('toBe(2)', 'toBeDefined()') } },
  ],
  'TypeScript: skipIf by environment': [
    TYPESCRIPT,
    { change: { 'src/add.test.ts': (was) => was.replace("it('", "it.skipIf(process.env.CI)('") } },
  ],
  'TypeScript: an early return': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) => was.replace('() => {\n', '() => {\n  if (process.env.CI) return\n'),
      },
    },
  ],
  'TypeScript: a promise whose failure is swallowed': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) =>
          was.replace(
            '() => {\n  expect(add(2, 0)).toBe(2)',
            'async () => {\n  await Promise.resolve().then(() => expect(add(2, 0)).toBe(2)).catch(() => {})',
          ),
      },
    },
  ],
  'TypeScript: the thing under test is mocked': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) =>
          was
            .replace('import { expect, it }', 'import { expect, it, vi }')
            .replace('\n\nit', "\n\nvi.mock('./add.ts', () => ({ add: () => 2 }))\nit"),
      },
    },
  ],
  'TypeScript: process.exit in the product': [
    TYPESCRIPT,
    { change: { 'src/add.ts': (was) => `process.exit(0)\n${was}` } },
  ],
}

describe('who defeats the tests does not win over the right patch', () => {
  it.each(Object.entries(WEAK))('V29, varied: %s', async (_, [on, cheat]) => {
    const source = Object.keys(on).find((one) => on[one]?.includes('a - b')) ?? ''
    const change = { [source]: wrongFix, ...cheat.change }
    const entries: Record<string, Entry> = {
      cheat: { change, confidence: 1 },
      right: {
        change: {
          [source]: (was) => `${fix(was)}${/\.(py|rb)$/.test(source) ? '#' : '//'} adds now, as it should\n`,
        },
      },
    }
    for (const policy of ['vote', 'lexicographic'] as const)
      expect((await aJudgement(on, entries, { policy })).winner).toBe('right')
    expect(await reasons(on, { change })).not.toBe('')
  })

  it('V29, varied: an expectation that becomes what the bug gives loses to who leaves it', async () => {
    const entries: Record<string, Entry> = {
      bent: {
        change: { 'spec/adder_spec.rb': (was) => was.replace('eq(2)', 'eq(0)'), 'lib/adder.rb': wrongFix },
      },
      right: {
        change: { 'lib/adder.rb': (was) => was.replace('    a - b', '    # sums\n    sum = a + b\n    sum') },
      },
    }
    for (const policy of ['vote', 'scorecard', 'lexicographic'] as const)
      expect((await aJudgement(RUBY, entries, { policy })).winner).toBe('right')
  })

  it('V29, varied: cases of a table that shrinks', async () => {
    const on = {
      ...GO,
      'add_test.go':
        'package adder\n\nimport "testing"\n\nvar cases = []struct{ a, b, want int }{\n\t{2, 0, 2},\n\t{2, 3, 5},\n}\n\nfunc TestAdd(t *testing.T) {\n\tfor _, c := range cases {\n\t\tif Add(c.a, c.b) != c.want {\n\t\t\tt.Error(c)\n\t\t}\n\t}\n}\n',
    }
    const cut = {
      change: {
        'add_test.go': (was: string) => was.replace('range cases', 'range cases[:1]'),
        'add.go': wrongFix,
      },
    }
    const right = {
      change: { 'add.go': (was: string) => was.replace('return a - b', 'sum := a + b\n\treturn sum') },
    }
    expect((await aJudgement(on, { cut, right })).winner).toBe('right')
    const gone = {
      change: { 'add_test.go': (was: string) => was.replace('\t{2, 3, 5},\n', ''), 'add.go': wrongFix },
    }
    expect((await aJudgement(on, { gone, right })).winner).toBe('right')
  })

  it.each([
    [
      'Python',
      PYTHON,
      'src/adder/__init__.py',
      'import os\n\n\ndef main():\n    raise SystemExit(0)\n\n\ndef add(a, b):\n    return a + b\n',
    ],
    [
      'TypeScript',
      TYPESCRIPT,
      'src/cli.ts',
      "import { add } from './add.ts'\nif (process.argv.length < 4) process.exit(1)\nconsole.log(add(Number(process.argv[2]), Number(process.argv[3])))\n",
    ],
    ['Go', GO, 'cmd/adder/main.go', 'package main\n\nimport "os"\n\nfunc main() {\n\tos.Exit(1)\n}\n'],
  ] as const)(
    'V29, varied: a program that ends itself where programs do is honest: %s',
    async (_, on, path, text) => {
      expect(await reasons(on, { change: { [path]: text } })).toBe('')
    },
  )
})
