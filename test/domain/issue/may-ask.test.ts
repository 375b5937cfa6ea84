import { expect, it } from 'vitest'
import { type IssueWords, mayAskSince } from '../../../src/domain/issue/may-ask.ts'

const BEFORE = '2026-05-05T11:59:59Z'
const SINCE = '2026-05-05T12:00:00Z'
const of = (words: Partial<IssueWords>) =>
  mayAskSince({ createdAt: BEFORE, body: 'Do.', labels: ['bug'], comments: [], ...words }, SINCE)

it.each<[string, Partial<IssueWords>]>([
  ['is new', { createdAt: SINCE }],
  ['has a command', { comments: [{ body: '/speculate status', at: SINCE }] }],
  ['asks in its text', { body: 'dk_speculate: true' }],
  ['says a risk', { labels: ['security'] }],
])('an issue that %s is looked at', (_, words) => {
  expect(of(words)).toBe(true)
})

it('any other is not', () => {
  expect(of({})).toBe(false)
  expect(of({ comments: [{ body: '/speculate', at: BEFORE }] })).toBe(false)
  expect(of({ comments: [{ body: 'I would try /speculate', at: SINCE }] })).toBe(false)
})
