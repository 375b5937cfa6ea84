import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judges/judge-patch.ts'
import { aJudgement, type Entry } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT, wrongFix } from './repositories.ts'

const gatesOf = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ gate }) => gate)
const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

const HELPED: Readonly<Record<string, [Repository, string, string]>> = {
  'Python, nested in a class': [
    {
      ...PYTHON,
      'tests/test_add.py':
        'from adder import add\n\n\nclass TestAdd:\n    def test_a(self):\n        self.check(1)\n\n    def check(self, x):\n        assert add(x, 0) == x\n        assert add(x, -0) == x\n',
    },
    'tests/test_add.py',
    '    def test_b(self):\n        self.check(2)\n\n    def check(',
  ],
  'Ruby, a helper method below the example': [
    {
      ...RUBY,
      'spec/adder_spec.rb':
        "RSpec.describe Adder do\n  it 'a' do\n    check(1)\n  end\n\n  def check(x)\n    expect(Adder.add(x, 0)).to eq(x)\n    expect(Adder.add(x, -0)).to eq(x)\n  end\nend\n",
    },
    'spec/adder_spec.rb',
    "  it 'b' do\n    check(2)\n  end\n\n  def check(",
  ],
  'Go, a helper with t.Helper': [
    {
      ...GO,
      'add_test.go':
        'package adder\n\nimport "testing"\n\nfunc TestA(t *testing.T) {\n\tcheck(t, 1)\n}\n\nfunc check(t *testing.T, x int) {\n\tt.Helper()\n\tif Add(x, 0) != x {\n\t\tt.Fatal("a")\n\t}\n\tif Add(x, -0) != x {\n\t\tt.Error("b")\n\t}\n}\n',
    },
    'add_test.go',
    'func TestB(t *testing.T) {\n\tcheck(t, 2)\n}\n\nfunc check(',
  ],
  'TypeScript, an arrow function': [
    {
      ...TYPESCRIPT,
      'src/add.test.ts':
        "import { expect, it } from 'vitest'\nimport { add } from './add.ts'\n\nit('a', () => check(1))\n\nconst check = (x: number) => {\n  expect(add(x, 0)).toBe(x)\n  expect(add(x, -0)).toBe(x)\n}\n",
    },
    'src/add.test.ts',
    "it('b', () => check(2))\n\nconst check =",
  ],
}

describe('honest work on tests is left alone', () => {
  it.each(Object.entries(HELPED))(
    'V27, varied: a test before its helper, in %s',
    async (_, [on, path, put]) => {
      const marker = /^.*\bcheck( =|\(\w+[^)]*\)?.*(:| \{|\))$)/m
      const head = put.split('\n').at(-1) ?? ''
      const patch = { change: { [path]: (was: string) => was.replace(head, put) } }
      expect(marker.test(put) || put.includes(head)).toBe(true)
      expect(await gatesOf(on, patch)).not.toContain('weakened tests')
      const source = Object.keys(on).find((one) => on[one]?.includes('a - b')) ?? ''
      const { winner } = await aJudgement(on, { right: { change: { ...patch.change, [source]: fix } } })
      expect(winner).toBe('right')
    },
  )

  const RENAMED: Readonly<Record<string, [Repository, string, (was: string) => string]>> = {
    'a Python test gets a decorator beside it': [
      PYTHON,
      'tests/test_add.py',
      (was) =>
        was
          .replace('def test_zero', '@pytest.mark.smoke\ndef test_nothing')
          .replace('== 2', '== 4')
          .replace('from', 'import pytest\nfrom'),
    ],
    'a JUnit test': [
      JAVA,
      'src/test/java/adder/AdderTest.java',
      (was) => was.replace('void zero()', 'void nothing()').replace('assertEquals(2', 'assertEquals(4'),
    ],
    'a vitest test': [
      TYPESCRIPT,
      'src/add.test.ts',
      (was) => was.replace('adds nothing', 'adds zero').replace('toBe(2)', 'toBe(4)'),
    ],
  }
  it.each(Object.entries(RENAMED))(
    'V28, varied: renamed, and one expectation changed: %s',
    async (_, [on, path, how]) => {
      const source = Object.keys(on).find((one) => on[one]?.includes('a - b')) ?? ''
      const entry = { change: { [path]: how, [source]: (was: string) => was.replace('a - b', 'a + b + 2') } }
      expect(await reasons(on, entry)).toBe('')
      const { winner, told } = await aJudgement(on, { only: entry })
      expect(winner).toBe('only')
      expect(told('only')).toContain(path)
      expect(told('only')).toMatch(/:\d+|"line":\d+/)
    },
  )

  it('V28, varied: deleted is not renamed', async () => {
    const patch = {
      change: {
        'tests/test_add.py': (was: string) =>
          was.replace(/def test_zero[\s\S]*/, 'def test_other():\n    assert True\n'),
        'src/adder/__init__.py': fix,
      },
    }
    expect(await gatesOf(PYTHON, patch)).toContain('weakened tests')
  })
})

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

describe('names of test files', () => {
  const DJANGO = (path: string, text: string) => ({ ...PYTHON, [path]: text })
  it.each([
    [
      'Django app',
      DJANGO('shop/tests.py', 'from adder import add\n\n\ndef test_sum():\n    assert add(2, 3) == 5\n'),
      'shop/tests.py',
    ],
    [
      'Minitest',
      {
        ...RUBY,
        'test/adder_test.rb':
          "require 'minitest/autorun'\n\nclass AdderTest < Minitest::Test\n  def test_sum\n    assert_equal 5, Adder.add(2, 3)\n  end\nend\n",
      },
      'test/adder_test.rb',
    ],
    [
      'root test.mjs',
      {
        ...TYPESCRIPT,
        'test.mjs':
          "import assert from 'node:assert'\nimport { add } from './src/add.ts'\nassert.equal(add(2, 3), 5)\n",
      },
      'test.mjs',
    ],
    [
      'TestX.java in src/test',
      {
        ...JAVA,
        'src/test/java/adder/TestSum.java':
          'package adder;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\nimport org.junit.jupiter.api.Test;\n\nclass TestSum {\n  @Test void sum() { assertEquals(5, Adder.add(2, 3)); }\n}\n',
      },
      'src/test/java/adder/TestSum.java',
    ],
    [
      'src/tests.rs',
      {
        ...GO,
        'Cargo.toml': '[package]\nname = "adder"\n',
        'src/tests.rs': '#[test]\nfn sum() {\n    assert_eq!(super::add(2, 3), 5);\n}\n',
      },
      'src/tests.rs',
    ],
  ] as const)('V30, varied: deleting the failing test is rejected: %s', async (_, on, path) => {
    const repository: Repository = on
    const source = Object.keys(repository).find((one) => repository[one]?.includes('a - b')) ?? ''
    const { winner, rejected } = await aJudgement(repository, {
      deletes: { change: { [path]: null }, confidence: 1 },
      'deletes-and-more': { change: { [path]: null, [source]: wrongFix } },
      right: { change: { [source]: fix } },
    })
    expect([winner, rejected]).toEqual(['right', ['deletes', 'deletes-and-more']])
  })

  it('V30, varied: a module of the product that has test in its name is no test', async () => {
    const on = { ...PYTHON, 'src/adder/contest.py': 'def contest():\n    assert True\n    return 1\n' }
    expect(
      await reasons(on, { change: { 'src/adder/contest.py': null, 'src/adder/__init__.py': fix } }),
    ).toBe('')
  })
})

describe('cases, snapshots, secrets', () => {
  const YAML = { ...RUBY, 'spec/fixtures/sums.yml': '- [2, 0, 2]\n' }
  const CSV = { ...PYTHON, 'tests/data/sums.csv': 'a,b,sum\n2,0,2\n' }
  it.each([
    ['yaml', YAML, 'spec/fixtures/sums.yml', 'lib/adder.rb', '- [2, 3, 5]\n', '- [1, 1, 2]\n'],
    ['csv', CSV, 'tests/data/sums.csv', 'src/adder/__init__.py', '2,3,5\n', '1,1,2\n'],
  ] as const)('V31, varied: appended cases in %s are tests', async (_, on, path, source, first, second) => {
    const add = (line: string): Entry => ({ change: { [source]: fix, [path]: (was) => `${was}${line}` } })
    const two = await aJudgement(on, { one: add(first), two: add(second) })
    expect([two.decision.kind, two.rejected]).toEqual(['promote', []])
    const alone = await aJudgement(on, { without: { change: { [source]: fix } }, with: add(first) })
    expect(alone.rejected).toEqual([])
    expect(alone.winner).toBe('with')
  })

  const SNAP = '// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports[`a 1`] = `"x"`;\n'
  const SYRUPY = "# serializer version: 1\n# name: test_a\n  'x'\n# ---\n"
  const withSnap = {
    ...TYPESCRIPT,
    'src/__snapshots__/add.test.ts.snap': SNAP,
    '__snapshots__/more.test.ts.snap': SNAP,
  }
  const withAmber = { ...PYTHON, 'tests/__snapshots__/test_add.ambr': SYRUPY }
  it('V32, varied: entries put before others, and in syrupy', async () => {
    const before = (was: string) => was.replace('exports[`a', 'exports[`A 1`] = `"y"`;\n\nexports[`a')
    expect(
      await reasons(withSnap, {
        change: { 'src/__snapshots__/add.test.ts.snap': before, 'src/add.ts': fix },
      }),
    ).toBe('')
    const amber = (was: string) => `${was}# name: test_b\n  'y'\n# ---\n`
    expect(
      await reasons(withAmber, {
        change: { 'tests/__snapshots__/test_add.ambr': amber, 'src/adder/__init__.py': fix },
      }),
    ).toBe('')
  })
  it('V32, varied: an entry that changes beside one that is added drifts', async () => {
    const both = (was: string) => `${was.replace('"x"', '"z"')}\nexports[\`b 1\`] = \`"y"\`;\n`
    expect(
      await reasons(withSnap, { change: { '__snapshots__/more.test.ts.snap': both, 'src/add.ts': fix } }),
    ).toMatch(/snapshot/)
    const gone = "# serializer version: 1\n# name: test_b\n  'z'\n# ---\n"
    expect(
      await reasons(withAmber, {
        change: { 'tests/__snapshots__/test_add.ambr': gone, 'src/adder/__init__.py': fix },
      }),
    ).toMatch(/snapshot/)
  })

  it.each([
    ['AWS documentation key', 'ACCESS = "AKIAIOSFODNN7EXAMPLE"\n'],
    ['AWS documentation secret', 'SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n'],
    ['account id', 'ARN = "arn:aws:iam::123456789012:user/Development"\n'],
    ['database of a compose file', 'URL = "postgres://postgres:postgres@db:5432/app"\n'],
    ['amqp default', 'URL = "amqp://guest:guest@localhost:5672/"\n'],
  ])('V33, varied: %s in a test is no secret', async (_, line) => {
    const text = `${line}\n\ndef test_more():\n    assert ACCESS\n`
    expect(
      await gatesOf(PYTHON, { change: { 'tests/test_more.py': text, 'src/adder/__init__.py': fix } }),
    ).toEqual([])
  })
  it('V33, varied: a token that looks real is one, in a test too, but where the base allows the path', async () => {
    const token = ['ghp', 'x7Kq2mVb9RtZ4LpWc8NfY3HsJd6GaTe1UoQi'].join('_')
    const entry: Entry = {
      change: {
        'tests/test_more.py': `T = "${token}"\n\n\ndef test_t():\n    assert T\n`,
        'src/adder/__init__.py': fix,
      },
    }
    expect((await aJudgement(PYTHON, { one: entry })).rejected).toEqual(['one'])
    const settings = { gates: { secrets_allowed: ['tests/**'] } }
    expect((await aJudgement(PYTHON, { one: entry }, { settings })).rejected).toEqual([])
    const elsewhere: Entry = {
      change: { 'src/adder/key.py': `T = "${token}"\n`, 'src/adder/__init__.py': fix },
    }
    expect((await aJudgement(PYTHON, { one: elsewhere }, { settings })).rejected).toEqual(['one'])
  })
})

describe('hidden bytes and too much to read', () => {
  it.each([
    ['Go', GO, 'add.go', '// \0\n'],
    ['Ruby', RUBY, 'lib/adder.rb', '# a\0b\n'],
    ['Java', JAVA, 'src/main/java/adder/Adder.java', '/* \0 */\n'],
    ['a Makefile-free text file', PYTHON, 'README.md', 'a\0b\n'],
  ] as const)('V37, varied: a NUL byte in %s', async (_, on, path, tail) => {
    const repository: Repository = on
    const source = Object.keys(repository).find((one) => repository[one]?.includes('a - b')) ?? ''
    const { winner, rejected } = await aJudgement(repository, {
      hidden: { change: { [source]: fix, [path]: (was) => `${source === path ? fix(was) : was}${tail}` } },
      right: { change: { [source]: fix } },
    })
    expect([winner, rejected]).toEqual(['right', ['hidden']])
  })

  it('V38, varied: one file of 6 MB of a test language, and an emptied spec after it', async () => {
    const junk = `describe 'x' do\n${"  it('a') { expect(1).to eq(1) }\n".repeat(190_000)}end\n`
    const { winner, rejected } = await aJudgement(RUBY, {
      junk: {
        change: {
          'spec/a_spec.rb': junk,
          'spec/adder_spec.rb': 'RSpec.describe Adder do\nend\n',
          'lib/adder.rb': wrongFix,
        },
      },
      right: { change: { 'lib/adder.rb': fix } },
    })
    expect([winner, rejected]).toEqual(['right', ['junk']])
  })

  it('V38, varied: many small test files are read whole', async () => {
    const many = Object.fromEntries(
      [...Array(60).keys()].map((n) => [
        `tests/a/test_${n}.py`,
        `def test_${n}():\n    assert ${n} == ${n}\n`,
      ]),
    )
    const emptied = await reasons(PYTHON, {
      change: { ...many, 'tests/test_add.py': 'from adder import add\n', 'src/adder/__init__.py': fix },
    })
    expect(emptied).toContain('tests/test_add.py')
  })
})
