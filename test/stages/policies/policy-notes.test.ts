import { expect, it } from 'vitest'
import { policyNotes } from '../../../src/stages/policies/policy-text.ts'
import { BRIEFS, passed, scoreboard } from '../../messages/fixtures.ts'
import { DEFAULTS } from './evidence.ts'

const [A] = BRIEFS
const left = [
  { name: 'verification', points: 57, outOf: 57, explanation: 'every required check passed' },
  { name: 'diff size', points: 0, outOf: 0, explanation: 'nobody to compare with, not counted' },
  { name: 'review', points: 0, outOf: 0, explanation: 'nobody was asked for one, not counted' },
]

it('says how scores are scaled where parts of the vote could not be earned, and why', () => {
  const board = scoreboard([passed(A, { parts: left })])
  expect(policyNotes(board, DEFAULTS)).toEqual([
    'Not part of the score: diff size (nobody to compare with) and review (nobody was asked for one). The other parts, 75 points, are scaled to 100.',
  ])
  expect(policyNotes(board)[0]).toMatch(/ The other parts are scaled to 100\.$/)
})

it('says nothing where everything counts', () => {
  expect(policyNotes(scoreboard([passed(A, { parts: left.slice(0, 1) })]), DEFAULTS)).toEqual([])
})

it('explains a rank key wherever one is shown', () => {
  const { score: _none, ...ranked } = passed(A, { key: [1, -2, -30, 0, 0] })
  expect(policyNotes({ ...scoreboard([ranked]), policy: 'lexicographic' })[0]).toContain(
    'compared from left to right',
  )
})
