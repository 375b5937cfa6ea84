import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutUndefined as ofPackages } from '@speculate-dev/system'
import { describe, expect, it } from 'vitest'
import { withoutUndefined } from '../../src/domain/without-undefined.ts'

describe.each([
  ['the domain', withoutUndefined],
  ['the packages, which the domain does not import', ofPackages],
])('withoutUndefined of %s', (_, withoutUndefined) => {
  it('leaves out what is undefined, and nothing else that is empty', () => {
    const values = { none: undefined, empty: '', zero: 0, no: false, nothing: null, list: [] }
    expect(Object.keys(withoutUndefined(values))).toEqual(['empty', 'zero', 'no', 'nothing', 'list'])
  })

  it('keeps the order of the keys, which the log is hashed by', () => {
    expect(JSON.stringify(withoutUndefined({ b: 1, x: undefined, a: 2 }))).toBe('{"b":1,"a":2}')
  })
})

/** A condition that only asks whether something is there, before a key of what is there. */
const SECOND_WAY = [
  /\.\.\.\(\s*[\w$?.]+ (?:!==? (?:undefined|null) (?:&&|\?)|===? (?:undefined|null) \? \{\} :) \{[^}]*\}/g,
  // A flag is told apart by its value: `...(isLast && { isLast: true })`.
  /\.\.\.\(\s*([\w$?.]+) (?:&&|\?) \{[^}]*?(?<![\w$]|[^.]\.)\1(?![\w$]| ?:)[^}]*\}/g,
]
const secondWays = (code: string) => SECOND_WAY.flatMap((way) => code.match(way) ?? [])

it.each([
  '...(x !== undefined && { x })',
  '...(x === undefined ? {} : { y: x })',
  '...(row.x === null ? {} : { x: row.x.slice(0, 9) })',
  '...(row?.x != null ? { x: row.x } : {})',
  '...(x && { x })',
  '...(row.x && { y: row.x.y, z: 1 })',
  '...(x ? { y: [...x] } : {})',
  '...(x && {\n  y: what(x),\n})',
])('%s leaves out a key in a second way', (code) => {
  expect(secondWays(code)).toHaveLength(1)
})

it.each([
  '...(isLast && { isLast: true })',
  '...(list.length > 0 && { list })',
  '...(x !== undefined ? [x] : [])',
  '...(left.size && { size: 0 })',
  '...(x === undefined ? { y } : {})',
])('%s says something else', (code) => {
  expect(secondWays(code)).toEqual([])
})

it('is the only way in which a key that is undefined is left out', () => {
  const root = join(import.meta.dirname, '../..')
  const files = globSync('{src,packages/*/src}/**/*.ts', { cwd: root })
  const found = files.flatMap((file) =>
    secondWays(readFileSync(join(root, file), 'utf8')).map((way) => `${file}: ${way}`),
  )
  expect(found).toEqual([])
})
