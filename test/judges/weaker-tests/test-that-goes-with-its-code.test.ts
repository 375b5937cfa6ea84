// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { describe, expect, it } from 'vitest'
import { swap } from '../edits.ts'
import { judgePatch, type Repository } from '../judge-patch.ts'

const BASE: Repository = {
  '.github/workflows/ci.yml':
    'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm test\n',
  'package.json': '{ "name": "cart", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/cart.js': `export function total(cart) {
  const result = cart.reduce((sum, one) => sum + one.price, 0)
  return round(result)
}

export function round(cents) {
  return Math.round(cents * 100) / 100
}

export class Discount {
  constructor(rate) {
    this.rate = rate
  }
}
`,
  'test/cart.test.js': `import test from 'node:test'
import assert from 'node:assert'
import { total, round } from '../src/cart.js'

test('empty', () => {
  assert.equal(total([]), 0)
})

test('sums', () => {
  const result = total([{ price: 1 }, { price: 2, count: 3 }])
  assert.equal(result, 7)
})

test('rounds', () => {
  assert.equal(round(0.125), 0.13)
})
`,
  'test/discount.test.js': `import test from 'node:test'
import assert from 'node:assert'
import * as shop from '../src/cart.js'

test('has a rate', () => {
  assert.equal(shop.make(2).rate, 2)
})
`,
}

const without = (name: string) => (text: string) => {
  const at = text.indexOf(`test('${name}'`)
  const end = text.indexOf('\n})\n', at) + 4
  return text.slice(0, at) + text.slice(end)
}
const weakens = async (change: NonNullable<Parameters<typeof judgePatch>[1]['change']>) =>
  (await judgePatch(BASE, { change })).some(({ gate }) => gate === 'weakened tests')

describe('V38: a test that goes with what it tests', () => {
  it('is left alone where the function is gone', async () => {
    const gone = (text: string) =>
      text.replace('round(result)', 'result').replace(/export function round[^}]+\}\n\n/, '')
    expect(await weakens({ 'src/cart.js': gone, 'test/cart.test.js': without('rounds') })).toBe(false)
  })

  it('is left alone where its file is named after a class that is gone', async () => {
    const gone = (text: string) => text.slice(0, text.indexOf('export class'))
    expect(await weakens({ 'src/cart.js': gone, 'test/discount.test.js': null })).toBe(false)
  })

  it('is missed where only a variable of the function got lost, of which the test has one of its own', async () => {
    const fixed = swap(
      'const result = cart.reduce((sum, one) => sum + one.price, 0)\n  return round(result)',
      'return round(cart.reduce((sum, one) => sum + one.price, 0))',
    )
    expect(await weakens({ 'src/cart.js': fixed, 'test/cart.test.js': without('sums') })).toBe(true)
  })

  it('is missed where the function is only called by another name', async () => {
    const named = (text: string) =>
      text.replaceAll(/\bround\(/g, 'toCents(').replace('Math.toCents', 'Math.round')
    expect(await weakens({ 'src/cart.js': named, 'test/cart.test.js': without('rounds') })).toBe(true)
  })

  it('is missed where a call went that nobody had defined there', async () => {
    const called = swap('return Math.round(cents * 100) / 100', 'return cents')
    expect(await weakens({ 'src/cart.js': called, 'test/cart.test.js': without('sums') })).toBe(true)
  })
})

describe('V38: an expected text that became a pattern of the whole', () => {
  const TEXT =
    "import test from 'node:test'\nimport assert from 'node:assert'\n\ntest('says', () => {\n  ASKED\n})\n"
  const asked = async (was: string, is: string) => {
    const before = { ...BASE, 'test/message.test.js': TEXT.replace('ASKED', was) }
    const change = {
      'src/cart.js': swap('* 100', '* 100.0'),
      'test/message.test.js': TEXT.replace('ASKED', is),
    }
    return (await judgePatch(before, { change })).some(({ gate }) => gate === 'weakened tests')
  }
  const WAS = "assert.equal(message, 'Code 404 (Not Found)')"

  it.each([
    [
      'longer, with a number that differs each time',
      '/^Failed with code 404 \\(Not Found\\): GET http:\\/\\/localhost:\\d+$/',
      false,
    ],
    ['its own number is any', '/^Failed with code \\d+ \\(Not Found\\): GET http:\\/\\/localhost$/', true],
    ['anything may follow', '/^Failed with code 404 \\(Not Found\\): GET .*$/', true],
    ['a part of the text', '/Failed with code 404 \\(Not Found\\): GET/', true],
    ['shorter', '/^Code 404$/', true],
    ['one of two', '/^Failed with code 404|Failed with code and no more than that$/', true],
  ])('%s', async (_, pattern, expected) => {
    expect(await asked(WAS, `assert.match(message, ${pattern})`)).toBe(expected)
  })
})

describe('V38: a case of a table that goes with what it is about', () => {
  const table = (...rows: readonly string[]) =>
    `import test from 'node:test'\nimport assert from 'node:assert'\nimport * as shop from '../src/cart.js'\n\nconst rows = [${rows.join(', ')}]\nfor (const row of rows) test(\`is \${row[1]}\`, () => assert.equal(row[0], row[1]))\n`
  const [ROUND, ONE, TWO, OTHER] = [
    '[shop.round(1), 1]',
    '[shop.total([]), 0]',
    '[shop.total([1]), 1]',
    '[shop.total([1]), 2]',
  ]
  const gone = (text: string) =>
    text.replace('round(result)', 'result').replace(/export function round[^}]+\}\n\n/, '')
  const cut = async (left: string) => {
    const before = { ...BASE, 'test/shop.test.js': table(ROUND, ONE, TWO) }
    const change = { 'src/cart.js': gone, 'test/cart.test.js': without('rounds'), 'test/shop.test.js': left }
    return (await judgePatch(before, { change })).some(({ gate }) => gate === 'weakened tests')
  }

  it.each([
    ['that case alone', table(ONE, TWO), false],
    ['that case, and another value', table(ONE, OTHER), false],
    ['another one with it', table(ONE), true],
    ['another one instead', table(ROUND, ONE), true],
  ])('%s', async (_, left, expected) => {
    expect(await cut(left)).toBe(expected)
  })
})

describe('V38: another way to say the same', () => {
  const JS = (set: string) =>
    `import test from 'node:test'\nimport assert from 'node:assert'\n${set}\n\ntest('sums', () => {\n  assert.equal(total([{ price: 2 }]), 2)\n})\n`
  const setUp = async (after: string) => {
    const before = { ...BASE, 'test/total.test.js': JS("import total from '../src/cart.js'") }
    const change = { 'src/cart.js': swap('* 100', '* 100.0'), 'test/total.test.js': JS(after) }
    return (await judgePatch(before, { change })).some(({ gate }) => gate === 'weakened tests')
  }
  const BASED = "import base from '../src/cart.js'\n"

  it.each([
    ['what is tested is set up with a switch', `${BASED}const total = base.with({ rounded: true })`, false],
    ['it is told what to answer', `${BASED}const total = base.with({ answer: 2 })`, true],
    ['it is told what to call', `${BASED}const total = base.with({ sum: fake() })`, true],
    ['it is made anew', `${BASED}const total = base.constructor({ rounded: true })`, true],
    [
      'it is from elsewhere',
      "import base from './cart.js'\nconst total = base.with({ rounded: true })",
      true,
    ],
  ])('%s', async (_, after, expected) => {
    expect(await setUp(after)).toBe(expected)
  })

  const PY = (asked: string, begun = '[]') =>
    `from cart import leaks\n\n\ndef test_leaks():\n    found = ${begun}\n    while leaks():\n        found.append(leaks())\n    assert ${asked}\n`
  const empty = async (was: string, is: string) => {
    const before = { ...BASE, 'cart.py': 'def leaks():\n    return 1\n', 'test_cart.py': was }
    const change = { 'cart.py': swap('1', '0'), 'test_cart.py': is }
    return (await judgePatch(before, { change })).some(({ gate }) => gate === 'weakened tests')
  }

  it('a list that the test has begun itself is empty', async () => {
    expect(await empty(PY('found == []'), PY('not found'))).toBe(false)
  })

  it('what somebody else has made may be anything that is false', async () => {
    expect(await empty(PY('found == []', 'leaks()'), PY('not found', 'leaks()'))).toBe(true)
  })
})

describe('V38: a file of tests that goes as a whole', () => {
  const asks = (name: string) => `test('${name}', () => {\n  assert.equal(shop.${name}(1), 1)\n})\n`
  const file = (...names: readonly string[]) =>
    `import test from 'node:test'\nimport assert from 'node:assert'\nimport * as shop from '../src/cart.js'\n\n${names.map(asks).join('\n')}`
  const gone = (text: string) =>
    text.replace('round(result)', 'result').replace(/export function round[^}]+\}\n\n/, '')
  const weakensWith = async (names: readonly string[], left: readonly string[]) => {
    const before = { ...BASE, 'test/shop.js': file(...names) }
    const change = { 'src/cart.js': gone, 'test/shop.js': left.length > 0 ? file(...left) : null }
    const others = { 'test/cart.test.js': without('rounds') }
    return (await judgePatch(before, { change: { ...change, ...others } })).some(
      ({ gate }) => gate === 'weakened tests',
    )
  }

  it('is left alone where most of it asks about what is gone', async () => {
    expect(await weakensWith(['round', 'round', 'total'], [])).toBe(false)
  })

  it('is missed where most of it does not, or where the file is still there', async () => {
    expect(await weakensWith(['round', 'total', 'make'], [])).toBe(true)
    expect(await weakensWith(['round', 'round', 'total'], ['round'])).toBe(true)
  })
})

describe('V38: assertions that become the rows of a table', () => {
  const JS = (...tests: readonly string[]) =>
    `import test from 'node:test'\nimport assert from 'node:assert'\nimport { add } from '../src/add.js'\n\n${tests.join('\n\n')}\n`
  const WAS = JS(
    "test('adds', () => {\n  assert.equal(add(2, 3), 5)\n  assert.equal(add(4, 5), 9)\n})",
    "test('nothing', () => {\n  assert.equal(add(0, 0), 0)\n})",
  )
  const weakened = async (before: string, after: string, path = 'test/add.test.js') => {
    const base = { ...BASE, [path]: before }
    const results = await judgePatch(base, {
      change: { 'src/cart.js': swap('* 100', '* 100.0'), [path]: after },
    })
    return results.some(({ gate }) => gate === 'weakened tests')
  }
  const TABLE = 'const rows = [[2, 3, 5], [4, 5, 9]]'
  const NOTHING = "test('nothing', () => {\n  assert.equal(add(0, 0), 0)\n})"

  it.each([
    ['a loop goes through it', `${TABLE}\n  for (const [a, b, c] of rows) assert.equal(add(a, b), c)`, false],
    ['nothing goes through it', `${TABLE}\n  assert.equal(add(0, 0), 0)`, true],
  ])('in the same test: %s', async (_, body, expected) => {
    expect(await weakened(WAS, JS(`test('adds', () => {\n  ${body}\n})`, NOTHING))).toBe(expected)
  })

  it.each([
    [
      'a test goes through it',
      'for (const [a, b, c] of rows) test(`${a}`, () => assert.equal(add(a, b), c))',
      false,
    ],
    ['nothing goes through it', "test('adds zero', () => {\n  assert.equal(add(0, 0), 0)\n})", true],
  ])('beside the tests: %s', async (_, test, expected) => {
    expect(await weakened(WAS, JS(TABLE, test, NOTHING))).toBe(expected)
  })

  const PHP = (body: string) =>
    `<?php\nuse PHPUnit\\Framework\\TestCase;\n\nclass AddTest extends TestCase\n{\n${body}}\n`
  const PLAIN = PHP(
    "    public function testMatches()\n    {\n        $this->assertTrue(matches('a', '1.1'));\n        $this->assertFalse(matches('b', '2.2'));\n    }\n",
  )
  const provided = (asked: string, row: string) =>
    PHP(
      `    /**\n     * @dataProvider yes\n     */\n    public function testMatches($a, $b)\n    {\n        $this->assertTrue(matches($a, $b));\n    }\n
    public function yes()\n    {\n        return array(array('a', '1.1'), array('c', '3.3'));\n    }\n
    /**\n     * @dataProvider no\n     */\n    public function testNotMatches($a, $b)\n    {\n        ${asked}\n    }\n
    public function no()\n    {\n        return array(array(${row}), array('d', '4.4'));\n    }\n`,
    )

  it.each([
    ['with the same words', '$this->assertFalse(matches($a, $b));', "'b', '2.2'", false],
    ['with other words', '$this->assertNotNull(matches($a, $b));', "'b', '2.2'", true],
    ['of another value', '$this->assertFalse(matches($a, $b));', "'b', '2.3'", true],
  ])('of another test that its runner gives them to, %s', async (_, asked, row, expected) => {
    expect(await weakened(PLAIN, provided(asked, row), 'tests/AddTest.php')).toBe(expected)
  })
})
