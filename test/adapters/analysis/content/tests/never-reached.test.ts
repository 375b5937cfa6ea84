import { describe, expect, it } from 'vitest'
import { compareEdited } from './compare.ts'
import type { Edit, SuiteName } from './suites.ts'

type Row = readonly [says: string, suite: SuiteName, ...edits: Edit[]]

const JS = 'expect(add(2, 3)).toBe(5)'
const LAST = 'expect(add(2, 2)).not.toBe(5)'
const js = (says: string, now: string): Row => [says, 'js', [JS, now]]
const PY = '    assert add(2, 3) == 5\n'
const py = (says: string, ...lines: readonly string[]): Row => [
  says,
  'py',
  [PY, lines.map((line) => `    ${line}\n`).join('')],
]

const UNREACHED: readonly Row[] = [
  js('a loop over nothing', `for (const one of []) ${JS}`),
  js('a loop over a list that stays empty', `const none = []\nfor (const one of none) ${JS}`),
  js('each of nothing', `[].forEach(() => { ${JS} })`),
  js('each of nothing, made', `new Array(0).map(() => ${JS})`),
  js('a loop that is over at once', `for (let i = 3; i < 3; i += 1) ${JS}`),
  js('a loop that never begins', `while (1 > 2) { ${JS} }`),
  js('behind what is never true', `void 0 && ${JS}`),
  js('behind what is false in parts', `if ((add(1, 1) === 2) && ('a' === 'b')) ${JS}`),
  js('behind what is always true', `true || ${JS}`),
  js('the other way of what is always true', `if (!false) { add(1, 1) } else { ${JS} }`),
  js('another case than the one', `switch (1) { case 2: ${JS} }`),
  js('a function that nobody calls', `const later = () => ${JS}`),
  js('a function that is only looked at', `const later = () => { ${JS} }\nvoid later`),
  js('a declared function that nobody calls', `function later() { ${JS} }`),
  js('a function that only calls itself', `function later() { ${JS}; later() }`),
  js('a function as a statement', `() => ${JS}`),
  js('a function in an object that nobody asks', `const checks = { sum: () => { ${JS} } }`),
  js('a function in a list that nobody goes through', `const checks = [() => ${JS}]`),
  js('only where it holds', `if (add(2, 3) !== 5) return\n${JS}`),
  js('only where it holds, around it', `if (add(2, 3) === 5) { ${JS} }`),
  js('only where it holds, by a name', `const sum = add(2, 3)\nif (sum !== 5) return\nexpect(sum).toBe(5)`),
  js('only if there is something', `add(2, 3) && ${JS}`),
  ['a generator', 'js', ["it('adds', () => {", "it('adds', function* () {"]],
  py('a loop over nothing', 'for _ in []:', '    assert add(2, 3) == 5'),
  py('a range of none', 'for _ in range(0):', '    assert add(2, 3) == 5'),
  py('a list that stays empty', 'cases = []', 'for _ in cases:', '    assert add(2, 3) == 5'),
  py('a condition that never holds', 'if 1 > 2:', '    assert add(2, 3) == 5'),
  py('a condition that is not true', 'if not True and add(1, 1):', '    assert add(2, 3) == 5'),
  py('a function that nobody calls', 'def later():', '    assert add(2, 3) == 5'),
  ['a lambda', 'py', ['    check(1, 2)\n', '    later = lambda: check(1, 2)\n']],
  py('only where it holds', 'if add(2, 3) != 5:', '    return', 'assert add(2, 3) == 5'),
  py('only where it holds, around it', 'if add(2, 3) == 5:', '    assert add(2, 3) == 5'),
  py('it goes on before', 'for one in (1, 2):', '    continue', '    assert add(2, 3) == 5'),
  py('a generator', 'assert add(2, 3) == 5', 'yield'),
  [
    'a helper that returns first',
    'py',
    ['def check(a, b):\n', 'def check(a, b):\n    if a:\n        return\n'],
  ],
  ['a coroutine that nobody waits for', 'py', ['    def test_unit(self)', '    async def test_unit(self)']],
]

const HIDDEN: readonly Row[] = [
  js('a timer', `setTimeout(() => { ${JS} }, 0)`),
  js('the next round', `process.nextTick(() => ${JS})`),
  js('a promise that nobody waits for', `Promise.resolve().then(() => { ${JS} })`),
  js('an answer that nobody waits for', `later(2).then((sum) => ${JS}).finally(() => {})`),
  js('a function that is called and not waited for', `(async () => { ${JS} })()`),
  js('where a failure is asked for', `expect(() => { ${JS}; throw new Error() }).toThrow()`),
]

const HONEST: readonly Row[] = [
  js('a loop over some', `for (const one of [1]) ${JS}`),
  js('a loop over a list that grows', `const some = []\nsome.push(1)\nfor (const one of some) ${JS}`),
  js('a loop over what a function fills', `const some = []\nfill(some)\nfor (const one of some) ${JS}`),
  js('a loop of numbers', `for (let i = 0; i < 3; i += 1) ${JS}`),
  js('a function that is called', `const check2 = () => ${JS}\ncheck2()`),
  js('a function that is called further up', `check2()\nfunction check2() { ${JS} }`),
  js('a function that is handed on', `const check2 = () => ${JS};\n[1, 2].forEach(check2)`),
  js(
    'functions in an object',
    `const checks = { sum: () => { ${JS} } }\nfor (const one of Object.values(checks)) one()`,
  ),
  ['a function that is returned', 'js', [LAST, `return run(() => ${LAST})`]],
  js('a block', `{ ${JS} }`),
  js('a step', `step('adds', () => { ${JS} })`),
  js('behind a switch of the product', `if (hasAdd) { ${JS} }`),
  js(
    'a timer that is waited for',
    `await new Promise((resolve) => setTimeout(() => { ${JS}; resolve() }, 0))`,
  ),
  js('a clock that is driven', `vi.useFakeTimers()\nsetTimeout(() => { ${JS} }, 0)\nvi.runAllTimers()`),
  js('a promise that is waited for', `await Promise.resolve().then(() => { ${JS} })`),
  ['a promise that is returned', 'js', [LAST, `return Promise.resolve().then(() => { ${LAST} })`]],
  py('a loop over some', 'for _ in (1, 2):', '    assert add(2, 3) == 5'),
  py('a function that is called', 'def now():', '    assert add(2, 3) == 5', 'now()'),
  py('a function with a decorator', '@run', 'def now():', '    assert add(2, 3) == 5'),
  py('a lambda that is called', 'run = lambda: add(1, 1)', 'assert add(2, 3) == 5', 'assert run() == 2'),
  py(
    'a generator within',
    'def some():',
    '    yield 1',
    'assert add(2, 3) == 5',
    'assert list(some()) == [1]',
  ),
  py('it goes on behind', 'for one in (1, 2):', '    assert add(2, 3) == 5', '    continue'),
  py('for one of several systems', 'if fast:', '    assert add(2, 3) == 5'),
  ['a coroutine that is waited for', 'py', ['def test_adds', 'async def test_adds']],
  [
    'a generator that its decorator runs',
    'py',
    ['def test_adds', '@gen_test\ndef test_adds'],
    [PY, '    assert add(2, 3) == 5\n    yield later()\n'],
  ],
  [
    'a helper that leaves out what is new',
    'py',
    ['def check(a, b):\n', 'def check(a, b, swapped=None):\n    if swapped is False:\n        return\n'],
  ],
]

const named = (rows: readonly Row[]) => rows.map((row) => [`${row[0]} (${row[1]})`, row] as const)

const whatOf = async ([, suite, ...edits]: Row) =>
  (await compareEdited(suite, edits)).weakened.map(({ what }) => what)

describe('what keeps an assertion from being reached is seen', () => {
  it.each(named(UNREACHED))('%s', async (_, row) => {
    expect(await whatOf(row)).toContain('not-reached')
  })

  it.each(named(HIDDEN))('hidden by %s', async (_, row) => {
    expect(await whatOf(row)).toContain('failures-hidden')
  })

  it.each(named(HONEST))('and nothing else: %s', async (_, row) => {
    expect(await whatOf(row)).toEqual([])
  })

  it('the reason says under what condition', async () => {
    const { weakened } = await compareEdited('js', [[JS, `if (add(2, 3) !== 5) return\n${JS}`]])
    expect(weakened.map(({ detail }) => detail)).toEqual([
      "'adds': toBe(add(2,3), 5) → not reached if add(2,3)!==5",
    ])
  })
})
