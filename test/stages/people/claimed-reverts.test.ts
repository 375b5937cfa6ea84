import { expect, it } from 'vitest'
import type { BranchCommit } from '../../../src/domain/forge/branch-commit.ts'
import { claimedReverts, type Merged, revertsOf } from '../../../src/stages/people/claimed-reverts.ts'

const AT = '2026-05-05T12:00:00Z'
const sha = (letter: string) => letter.repeat(40)
const hour = (hours: number) => new Date(Date.parse(AT) + hours * 60 * 60_000).toISOString()

const MERGED: Merged = {
  ...{ candidate: 'one', repository: { owner: 'acme', repo: 'payments' }, pullRequest: 8, at: AT },
  commits: [sha('a'), sha('b')],
}

function commit(oid: string, hours: number, message: string, more: Partial<BranchCommit> = {}): BranchCommit {
  return { oid: sha(oid), message, at: hour(hours), ...more }
}

const pull = (number: number, hours: number, body = '') => ({
  pull: { number, body, mergedAt: hour(hours), mergedBy: 'maya' },
})

/** Newest first, as GitHub lists them. */
const claims = (...oldestFirst: BranchCommit[]) => claimedReverts(oldestFirst.toReversed(), MERGED)
const kinds = (...oldestFirst: BranchCommit[]) =>
  revertsOf(
    claims(...oldestFirst).map((claim) => ({ ...claim, lines: { undone: 1, of: 1 } })),
    'one',
  ).map(({ kind, commit: oid, pullRequest }) => [kind, pullRequest ?? oid[0]])

it.each([
  ['git revert', `Revert "x"\n\nThis reverts commit ${sha('a')}.`],
  ['of the judged commit, merged as it was', `Revert "x"\n\nThis reverts commit ${sha('b')}.`],
  ['of a merge', `Revert "x"\n\nThis reverts commit ${sha('a')}, reversing\nchanges made to ${sha('9')}.`],
  ['with a short name', 'This reverts commit aaaaaaa (x, 2026-05-05).'],
  [
    'several commits in one',
    `* Other\n\nThis reverts commit ${sha('9')}.\n\n* x\n\nThis reverts commit ${sha('a')}.`,
  ],
  ["the button's words", 'Reverts acme/payments#8'],
  ['the same without a repository, in any case', 'reverts #8'],
  ['without "This"', `Show it again\n\nReverts commit ${sha('a')}. Now that it is out.`],
  ['the number alone', 'Do not pass errors on\n\nRevert #8 and #9'],
  ['a pull request in words', 'This reverts PR #8.'],
  ['only a title, with the number of its squash', 'Revert "x (#8)" (#11)'],
])('knows what names it: %s', (_, message) => {
  expect(kinds(commit('c', 1, message))).toEqual([['reverted', 'c']])
})

it.each([
  ['a quotation', `> This reverts commit ${sha('a')}.`],
  ['the middle of a sentence', `As said: This reverts commit ${sha('a')}.`],
  ['another repository', 'Reverts other/payments#8'],
  ['another pull request', 'Reverts acme/payments#88'],
  ['another commit', `This reverts commit ${sha('d')}.`],
  ['too short a name', 'This reverts commit aaaaaa.'],
])('does not take for one: %s', (_, message) => {
  expect(claims(commit('c', 1, message))).toEqual([])
})

it.each([
  ['as it is', 'x', 'Revert "x"\n'],
  ['of squashes, each with its number', 'x (#8)', 'Revert "x" (#11)'],
  [
    'with the id of a commit that was never merged',
    'x (#8)',
    `Revert "x"\n\nThis reverts commit ${sha('9')}.`,
  ],
])('knows a revert by the title that it quotes: %s', (_, title, message) => {
  expect(kinds(commit('a', 0, title, pull(8, 0)), commit('c', 1, message))).toEqual([['reverted', 'c']])
  expect(kinds(commit('a', 0, title), commit('c', 1, message))).toEqual([['reverted', 'c']])
})

it('knows by titles what puts it there again, and what takes it back once more', () => {
  const history = [
    commit('a', 0, 'x (#8)', pull(8, 0)),
    commit('c', 1, 'Revert "x (#8)" (#9)', pull(9, 1)),
    commit('d', 2, 'Reapply "x (#8)" (#10)', pull(10, 2)),
    commit('e', 3, 'Revert "Reapply "x (#8)" (#10)" (#11)', pull(11, 3)),
    commit('f', 4, 'Revert "Revert "Reapply "x (#8)" (#10)" (#11)" (#12)', pull(12, 4)),
  ]
  expect(kinds(...history)).toEqual([
    ['reverted', 9],
    ['reapplied', 10],
    ['reverted', 11],
    ['reapplied', 12],
  ])
})

it('a title that is quoted elsewhere, or is another one, names nothing', () => {
  const merged = commit('a', 0, 'x (#8)', pull(8, 0))
  for (const message of ['Revert "y"', 'As said: Revert "x"', 'Other\n\nRevert "x"', 'Revert x'])
    expect(claims(merged, commit('c', 1, message))).toEqual([])
})

it('a pull request counts once, by who merged it and when, whatever its commits are called', () => {
  const messages = [`This reverts commit ${sha('a')}.`, 'Merge pull request #9']
  const [one, ...others] = claims(
    commit('c', 1, messages[0] ?? '', pull(9, 2)),
    commit('d', 2, messages[1] ?? '', { ...pull(9, 2), login: 'rob' }),
  )
  expect(others).toEqual([])
  expect(one?.change).toEqual({ key: '#9', commit: sha('d'), pullRequest: 9, by: 'maya', at: hour(2) })
})

it('its description counts where its commit says nothing', () => {
  expect(kinds(commit('c', 1, 'Revert "x" (#9)', pull(9, 1, 'Reverts acme/payments#8')))).toEqual([
    ['reverted', 9],
  ])
})

it('a revert of the revert puts it back, named by commit or by pull request', () => {
  const first = commit('c', 1, `This reverts commit ${sha('a')}.`, pull(9, 1))
  expect(kinds(first, commit('d', 2, `This reverts commit ${sha('c')}.`))).toEqual([
    ['reverted', 9],
    ['reapplied', 'd'],
  ])
  expect(kinds(first, commit('d', 2, 'Reverts #9', pull(10, 2)), commit('e', 3, 'Reverts #10'))).toEqual([
    ['reverted', 9],
    ['reapplied', 10],
    ['reverted', 'e'],
  ])
})

it('what comes later than 30 days after the merge is left out', () => {
  expect(claims(commit('c', 30 * 24, 'Reverts #8'))).toHaveLength(1)
  expect(claims(commit('c', 30 * 24 + 1, 'Reverts #8'))).toEqual([])
})

it('what it takes back cannot come after it', () => {
  expect(
    claims(commit('c', 1, `This reverts commit ${sha('d')}.`), commit('d', 2, 'Reverts #8')),
  ).toHaveLength(1)
})

it('what takes back something that takes nothing back says nothing', () => {
  const [first, second] = claims(
    commit('c', 1, 'Reverts #8'),
    commit('d', 2, `This reverts commit ${sha('c')}.`),
  )
  // The first was measured, and does nothing of what it says.
  expect(first && second && revertsOf([{ ...second, lines: { undone: 1, of: 1 } }], 'one')).toEqual([])
})
