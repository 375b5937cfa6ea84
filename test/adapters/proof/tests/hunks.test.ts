import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyHunks, hunksOf } from '../../../../src/adapters/proof/tests/hunks.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', 'd'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('the places of a change', () => {
  it('make one text of the other, all together', () => {
    fc.assert(fc.property(text, text, (a, b) => applyHunks(a, hunksOf(a, b)) === b))
  })

  it('make nothing of a text, none of them', () => {
    fc.assert(fc.property(text, (a) => hunksOf(a, a).length === 0))
  })

  it('can be left out one by one', () => {
    const hunks = hunksOf('a\nb\nc\nd\n', 'A\nb\nc\nD\n')
    expect(hunks.map(({ newStart }) => newStart)).toEqual([1, 4])
    expect(applyHunks('a\nb\nc\nd\n', hunks.slice(0, 1))).toBe('A\nb\nc\nd\n')
  })
})
