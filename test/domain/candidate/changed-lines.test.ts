import { expect, it } from 'vitest'
import { differingLines, type FileLines, undoneLines } from '../../../src/domain/candidate/changed-lines.ts'

const file = (name: string | readonly string[], added: string[], removed: string[] = []): FileLines => ({
  names: typeof name === 'string' ? [name] : name,
  added,
  removed,
})

it.each([
  ['the very same', [file('a', ['x', 'y'], ['z'])], [file('a', ['x', 'y'], ['z'])], 0],
  ['in another order', [file('a', ['x', 'y'])], [file('a', ['y', 'x'])], 0],
  ['one line written anew', [file('a', ['x', 'y'])], [file('a', ['x', 'Y'])], 2],
  ['a line more', [file('a', ['x'])], [file('a', ['x', 'x'])], 1],
  ['a file more', [file('a', ['x'])], [file('a', ['x']), file('b', ['p', 'q'])], 2],
  ['a file less', [file('a', ['x']), file('b', ['p'], ['q'])], [file('a', ['x'])], 2],
  ['the same lines in another file', [file('a', ['x'])], [file('b', ['x'])], 2],
  ['a file that was renamed', [file('a', ['x'])], [file(['b', 'a'], ['x', 'y'])], 1],
])('patches differ by the lines that only one of them has: %s', (_, one, other, lines) => {
  expect(differingLines(one, other)).toBe(lines)
  expect(differingLines(other, one)).toBe(lines)
})

it.each([
  ['all of it', [file('a', ['x1', 'y'], ['z'])], [file('a', ['z'], ['x1', 'y'])], 3],
  ['a part', [file('a', ['x1', 'y1'])], [file('a', [], ['y1'])], 1],
  ['all, and something else', [file('a', ['x1'])], [file('a', [], ['x1', 'other']), file('b', ['b'])], 1],
  ['a file renamed since', [file('a', ['x1'])], [file(['a', 'b'], [], ['x1'])], 1],
  ['the same again', [file('a', ['x1'])], [file('a', ['x1'])], 0],
  ['brackets alone', [file('a', ['x1', '}', ''])], [file('a', [], ['}', ''])], 0],
  ['the same line elsewhere', [file('a', ['x1'])], [file('b', [], ['x1'])], 0],
])('a later change takes back what it removes again and puts back: %s', (_, patch, change, undone) => {
  const of = patch.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0)
  expect(undoneLines(patch, change)).toEqual({ undone, of })
})
