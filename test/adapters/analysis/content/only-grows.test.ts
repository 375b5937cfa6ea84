import { describe, expect, it } from 'vitest'
import { onlyGrows } from '../../../../src/adapters/analysis/content/only-grows.ts'

const grows = (path: string, before: string, after: string) => onlyGrows({ path, before, after })

describe('V31: cases that are added to a data file', () => {
  it.each([
    ['a.json', '[{"in": 1, "out": 2}]', '[{"in": 1, "out": 2}, {"in": 2, "out": 4}]'],
    ['a.json', '[{"in": 1, "out": 2}]', '[\n  {"in": 0, "out": 0},\n  {"out": 2, "in": 1}\n]'],
    ['a.json', '[1, 2]', '[1, 2, 3]'],
    ['a.json', '{"cases": [{"in": 1}]}', '{"cases": [{"in": 1}, {"in": 2}]}'],
    ['a.json', '{"one": {"in": 1}}', '{"one": {"in": 1}, "two": {"in": 2}}'],
    ['a.yaml', '- in: 1\n  out: 2\n', '- in: 1\n  out: 2\n- in: 2\n  out: 4\n'],
    ['a.yml', 'one: {in: 1}\n', 'one: {in: 1}\ntwo: {in: 2}\n'],
    ['a.yaml', 'a: 1\n---\nb: 2\n', 'a: 1\n---\nb: 2\n---\nc: 3\n'],
    ['a.csv', 'a,b\n1,2\n', 'a,b\n1,2\n3,4\n'],
    ['a.jsonl', '{"a": 1}\n', '{"a": 1}\n{"a": 2}\n'],
  ])('only grow it (%s: %s)', (path, before, after) => {
    expect(grows(path, before, after)).toBe(true)
  })

  it.each([
    ['a.json', '[{"in": 1, "out": 2}]', '[{"in": 1, "out": 3}, {"in": 2, "out": 4}]'],
    ['a.json', '[{"in": 1}, {"in": 2}]', '[{"in": 2}]'],
    ['a.json', '[{"in": [1]}]', '[{"in": [1, 2]}]'],
    ['a.json', '{"in": {"a": 1}, "out": [1, 2]}', '{"in": {"a": 1}, "out": [1, 2, 3]}'],
    ['a.json', '[1]', '[1'],
    ['a.yaml', '- in: 1\n', '- in: 2\n'],
    ['a.csv', 'a,b\n1,2\n', 'a,b\n1,3\n'],
    ['a.txt', 'one\n', 'one\ntwo\n'],
    ['a.html', '<p>', '<p><b>'],
  ])('and what changes one does more (%s: %s → %s)', (path, before, after) => {
    expect(grows(path, before, after)).toBe(false)
  })
})
