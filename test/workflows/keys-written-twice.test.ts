import { keysWrittenTwice, readWorkflowFile } from '@speculate-dev/workflows'
import { expect, it } from 'vitest'
import { parseDocument } from 'yaml'

it.each([
  ['a: 1\nb: 2', []],
  ['a: 1\na: 2', [5]],
  ['a: { b: 1, b: 2, c: { b: 1 } }\nb: 1', [11]],
  ['- { a: 1 }\n- { a: 1, "a": 2, a: 3 }', [21, 29]],
  ['1: a\n"1": b', []],
])('a key is written twice in one mapping: %j at %j', (text, offsets) => {
  expect(keysWrittenTwice(parseDocument(text, { uniqueKeys: false }))).toEqual(offsets)
})

it('a workflow with a key twice is not read, and it is said where', () => {
  const text = 'on: push\njobs:\n  a: {}\n  b: {}\n  a: {}\n'
  expect(readWorkflowFile(text)).toEqual({ unreadable: 'Map keys must be unique', line: 5 })
})

it('S4: a workflow of very many keys and anchors is read in time that grows with its length', () => {
  const text = Array.from({ length: 30_000 }, (_, index) => `k${index}: &a${index} 1`).join('\n')
  const { user } = process.cpuUsage()
  readWorkflowFile(text)
  // When each key was compared with every other one it took more than a minute; the bound is a guard, not a measurement.
  expect(process.cpuUsage().user - user).toBeLessThan(15_000_000)
})
