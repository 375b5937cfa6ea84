import { expect, it } from 'vitest'
import { trippedGates } from '../../../src/stages/gates/gates.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { NOW } from '../../builders/story.ts'

const base = { branch: 'main', commit: 'b'.repeat(40) }

const retargeted = (actor?: string, head?: string) => {
  const event = { kind: 'retargeted' as const, actor, ours: false, at: NOW }
  const events = [{ ...event, baseBefore: 'main', base: 'release' }]
  const changes = { baseBranch: 'release', events, ...(head !== undefined && { head }) }
  return candidateFacts('one', aPullRequest('one', 21, changes))
}

it.each([
  ['maya', undefined, 'was taken over: `maya` changed its base branch, which is `release` now'],
  [undefined, undefined, 'was taken over: somebody changed its base branch, which is `release` now'],
  [
    'maya',
    'c'.repeat(40),
    'was taken over: somebody changed it after it was published, its head is `ccccccc` now',
  ],
])('takes a draft with another base as taken over, once', (actor, head, reason) => {
  expect(trippedGates(aCase({ base, facts: retargeted(actor, head) }))).toEqual([
    { gate: 'head moved', reason },
  ])
})

it('does not compare what was entered and is for another base now', () => {
  expect(trippedGates(aCase({ base, facts: retargeted('sam'), isSubmitted: true }))).toEqual([
    { gate: 'head moved', reason: 'is for `release` now, and the others are for `main`' },
  ])
})
