import { both, more, swap } from '../../edits.ts'
import type { PatchOn } from '../../judge-patch.ts'

type Change = NonNullable<PatchOn['change']>

export interface ScriptRow {
  readonly on: 'vt' | 'jest' | 'py'
  readonly name: string
  readonly change: Change
}

export interface WeakenedScript extends ScriptRow {
  readonly says: RegExp
}

const PRICE = 'test/price.test.ts'
const CART = 'test/cart.test.js'
const ACCOUNT = 'tests/test_account.py'
const start = (text: string) => (before: string) => text + before

const OLD = "expect(oldFormat(1)).toBe('1')"
const SUMS = 'expect(total([1, 2, 3], 0)).toBe(6)'
const BALANCE = '    assert account.balance == 15\n'
const FAKE = 'const fake = { balance: 15 }\nexport const total = (all: number[]) => all.length && 6\n'

/** Beside a right fix, tests of JavaScript, TypeScript and Python that prove less than before. */
export const WEAKENED_SCRIPTS: readonly WeakenedScript[] = [
  {
    on: 'vt',
    name: 'never behind a constant',
    change: { [PRICE]: swap(OLD, `void 0 && ${OLD}`) },
    says: /keeps assertions from being reached \(`'old': .* → only reached if void 0`\)/,
  },
  {
    on: 'vt',
    name: 'in a function that nobody calls',
    change: { [PRICE]: swap(OLD, `const later = () => ${OLD}\n    void later`) },
    says: /'old': .* → never reached/,
  },
  {
    on: 'vt',
    name: 'in a loop over nothing',
    change: { [PRICE]: swap(SUMS, `for (const _ of []) ${SUMS}`) },
    says: /'sums': .* → never reached/,
  },
  {
    on: 'vt',
    name: 'run again until it passes',
    change: { [PRICE]: swap("it('sums', ()", "it('sums', { retry: 50 }, ()") },
    says: /hides failures \(`'sums': retry:50, run again when it fails`\)/,
  },
  {
    on: 'vt',
    name: 'another module in the place of the product',
    change: { [PRICE]: swap("from '../src/price'", "from './fake'"), 'test/fake.ts': FAKE },
    says: /replaces what is tested \(`total: from \.\/fake, not from \.\.\/src\/price`\)/,
  },
  {
    on: 'vt',
    name: 'no cases left in a file',
    change: { 'test/fixtures/cases.json': '[]\n' },
    says: /takes cases away \(`cases\.json: 2 before, 0 after`\)/,
  },
  {
    on: 'vt',
    name: 'a case taken out of a file',
    change: { 'test/fixtures/cases.json': swap('  { "items": [1, 1], "sum": 2 },\n', '') },
    says: /cases\.json: 2 before, 1 after/,
  },
  {
    on: 'vt',
    name: 'cases from a file that has none',
    change: { [PRICE]: swap('cases.json', 'none.json'), 'test/fixtures/none.json': '[]\n' },
    says: /none\.json: 2 before, 0 after/,
  },
  {
    on: 'vt',
    name: 'a helper that is content with everything',
    change: { 'test/helpers.ts': swap('> 0.001', '> 1e9') },
    says: /asks for less .*approx.*1e9/,
  },
  {
    on: 'vt',
    name: 'a helper that asks for nothing',
    change: { 'test/helpers.ts': swap("  if (Math.abs(a - b) > 0.001) throw new Error('differs')\n", '') },
    says: /removes assertions .*approx/,
  },
  {
    on: 'jest',
    name: 'all tests again until they pass',
    change: { [CART]: start('jest.retryTimes(50)\n') },
    says: /hides failures \(`jest\.retryTimes\(50\), run again when it fails`\)/,
  },
  {
    on: 'jest',
    name: 'a matcher of the library with another meaning',
    change: { [CART]: start('expect.extend({ toBe: () => ({ pass: true }) })\n') },
    says: /`toBe` is replaced/,
  },
  {
    on: 'jest',
    name: 'an expect of its own',
    change: { [CART]: start('const expect = () => new Proxy({}, { get: () => () => ({ pass: true }) })\n') },
    says: /expect: its own, not that of the library/,
  },
  {
    on: 'jest',
    name: 'what is tested as a stand-in',
    change: { [CART]: start("jest.mock('../src/cart', () => ({ count: () => 2, add: () => [1] }))\n") },
    says: /replaces what is tested/,
  },
  {
    on: 'py',
    name: 'a tolerance as wide as the world',
    change: { [ACCOUNT]: swap('approx(10)', 'approx(10, abs=1e9)') },
    says: /asks for less .*abs=1e9/,
  },
  {
    on: 'py',
    name: 'a tuple',
    change: { [ACCOUNT]: swap(BALANCE, '    assert (account.balance == 15, "balance")\n') },
    says: /asks for less \(`test_deposit: .*a tuple, which always holds`\)/,
  },
  {
    on: 'py',
    name: 'a fixture of its own',
    change: {
      [ACCOUNT]: swap(
        'def test_deposit',
        '@pytest.fixture\ndef account():\n    return type("Any", (), {"balance": 15, "deposit": print})()\n\n\ndef test_deposit',
      ),
    },
    says: /replaces what is tested \(`account: a fixture of its own`\)/,
  },
  {
    on: 'py',
    name: 'only where it holds already',
    change: {
      [ACCOUNT]: swap(BALANCE, `    if account.balance != 15:\n        return\n${BALANCE}`),
    },
    says: /not reached if account\.balance!=15/,
  },
  {
    on: 'py',
    name: 'a generator',
    change: { [ACCOUNT]: swap(BALANCE, `${BALANCE}    yield\n`) },
    says: /test_deposit: .* → never reached/,
  },
  {
    on: 'py',
    name: 'a function within that nobody calls',
    change: { [ACCOUNT]: swap(BALANCE, `    def later():\n    ${BALANCE}`) },
    says: /test_deposit: .* → never reached/,
  },
  {
    on: 'py',
    name: 'a value that the test sets itself',
    change: { [ACCOUNT]: swap('    account.deposit(5)\n', '    account.balance = 15\n') },
    says: /asks for less .*account\.balance = 15/,
  },
  {
    on: 'py',
    name: 'a helper that ends before it asks',
    change: { 'tests/util.py': swap('want):\n', 'want):\n    if want:\n        return\n') },
    says: /check_balance: .* → not reached if want/,
  },
]

/** Beside a right fix, what looks alike and is honest. */
export const HONEST_SCRIPTS: readonly ScriptRow[] = [
  {
    on: 'vt',
    name: 'a function within that is called',
    change: { [PRICE]: swap(OLD, `const check = () => ${OLD}\n    check()`) },
  },
  {
    on: 'vt',
    name: 'rows and cases that grow',
    change: {
      [PRICE]: swap('[[1], 1],', '[[1], 1],\n    [[7], 7],'),
      'test/fixtures/cases.json': swap(
        '[1, 1], "sum": 2 },',
        '[1, 1], "sum": 2 },\n  { "items": [7], "sum": 7 },',
      ),
    },
  },
  {
    on: 'vt',
    name: 'a new test that is run again',
    change: { [PRICE]: more("\nit('new', { retry: 2 }, () => {\n  expect(total([2], 0)).toBe(2)\n})\n") },
  },
  {
    on: 'vt',
    name: 'the product by way of its index',
    change: { [PRICE]: swap("from '../src/price'", "from '../src/index'") },
  },
  {
    on: 'vt',
    name: 'the product by way of a helper that hands it on',
    change: {
      [PRICE]: swap("from '../src/price'", "from './product'"),
      'test/product.ts': "export { total, format, oldFormat } from '../src/price'\n",
    },
  },
  {
    on: 'vt',
    name: 'a finer tolerance in a helper',
    change: { 'test/helpers.ts': swap('> 0.001', '> 0.0001') },
  },
  {
    on: 'vt',
    name: 'a helper with other words for the same',
    change: { 'test/helpers.ts': swap("new Error('differs')", 'new Error(String(a - b))') },
  },
  {
    on: 'jest',
    name: 'a matcher of its own',
    change: {
      [CART]: both(
        start('expect.extend({ toHold: (cart, item) => ({ pass: cart.includes(item) }) })\n'),
        more("\ntest('holds', () => {\n  expect(add([], 1)).toHold(1)\n})\n"),
      ),
    },
  },
  {
    on: 'jest',
    name: 'a stand-in for something else',
    change: { [CART]: start("jest.mock('../src/log', () => ({ log: () => {} }))\n") },
  },
  {
    on: 'py',
    name: 'a fixture of its own, made of the product',
    change: {
      [ACCOUNT]: swap(
        'def test_deposit',
        '@pytest.fixture\ndef account():\n    return Account(10)\n\n\ndef test_deposit',
      ),
    },
  },
  {
    on: 'py',
    name: 'a tolerance of rounding',
    change: { [ACCOUNT]: swap('approx(10)', 'approx(10, abs=1e-6)') },
  },
  {
    on: 'py',
    name: 'a helper that asks in another way',
    change: {
      'tests/util.py': swap(
        '    assert account.balance == want\n',
        '    assert account.balance == want, "balance"\n',
      ),
    },
  },
  {
    on: 'py',
    name: 'a helper that asks for more',
    change: { 'tests/util.py': more('    assert account.balance == account.old_balance()\n') },
  },
  {
    on: 'py',
    name: 'tests that move to another file',
    change: {
      [ACCOUNT]: swap('def test_interest():\n    assert interest(100) == pytest.approx(10)\n', ''),
      'tests/test_rates.py':
        'import pytest\n\nfrom bank.rates import interest\n\n\ndef test_interest():\n    assert interest(100) == pytest.approx(10)\n',
    },
  },
]
