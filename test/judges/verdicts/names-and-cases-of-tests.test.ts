import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { aJudgement, type Entry } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT, wrongFix } from './repositories.ts'

const gatesOf = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ gate }) => gate)
const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

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
