import { describe, expect, it } from 'vitest'
import { askAboutTests } from '../../../../../src/adapters/analysis/content/tests/ask-about-tests.ts'
import {
  readAndCompare,
  type TestChange,
} from '../../../../../src/adapters/analysis/content/tests/compare/read-and-compare.ts'
import { withReading } from '../../process/with-reading.ts'
import { compare } from './compare.ts'

const NOTHING = { weakened: [], changed: [] }

const BETWEEN: readonly (readonly [path: string, before: string, after: string])[] = [
  [
    'test_a.py',
    'def test_a(): check(1)\n\ndef check(x):\n    assert x > 0\n    assert x < 9\n',
    'def test_a(): check(1)\n\ndef test_b(): check(2)\n\ndef check(x):\n    assert x > 0\n    assert x < 9\n',
  ],
  [
    'a.test.js',
    "test('a', () => check(1))\n\nfunction check(x) {\n  expect(x).toBe(1)\n  expect(x + 1).toBe(2)\n}\n",
    "test('a', () => check(1))\ntest('b', () => check(2))\n\nfunction check(x) {\n  expect(x).toBe(1)\n  expect(x + 1).toBe(2)\n}\n",
  ],
  [
    'a_test.go',
    'package a\n\nfunc TestA(t *testing.T) { check(t, 1) }\n\nfunc check(t *testing.T, x int) {\n\tif x > 9 {\n\t\tt.Error(x)\n\t}\n\tif x < 0 {\n\t\tt.Error(x)\n\t}\n}\n',
    'package a\n\nfunc TestA(t *testing.T) { check(t, 1) }\n\nfunc TestB(t *testing.T) { check(t, 2) }\n\nfunc check(t *testing.T, x int) {\n\tif x > 9 {\n\t\tt.Error(x)\n\t}\n\tif x < 0 {\n\t\tt.Error(x)\n\t}\n}\n',
  ],
  [
    'ATest.java',
    'class ATest {\n  @Test void a() { check(1); }\n  void check(int x) { assertTrue(x > 0); assertTrue(x < 9); }\n}\n',
    'class ATest {\n  @Test void a() { check(1); }\n  @Test void b() { check(2); }\n  void check(int x) { assertTrue(x > 0); assertTrue(x < 9); }\n}\n',
  ],
  [
    'ATest.kt',
    'class ATest {\n  @Test\n  fun a() { check(1) }\n  fun check(x: Int) { assertTrue(x > 0)\n assertTrue(x < 9) }\n}\n',
    'class ATest {\n  @Test\n  fun a() { check(1) }\n  @Test\n  fun b() { check(2) }\n  fun check(x: Int) { assertTrue(x > 0)\n assertTrue(x < 9) }\n}\n',
  ],
]

describe('which test is which', () => {
  it.each(BETWEEN)(
    'V27: a test put before a helper takes no assertion from anybody (%s)',
    async (path, before, after) => {
      expect(await compare([path, before, after])).toMatchObject(NOTHING)
    },
  )

  it('V28: a test with another name and one other expectation is the same test, and is told', async () => {
    const before = `@slow\ndef test_rounds_down():\n    items = load("a")\n    assert total(items) == 10\n    assert len(items) == 3\n\n\ndef test_other():\n    assert f() == 1\n`
    const after = `@fast\n@slow\ndef test_rounds_up():\n    items = load("a")\n    assert total(items) == 11\n    assert len(items) == 3\n\n\ndef test_other():\n    assert f() == 1\n    assert g() == 2\n`
    const { weakened, changed } = await compare(['test_total.py', before, after])
    expect(weakened).toEqual([])
    expect(changed).toEqual([
      {
        path: 'test_total.py',
        line: 5,
        test: 'test_rounds_up',
        before: 'total(items) == 10',
        after: 'total(items) == 11',
      },
    ])
  })

  it('misses no test that moves to another file, and none that goes on the way', async () => {
    const body = (name: string, sum: number) =>
      `test('${name}', () => {\n  expect(add(${sum}, 1)).toBe(${sum + 1})\n})\n`
    const both = body('one', 1) + body('two', 2)
    const moved = await compare(['a.test.js', both, undefined], ['b.test.js', undefined, both])
    expect(moved).toMatchObject(NOTHING)
    const lost = await compare(['a.test.js', both, undefined], ['b.test.js', undefined, body('two', 2)])
    expect(lost.weakened).toMatchObject([{ what: 'deleted', path: 'a.test.js', detail: "'one'" }])
  })

  it('takes tests that became the rows of one for what they are', async () => {
    const before = 'def test_a():\n    assert add(2, 3) == 5\n\n\ndef test_b():\n    assert add(1, 1) == 2\n'
    const after =
      '@pytest.mark.parametrize("a,b,c", [(2, 3, 5), (1, 1, 2)])\ndef test_add(a, b, c):\n    assert add(a, b) == c\n'
    expect((await compare(['test_add.py', before, after])).weakened).toEqual([])
  })

  it('tells of a test that goes with what it tests, and does not reject it', async () => {
    const test = { path: 'test_a.py', previousPath: 'test_a.py', deleted: false }
    const kept = 'def test_new():\n    assert new() == 1\n'
    const { weakened, changed } = await readAndCompare({
      tests: [{ ...test, before: `def test_old():\n    assert old() == 2\n\n\n${kept}`, after: kept }],
      products: [{ path: 'a.py', before: 'def old():\n    return 2\n', after: 'def new():\n    return 1\n' }],
      maxMs: 30_000,
    })
    expect(weakened).toEqual([])
    expect(changed).toMatchObject([{ test: 'test_old', before: 'a test of old', after: '' }])
  })

  it('sees assertions that go outside of any function', async () => {
    const text = "const assert = require('assert')\nassert.equal(add(2, 3), 5)\nassert.equal(add(1, 1), 2)\n"
    const after = text.replace('assert.equal(add(2, 3), 5)\n', '')
    expect((await compare(['test.js', text, after])).weakened).toMatchObject([{ what: 'assertions-removed' }])
  })

  it('says that a test file in a language nobody reads is gone', async () => {
    expect((await compare(['test/a.zig', 'test "x" {}', undefined])).weakened).toEqual([
      { path: 'test/a.zig', line: null, what: 'deleted', detail: 'the whole test file' },
    ])
  })
})

describe('V38: what is too much to read is a finding', () => {
  const junk = (path: string): TestChange => {
    const after = `// ${'x'.repeat(900_000)}\n`
    return { path, previousPath: path, deleted: false, before: undefined, after }
  }
  const emptied: TestChange = {
    path: 'test/z.test.js',
    previousPath: 'test/z.test.js',
    deleted: false,
    before: "test('pays', () => {\n  expect(pay()).toBe(1)\n})\n",
    after: '\n',
  }

  it('V38: finds the emptied test behind six junk files, and counts what nobody read', async () => {
    const tests = [...['a', 'b', 'c', 'd', 'e', 'f'].map((one) => junk(`test/${one}.test.js`)), emptied]
    const { weakened } = await readAndCompare({ tests, products: [], maxMs: 30_000 })
    expect(weakened).toEqual([
      { path: 'test/z.test.js', line: 1, what: 'deleted', detail: "'pays'" },
      { path: 'test/a.test.js', line: null, what: 'unread', detail: '6 of 7' },
    ])
  })

  // In a process of their own, as in a run: some of them leave a grammar behind that reads nothing any more.
  it.each(['it(', '`', "it('a', {", '/*', '@Test ', '"', 'a.b(', '[[', 'if (a) ', 'x => '])(
    'comes to an end on text made to slow it down: %s',
    async (part) => {
      const before = part.repeat(60_000 / part.length)
      await withReading(async (reading) => {
        for (const path of ['a.test.ts', 'ATest.java', 'test_a.py', 'a_spec.rb', 'ATest.kt', 'a_test.go']) {
          const tests = [{ path, previousPath: path, deleted: false, before, after: `${before} ` }]
          const { changed, weakened } = await askAboutTests({ tests, products: [], maxMs: 60_000 }, reading)
          expect([...changed, ...weakened].every((one) => one.path === path)).toBe(true)
        }
      })
    },
    120_000,
  )
})
