import { describe, expect, it } from 'vitest'
import { compare, compareEdited } from './compare.ts'
import type { Edit, SuiteName } from './suites.ts'

type Row = readonly [says: string, suite: SuiteName, ...edits: Edit[]]

const JS = 'expect(add(2, 3)).toBe(5)'
const js = (says: string, now: string): Row => [says, 'js', [JS, now]]
const PY = 'assert add(2, 3) == 5'
const py = (says: string, now: string): Row => [says, 'py', [PY, now]]
const near = (says: string, now: string): Row => [says, 'py', ['pytest.approx(0.3, rel=0.001)', now]]

const WEAKER: readonly Row[] = [
  js('a list with a comparison in it', 'expect([add(2, 3) === 5]).toBeTruthy()'),
  js('a function that compares', 'expect(() => add(2, 3) === 5).toBeTruthy()'),
  js('any error for one', 'expect(add(2, 3)).toBeDefined()'),
  ['a place before the point', 'js', ['toBeCloseTo(0.3, 5)', 'toBeCloseTo(0.3, -10)']],
  py('a tuple', 'assert (add(2, 3) == 5, "five")'),
  py('a list', 'assert [add(2, 3) == 5]'),
  py('a lambda', 'assert lambda: add(2, 3) == 5'),
  py('far from it', 'assert add(2, 3) == pytest.approx(5, abs=100)'),
  py('as far as half of it', 'assert add(2, 3) == pytest.approx(5, rel=0.5)'),
  near('farther by another name', 'pytest.approx(0.3, rel=0.001, abs=10)'),
  near('without end', 'pytest.approx(0.3, abs=float("inf"))'),
  near('a power', 'pytest.approx(0.3, abs=10**9)'),
  near('by its place', 'pytest.approx(0.3, 5)'),
]

const AGAIN: readonly Row[] = [
  ['an option', 'js', ["it('adds', () => {", "it('adds', { retry: 9 }, () => {"]],
  ['an option of the group', 'js', ["describe('add', () => {", "describe('add', { retry: 3 }, () => {"]],
  ['an option of the file', 'js', ['const CASES', 'jest.retryTimes(3)\nconst CASES']],
  ['a call', 'js', ["it('adds', () => {", "it('adds', function () {\n    this.retries(4)"]],
  ['a mark', 'py', ['def test_adds', '@pytest.mark.flaky(reruns=5)\ndef test_adds']],
  ['another mark', 'py', ['def test_adds', '@retry(tries=5)\ndef test_adds']],
  ['a mark of the class', 'py', ['class AddTest', '@flaky\nclass AddTest']],
  ['a mark of the file', 'py', ['CASES =', 'pytestmark = pytest.mark.flaky(reruns=2)\nCASES =']],
]

const HONEST: readonly Row[] = [
  js('a list against a list', 'expect([add(2, 3)]).toEqual([5])'),
  js('a function that must not fail', 'expect(() => add(2, 3)).not.toThrow()\n    expect(add(2, 3)).toBe(5)'),
  ['more places', 'js', ['toBeCloseTo(0.3, 5)', 'toBeCloseTo(0.3, 6)']],
  ['a client that tries again', 'js', [JS, `const options = { retry: 3 }\n    ${JS}`]],
  ['a row about trying again', 'js', ['it.each(CASES)', 'it.each([...CASES, { retry: 3 }])']],
  [
    'a new test that is tried again',
    'js',
    ["  it('is near'", "  it('new', { retry: 2 }, () => {})\n  it('is near'"],
  ],
  ['a mark without it', 'py', ['def test_adds', '@pytest.mark.slow\ndef test_adds']],
  py('brackets around it', 'assert (add(2, 3) == 5)'),
  py('a message', 'assert add(2, 3) == 5, "five"'),
  near('nearer', 'pytest.approx(0.3, rel=0.0001)'),
]

const named = (rows: readonly Row[]) => rows.map((row) => [`${row[0]} (${row[1]})`, row] as const)
const whatOf = async ([, suite, ...edits]: Row) =>
  (await compareEdited(suite, edits)).weakened.map(({ what }) => what)

describe('what asks for less is seen', () => {
  it.each(named(WEAKER))('%s', async (_, row) => {
    expect(await whatOf(row)).toContain('assertions-weakened')
  })

  it.each(named(AGAIN))('what is run again when it fails: %s', async (_, row) => {
    expect(await whatOf(row)).toContain('failures-hidden')
  })

  it.each(named(HONEST))('and nothing else: %s', async (_, row) => {
    expect(await whatOf(row)).toEqual([])
  })
})

const HELPER = `export function near(a, b) {
  if (Math.abs(a - b) > 0.001) throw new Error('differs')
}

export class FakeStore {
  read(id) {
    if (!id) throw new Error('no id')
    return 1
  }
}

export const isNear = (a, b) => Math.abs(a - b) < 0.001
`

describe('helpers that fail by themselves', () => {
  const whatOfHelper = async (from: string, to: string) => {
    const after = HELPER.replace(from, to)
    expect(after).not.toBe(HELPER)
    return (await compare(['test/helpers.js', HELPER, after])).weakened.map(({ what }) => what)
  }

  it.each([
    ['is farther from it', '> 0.001', '> 1e9', 'assertions-weakened'],
    [
      'asks for nothing',
      "  if (Math.abs(a - b) > 0.001) throw new Error('differs')\n",
      '',
      'assertions-removed',
    ],
    ['ends first', '  if (Math', '  return\n  if (Math', 'not-reached'],
    ['says it only', "throw new Error('differs')", "console.log('differs')", 'assertions-removed'],
  ])('one that %s', async (_, from, to, what) => {
    expect(await whatOfHelper(from, to)).toContain(what)
  })

  it.each([
    ['nearer', '> 0.001', '> 0.0001'],
    ['with another message', "'differs'", "'is not near'"],
    ['of what stands in for something', "    if (!id) throw new Error('no id')\n", ''],
    ['with a log', '  if (Math', '  console.log(a, b)\n  if (Math'],
  ])('but not one %s', async (_, from, to) => {
    expect(await whatOfHelper(from, to)).toEqual([])
  })
})
