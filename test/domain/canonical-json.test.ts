import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../../src/domain/canonical-json.ts'

it('sorts keys by code units and leaves out what is undefined', () => {
  const value = {
    b: 1,
    a: [1, undefined, { z: null, y: true }],
    '€': 'x',
    B: undefined,
    '': -0,
    10: 1e21,
    9: 0.1,
  }
  expect(canonicalJson(value)).toBe(
    '{"":0,"10":1e+21,"9":0.1,"a":[1,null,{"y":true,"z":null}],"b":1,"€":"x"}',
  )
})

it('replaces what a database cannot keep', () => {
  expect(canonicalJson('NUL \u0000 half \uD800 pair')).toBe('"NUL \uFFFD half \uFFFD pair"')
})

it('replaces it in keys before they are sorted, and keeps one of two that become the same', () => {
  const value = { 'a\u0000': 1, ab: 2, 'a\uD800': 3 }
  expect(canonicalJson(value)).toBe('{"ab":2,"a\uFFFD":3}')
  expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
})

it.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1])('refuses %s, which is no JSON', (value) => {
  expect(() => canonicalJson({ value })).toThrow(/^not JSON/)
})

it('is the same text after any way through JSON, whatever the order of the keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(canonicalJson(reversed(value))).toBe(text)
    }),
    { numRuns: 300, seed: 20_260_505 },
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}
