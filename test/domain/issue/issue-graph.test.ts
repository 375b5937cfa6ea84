import { expect, it } from 'vitest'
import { compareKeys, GraphKey, graphKeyText } from '../../../src/domain/issue/issue-graph.ts'

it.each([12, 'acme/ledger#12', 'a/.github#1', 'private#1'])('%s names an issue', (key) => {
  expect(GraphKey.safeParse(key).data).toBe(key)
})

it.each([
  0,
  -1,
  1.5,
  '12',
  '#12',
  'acme/ledger',
  'acme/ledger#0',
  '../x#1',
  'a b/c#1',
  'acme/x#1\n',
  'private#0',
])('%j names none', (key) => {
  expect(GraphKey.safeParse(key).success).toBe(false)
})

it('issues of this repository come first, and are shown by their number', () => {
  const keys: GraphKey[] = ['b/x#1', 10, 'a/x#2', 9]
  expect(keys.toSorted(compareKeys).map(graphKeyText)).toEqual(['#9', '#10', 'a/x#2', 'b/x#1'])
})
