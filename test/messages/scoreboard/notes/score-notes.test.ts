import { expect, it } from 'vitest'
import { scoreNotes } from '../../../../src/messages/scoreboard/notes/score-notes.ts'
import { BRIEFS, passed, scoreboard } from '../../fixtures.ts'

const WEIGHTS = {
  verification: 40,
  confidence: 20,
  diff_size: 15,
  risk: 15,
  review: 10,
  unearned: 'rescale',
} as const
const [A] = BRIEFS
const left = [
  { name: 'verification', points: 57, outOf: 57, explanation: 'every required check passed' },
  { name: 'diff size', points: 0, outOf: 0, explanation: 'nobody to compare with, not counted' },
  { name: 'review', points: 0, outOf: 0, explanation: 'nobody was asked for one, not counted' },
]

it('says how scores are scaled where parts of the vote could not be earned, and why', () => {
  const board = scoreboard([passed(A, { parts: left })])
  expect(scoreNotes(board, WEIGHTS)).toEqual([
    'Not part of the score: diff size (nobody to compare with) and review (nobody was asked for one). The other parts, 75 points, are scaled to 100.',
  ])
  expect(scoreNotes(board)[0]).toMatch(/ The other parts are scaled to 100\.$/)
})

it('says nothing where everything counts', () => {
  expect(scoreNotes(scoreboard([passed(A, { parts: left.slice(0, 1) })]), WEIGHTS)).toEqual([])
})

it('explains a rank key wherever one is shown', () => {
  const { score: _none, ...ranked } = passed(A, { key: [1, -2, -30, 0, 0] })
  expect(scoreNotes({ ...scoreboard([ranked]), policy: 'lexicographic' })[0]).toContain(
    'compared from left to right',
  )
})
