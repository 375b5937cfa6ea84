import { MAX_COMBINATIONS, matrixCombinations } from '@speculate-dev/workflows'
import { expect, it } from 'vitest'

it('long lists of a matrix make no more combinations than GitHub runs, and those are the first', () => {
  const values = Array.from({ length: 50_000 }, (_, index) => index)
  const combinations = matrixCombinations({ matrix: { a: values, b: values, c: values } })
  expect(combinations).toHaveLength(MAX_COMBINATIONS)
  expect(combinations?.at(-1)).toEqual({ a: 0, b: 0, c: MAX_COMBINATIONS - 1 })
})
