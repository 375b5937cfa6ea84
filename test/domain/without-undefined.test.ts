import { expect, it } from 'vitest'
import { withoutUndefined } from '../../src/domain/without-undefined.ts'

it('leaves out what is undefined, and nothing else that is empty', () => {
  const values = { none: undefined, empty: '', zero: 0, no: false, nothing: null, list: [] }
  expect(Object.keys(withoutUndefined(values))).toEqual(['empty', 'zero', 'no', 'nothing', 'list'])
})

it('keeps the order of the keys, which the log is hashed by', () => {
  expect(JSON.stringify(withoutUndefined({ b: 1, x: undefined, a: 2 }))).toBe('{"b":1,"a":2}')
})
