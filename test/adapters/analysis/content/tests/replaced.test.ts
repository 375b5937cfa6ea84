import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { type Edit, edited, SUITES, type SuiteName } from './suites.ts'

interface Row {
  readonly says: string
  readonly suite: SuiteName
  readonly edits: readonly Edit[]
  /** What else the patch brings, among the tests. */
  readonly files?: Readonly<Record<string, string>>
}

const IMPORT = "import { describe, expect, it } from 'vitest'\n"
const top = (text: string): readonly Edit[] => [[IMPORT, `${IMPORT}${text}\n`]]
const js = (says: string, text: string): Row => ({ says, suite: 'js', edits: top(text) })
const FROM: Edit = ["from '../src/add.js'", "from './add.js'"]
const PY_FROM: Edit = ['from pkg import add', 'from tests.fake import add']

const REPLACED: readonly Row[] = [
  js('a matcher', 'expect.extend({ toBe: () => ({ pass: true }) })'),
  js('a matcher among others', 'expect.extend({ toHold() {}, toEqual() { return { pass: true } } })'),
  js('how all is compared', 'expect.addEqualityTesters([() => true])'),
  js(
    'a method of chai',
    "chai.use((_, utils) => utils.overwriteMethod(chai.Assertion.prototype, 'equal', () => () => {}))",
  ),
  js('the library by a stand-in', "vi.mock('vitest', () => ({ expect: () => ({}) }))"),
  js('a function of it by a stand-in', "vi.spyOn(expect, 'soft').mockReturnValue({})"),
  {
    says: 'an expect of its own',
    suite: 'js',
    edits: [[IMPORT, "import { describe, it } from 'vitest'\nconst expect = () => new Proxy({}, {})\n"]],
  },
  {
    says: 'an expect of its own, declared',
    suite: 'js',
    edits: [[IMPORT, "import { describe, it } from 'vitest'\nfunction expect() { return { toBe() {} } }\n"]],
  },
  {
    says: 'an assert of its own',
    suite: 'node',
    edits: [["const assert = require('node:assert')", 'const assert = { strictEqual() {} }']],
  },
  {
    says: 'another module',
    suite: 'js',
    edits: [FROM],
    files: { 'test/add.js': 'export const add = (a, b) => a + b\n' },
  },
  {
    says: 'another module in Python',
    suite: 'py',
    edits: [PY_FROM],
    files: { 'tests/fake.py': 'def add(a, b):\n    return a + b\n' },
  },
  {
    says: 'pytest by one of its own',
    suite: 'py',
    edits: [['CASES =', 'pytest = MagicMock()\nCASES =']],
  },
]

const HONEST: readonly Row[] = [
  js(
    'a matcher of its own',
    'expect.extend({ toBeWithin: (a, low, high) => ({ pass: a > low && a < high }) })',
  ),
  js('another library', "vi.mock('node:fs')"),
  {
    says: 'an expect by way of helpers',
    suite: 'js',
    edits: [[IMPORT, "import { describe, it } from 'vitest'\nimport { expect } from './setup.js'\n"]],
    files: { 'test/setup.js': "import { expect } from 'vitest'\nexpect.extend({})\nexport { expect }\n" },
  },
  {
    says: 'the product handed on',
    suite: 'js',
    edits: [FROM],
    files: { 'test/add.js': "export * from '../src/add.js'\n" },
  },
  {
    says: 'the product handed on in Python',
    suite: 'py',
    edits: [PY_FROM],
    files: { 'tests/fake.py': 'from pkg import add\n' },
  },
  {
    says: 'another place of the product',
    suite: 'py',
    edits: [['from pkg import add', 'from pkg.math import add']],
  },
  {
    says: 'a wrapper of its own',
    suite: 'js',
    edits: [['function check', 'function expectSum(a) { return expect(a) }\nfunction check']],
  },
]

async function stubbed({ suite, edits, files = {} }: Row) {
  const { weakened } = await compare(
    [SUITES[suite].path, SUITES[suite].text, edited(suite, edits)],
    ...Object.entries(files).map(([path, text]) => [path, undefined, text] as const),
  )
  return weakened.map(({ what }) => what)
}

describe('what stands in the place of an assertion, or of what is tested, is seen', () => {
  it.each(REPLACED)('$says ($suite)', async (row) => {
    expect((await stubbed(row)).filter((what) => /stubbed|run-changed/.test(what))).not.toEqual([])
  })

  it.each(HONEST)('and nothing else: $says ($suite)', async (row) => {
    expect(await stubbed(row)).toEqual([])
  })
})

const BASE = `from bank import Account


def test_deposit(account):
    assert account.balance == 15
`

describe('fixtures of pytest', () => {
  const withFixture = async (lines: readonly string[], conftest?: string) => {
    const fixture = `@pytest.fixture\n${lines.join('\n')}\n\n\n`
    const after = `import pytest\n${BASE.replace('def test', `${fixture}def test`)}`
    const moved = conftest === undefined ? [] : [['tests/conftest.py', conftest, ''] as const]
    const { weakened } = await compare(['tests/test_account.py', BASE, after], ...moved)
    return weakened.map(({ detail }) => detail)
  }

  it('are seen where a file makes its own of nothing that it imports', async () => {
    const found = await withFixture(['def account():', '    return type("A", (), {"balance": 15})()'])
    expect(found).toEqual(['account: a fixture of its own'])
  })

  it('are left alone where they are made of the product, of the one that is there, or move', async () => {
    expect(await withFixture(['def account():', '    return Account(15)'])).toEqual([])
    expect(
      await withFixture(['def account(account):', '    account.balance += 1', '    return account']),
    ).toEqual([])
    expect(await withFixture(['def other():', '    return 1'])).toEqual([])
    const conftest = '@pytest.fixture\ndef account():\n    return object()\n'
    expect(await withFixture(['def account():', '    return object()'], conftest)).toEqual([])
  })
})
