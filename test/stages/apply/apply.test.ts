import { describe, expect, it } from 'vitest'
import type { PullRequestEvent, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import type { Step } from '../../../src/domain/run/step.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { apply, archive } from '../../../src/stages/apply/apply.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const IDS = ['one', 'two', 'three']
const RED = (id: string) => [...greenChecks(id), aCheckRun(id, 'test', { id: 900, conclusion: 'failure' })]

interface Setup {
  red?: string[]
  confidence?: number
  pullRequests?: Record<string, Partial<PullRequestFacts>>
  reviewers?: string[]
  codeOwners?: { pattern: string; owners: string[] }[]
  labels?: string[]
  revoked?: boolean
}

const byPerson = (kind: PullRequestEvent['kind']) => ({ kind, actor: 'maya', ours: false, at: NOW })

/** A verdict on facts as they were, and the facts as they are now. */
function afterVerdict({
  red = ['three'],
  confidence = 0.9,
  pullRequests = {},
  reviewers = [],
  codeOwners = [],
  labels = ['speculate'],
  revoked = false,
}: Setup) {
  const speculation = aSpeculation({
    // The literal vote, in which a low confidence leaves everybody below the threshold.
    settings: Settings.parse({ reviewers, policy: { vote: { unearned: 'zero' } } }),
    codeOwners,
    ...(revoked && { revoked: { cause: 'conflict' as const, reason: 'its base has moved', at: NOW } }),
  })
  const attempts = IDS.map((id) => anAttempt(id, { outcome: anOutcome(id, { confidence }) }))
  const facts = (id: string, number: number, overrides: Partial<PullRequestFacts> = {}) =>
    candidateFacts(
      id,
      aPullRequest(id, number, { observations: red.includes(id) ? RED(id) : greenChecks(id), ...overrides }),
    )
  const before = IDS.map((id, index) => facts(id, 21 + index))
  const { decision, scoreboard } = decide(score({ speculation, attempts, candidates: before, now: NOW }))
  const snapshot = aSnapshot()
  const now: Snapshot = {
    ...snapshot,
    issue: { ...snapshot.issue, labels },
    candidates: IDS.map((id, index) => facts(id, 21 + index, pullRequests[id])),
  }
  return { snapshot: now, speculation, verdict: { decision, scoreboard, decidedAt: NOW } }
}

const say = (steps: Step[]) =>
  steps.map((step) => {
    if (step.do === 'ensure-labels')
      return `#${step.on} +${step.add.join(' +')}${step.remove.map((one) => ` -${one}`).join('')}`
    if (step.do === 'request-reviewers')
      return `ask ${step.reviewers.join(', ')} on #${step.pullRequest.number}`
    return 'pullRequest' in step ? `${step.do} #${step.pullRequest.number}` : step.do
  })

function settled(setup: Setup) {
  const { snapshot, speculation, verdict } = afterVerdict(setup)
  return say(apply(snapshot, speculation, verdict))
}

describe('settle', () => {
  it('D6: makes the winner ready, and closes and tags the others', () => {
    expect(settled({ reviewers: ['rob'] })).toEqual([
      '#21 +speculate:primary +speculate:winner',
      'mark-ready #21',
      'ask rob on #21',
      '#22 +speculate:alt1 +speculate:rejected',
      'close-pull-request #22',
      '#23 +speculate:alt2 +speculate:rejected',
      'close-pull-request #23',
    ])
  })

  it('has nothing to do once GitHub looks as it should', () => {
    const pullRequests = {
      one: { isDraft: false, labels: ['speculate:primary', 'speculate:winner'] },
      two: { state: 'closed' as const, labels: ['speculate:alt1', 'speculate:rejected'] },
      three: { state: 'closed' as const, labels: ['speculate:alt2', 'speculate:rejected'] },
    }
    expect(settled({ pullRequests, reviewers: ['rob'] })).toEqual([])
  })

  it.each([
    ['somebody is asked already', { requestedReviewers: ['ann'] }],
    ['it says "winner" already', { isDraft: false, labels: ['speculate:winner'] }],
  ])('asks nobody to review when %s', (_, one) => {
    expect(settled({ reviewers: ['rob'], pullRequests: { one } })).not.toContain('ask rob on #21')
  })

  it('asks for reviews of a winner that was made ready right before a crash', () => {
    const one = { isDraft: false }
    expect(settled({ reviewers: ['rob'], pullRequests: { one } })).toContain('ask rob on #21')
  })

  it('D5: asks who owns what the winner changes, and whom the settings name only where nobody does', () => {
    const asked = (pattern: string) =>
      settled({ reviewers: ['rob'], codeOwners: [{ pattern, owners: ['ann', 'acme/web'] }] }).filter((line) =>
        line.startsWith('ask'),
      )
    expect(asked('*')).toEqual(['ask ann, acme/web on #21'])
    expect(asked('/elsewhere/')).toEqual(['ask rob on #21'])
  })

  it('asks nobody to review when the settings name nobody', () => {
    expect(settled({}).filter((line) => line.startsWith('ask'))).toEqual([])
  })

  it('closes everybody and asks nobody after a run was withdrawn', () => {
    const { snapshot, speculation, verdict } = afterVerdict({ red: [], confidence: 0.4 })
    const decision = {
      kind: 'escalate' as const,
      cause: 'withdrawn' as const,
      reason: 'The label was taken off.',
    }
    const steps = say(apply(snapshot, speculation, { ...verdict, decision }))
    expect(steps.filter((line) => line.startsWith('close'))).toHaveLength(3)
    expect(steps).not.toContain('#12 +speculate:escalated')
  })

  it('C8: takes labels away that an earlier verdict would have given', () => {
    const labels = ['speculate:primary', 'speculate:rejected']
    const two = { labels: ['speculate:alt1', 'speculate:winner'] }
    expect(settled({ pullRequests: { one: { labels }, two } })).toEqual(
      expect.arrayContaining([
        '#21 +speculate:winner -speculate:rejected',
        '#22 +speculate:rejected -speculate:winner',
      ]),
    )
    expect(settled({ red: [], confidence: 0.4, pullRequests: { two } })).toContain('#22 + -speculate:winner')
  })

  it('closes everybody and asks a human when all were rejected', () => {
    expect(settled({ red: IDS })).toEqual([
      '#12 +speculate:escalated',
      '#21 +speculate:primary +speculate:rejected',
      'close-pull-request #21',
      '#22 +speculate:alt1 +speculate:rejected',
      'close-pull-request #22',
      '#23 +speculate:alt2 +speculate:rejected',
      'close-pull-request #23',
    ])
  })

  it('leaves drafts that passed open for a human when none reached the threshold', () => {
    expect(settled({ red: [], confidence: 0.4 })).toEqual([
      '#12 +speculate:escalated',
      '#21 +speculate:primary',
      '#22 +speculate:alt1',
      '#23 +speculate:alt2',
    ])
  })

  it('takes an old escalation back when a later run has a winner', () => {
    expect(settled({ labels: ['speculate', 'speculate:escalated'] })[0]).toBe('#12 + -speculate:escalated')
  })

  it('D5: does not make a winner ready whose head moved after the verdict', () => {
    const head = 'c'.repeat(40)
    expect(settled({ pullRequests: { one: { head } } })).not.toContain('mark-ready #21')
  })

  it('sends a winner back whose promotion was taken back, and asks a human', () => {
    const labels = ['speculate:primary', 'speculate:winner']
    expect(settled({ revoked: true, pullRequests: { one: { isDraft: false, labels } } })).toEqual([
      '#12 +speculate:escalated',
      '#21 + -speculate:winner',
      'convert-to-draft #21',
      '#22 +speculate:alt1 +speculate:rejected',
      'close-pull-request #22',
      '#23 +speculate:alt2 +speculate:rejected',
      'close-pull-request #23',
    ])
  })

  it.each([
    ['is a draft already', { isDraft: true }],
    ['is closed', { isDraft: false, state: 'closed' as const, events: [byPerson('closed')] }],
  ])('converts nothing when the winner that is sent back %s', (_, one) => {
    expect(settled({ revoked: true, pullRequests: { one } })).not.toContain('convert-to-draft #21')
  })

  it.each([
    ['merged', { state: 'merged' as const, events: [byPerson('closed')] }],
    ['closed', { state: 'closed' as const, events: [byPerson('closed')] }],
    ['sent back to draft', { isDraft: true, events: [byPerson('drafted')] }],
  ])('touches nothing of a winner that a person has %s', (_, one) => {
    const said = settled({ pullRequests: { one } })
    expect(said.filter((line) => line.includes('#21'))).toEqual([])
    expect(said).toContain('close-pull-request #22')
  })

  it('does not ask a human any more once one has chosen', () => {
    const one = { isDraft: false, events: [byPerson('ready')] }
    const two = { isDraft: false, events: [byPerson('ready')] }
    const labels = ['speculate', 'speculate:escalated']
    const escalated = settled({ red: [], confidence: 0.4, labels, pullRequests: { two } })
    expect(escalated).toEqual(['#12 + -speculate:escalated', '#21 +speculate:primary', '#23 +speculate:alt2'])
    expect(settled({ revoked: true, labels, pullRequests: { one } })[0]).toBe('#12 + -speculate:escalated')
  })

  it('goes on asking after a person has only turned something down', () => {
    const events = [byPerson('closed')]
    const one = { state: 'closed' as const, events }
    expect(settled({ revoked: true, pullRequests: { one } })[0]).toBe('#12 +speculate:escalated')
  })

  it('E8: never closes again what a human has reopened', () => {
    const events = [
      { kind: 'closed' as const, actor: 'speculate[bot]', ours: true, at: NOW },
      { kind: 'reopened' as const, actor: 'maya', ours: false, at: NOW },
    ]
    const said = settled({ pullRequests: { two: { events } } })
    expect(said.filter((line) => line.includes('#22'))).toEqual([])
  })
})

describe('archive', () => {
  const closed = { state: 'closed' as const }
  const settledRun = () => {
    const { snapshot, speculation, verdict } = afterVerdict({ pullRequests: { two: closed, three: closed } })
    return { snapshot, speculation: { ...speculation, verdict, settledAt: NOW } }
  }
  const later = '2026-05-19T12:00:00.000Z'

  it('A10: keeps the branches of losers for the stated days', () => {
    const { snapshot, speculation } = settledRun()
    expect(archive({ ...snapshot, now: '2026-05-19T11:59:59.000Z' }, speculation)).toEqual([])
  })

  it('does nothing before the settlement, and nothing twice', () => {
    const { snapshot, speculation } = settledRun()
    const { settledAt: _, ...unsettled } = speculation
    expect(archive({ ...snapshot, now: later }, unsettled)).toEqual([])
    expect(archive({ ...snapshot, now: later }, { ...speculation, archivedAt: later })).toEqual([])
  })

  it('never deletes the branch of the winner, nor one that has moved', () => {
    const { snapshot, speculation } = settledRun()
    const candidates = snapshot.candidates.map((one) => ({
      ...one,
      branchHead: one.candidate === 'two' ? 'c'.repeat(40) : one.branchHead,
      pullRequest: one.pullRequest && { ...one.pullRequest, state: 'closed' as const },
    }))
    const steps = archive({ ...snapshot, candidates, now: later }, speculation)
    expect(say(steps)).toEqual(['archive-branches', 'archive'])
    expect(steps[0]).toMatchObject({ branches: [{ branch: 'speculate/12.1/three' }] })
  })

  it('then deletes them, where they still are as they were judged, and never the winner', () => {
    const { snapshot, speculation } = settledRun()
    const deleted = archive({ ...snapshot, now: later }, speculation)
    expect(say(deleted)).toEqual(['archive-branches', 'archive'])
    expect(deleted[0]).toMatchObject({
      branches: ['two', 'three'].map((id) => ({
        branch: `speculate/12.1/${id}`,
        ref: `refs/speculate/archive/12.1/${id}`,
      })),
    })
  })

  it('keeps no refs of them where the repository wants none', () => {
    const { snapshot, speculation } = settledRun()
    const settings = { ...speculation.settings, archive_refs: false }
    const [step] = archive({ ...snapshot, now: later }, { ...speculation, settings })
    expect(step).toMatchObject({ do: 'archive-branches' })
    expect(JSON.stringify(step)).not.toContain('refs/')
  })

  it('leaves the branch of a reopened loser alone and then closes the books', () => {
    const { snapshot, speculation } = settledRun()
    const candidates = snapshot.candidates.map((one) => ({
      ...one,
      branchHead: one.candidate === 'two' ? one.branchHead : undefined,
    }))
    const reopened = candidates.map((one) =>
      one.candidate === 'two' && one.pullRequest
        ? { ...one, pullRequest: { ...one.pullRequest, state: 'open' as const } }
        : one,
    )
    expect(archive({ ...snapshot, candidates: reopened, now: later }, speculation)).toEqual([
      { do: 'archive', at: later },
    ])
  })
})
