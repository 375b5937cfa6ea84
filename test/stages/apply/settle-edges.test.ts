import { describe, expect, it } from 'vitest'
import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { apply, archive, archiveNow, tagLabels } from '../../../src/stages/apply/apply.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { pullOf, verdictOf } from '../decided.ts'

const IDS = ['one', 'two', 'three']
const settled = (changes: Partial<PullRequestFacts>, known: Partial<Speculation> = {}, confidence?: number) =>
  apply(aSnapshot({ candidates: [pullOf('one', changes)] }), aSpeculation(known), verdictOf(confidence))

describe('labels', () => {
  it('name the rank of each candidate with a pull request, and take nothing away', () => {
    const rows = verdictOf().scoreboard.rows
    const candidates = [pullOf('one', { labels: ['bug'] }), candidateFacts('two'), pullOf('three')]
    expect(tagLabels(aSnapshot({ candidates }), rows)).toEqual([
      { do: 'ensure-labels', on: 21, add: ['speculate:primary'], remove: [] },
      { do: 'ensure-labels', on: 23, add: ['speculate:alt2'], remove: [] },
    ])
  })

  it('V6: wait until the checks of a draft have ended, whoever asks for them', () => {
    const rows = verdictOf().scoreboard.rows
    const goes = { ...aCheckRun('one', 'e2e', { id: 7, status: 'in_progress' }) }
    const candidates = [
      pullOf('one', { observations: [...greenChecks('one'), goes] }),
      pullOf('two', { observationsComplete: false }),
      pullOf('three'),
    ]
    const tagged = (snapshot: Parameters<typeof tagLabels>[0], of = rows) =>
      tagLabels(snapshot, of).map((step) => step.do === 'ensure-labels' && step.on)
    expect(tagged(aSnapshot({ candidates }))).toEqual([23])
    const pending = { check: 'test', verdict: 'pending' as const, reason: 'has not started' }
    const waiting = rows.map((row) => ({ ...row, checks: [...row.checks, pending] }))
    expect(tagged(aSnapshot({ candidates }), waiting)).toEqual([])
  })

  it('V6: wait for the verdict where a workflow runs again for every label', () => {
    const contract = { checks: [aCheck('test', { startsOnLabels: true })], fingerprint: 'f' }
    const snapshot = aSnapshot({ candidates: [pullOf('one')], speculation: aSpeculation({ contract }) })
    expect(tagLabels(snapshot, verdictOf().scoreboard.rows)).toEqual([])
  })

  it('name it also for a winner that is sent back', () => {
    const revoked = { cause: 'conflict' as const, reason: 'its base has moved', at: NOW }
    const steps = settled({ labels: ['speculate:winner'] }, { revoked })
    expect(steps).toContainEqual({
      do: 'ensure-labels',
      on: 21,
      add: ['speculate:primary'],
      remove: ['speculate:winner'],
    })
  })

  it('ask a human on the issue and take nothing else from it', () => {
    expect(settled({}, {}, 0.4)[0]).toEqual({
      do: 'ensure-labels',
      on: 12,
      add: ['speculate:escalated'],
      remove: [],
    })
  })
})

describe('a winner', () => {
  it('that is closed without anybody knowing why is only labelled', () => {
    const events = [{ kind: 'closed' as const, actor: 'speculate[bot]', ours: true, at: NOW }]
    const settings = Settings.parse({ reviewers: ['rob'] })
    const steps = settled({ state: 'closed', events }, { settings })
    expect(steps.map((step) => step.do)).toEqual(['ensure-labels'])
    const revoked = { cause: 'conflict' as const, reason: 'its base has moved', at: NOW }
    const back = settled({ state: 'closed', isDraft: false, events }, { revoked })
    expect(back.map((step) => step.do)).not.toContain('convert-to-draft')
  })

  it.each<[HumanChoice['kind'], boolean]>([
    ['merged', false],
    ['made-ready', false],
    ['closed', true],
    ['reopened', true],
  ])('is still asked for when nobody won and a person has %s one: %s', (kind, asks) => {
    const choices = [{ kind, candidate: 'two', actor: 'maya', at: NOW }]
    const labelled = settled({}, { choices }, 0.4).some(
      (step) => step.do === 'ensure-labels' && step.on === 12 && step.add.length > 0,
    )
    expect(labelled).toBe(asks)
  })
})

describe('the archive', () => {
  const closing = { do: 'archive', at: NOW }
  const archived = (candidates: CandidateFacts[], known: Partial<Speculation> = { verdict: verdictOf() }) =>
    archiveNow(aSnapshot({ candidates }), aSpeculation(known))

  it('deletes nothing where there is no verdict, no facts, no pull request or no branch', () => {
    expect(
      archived(
        IDS.map((id) => pullOf(id, { state: 'closed' })),
        {},
      ),
    ).toEqual([closing])
    expect(archived([])).toEqual([closing])
    expect(archived(IDS.map((id) => candidateFacts(id)))).toEqual([closing])
    const gone = IDS.map((id) => ({ ...pullOf(id, { state: 'closed' }), branchHead: undefined }))
    expect(archived(gone)).toEqual([closing])
    expect(archived(IDS.map((id) => pullOf(id, { state: 'merged' })))).toEqual([closing])
  })

  it('says which commit a branch must still have', () => {
    expect(archived([pullOf('two', { state: 'closed' })])).toEqual([
      {
        do: 'archive-branches',
        repositoryId: aSnapshot().repository.nodeId,
        branches: [
          {
            branch: 'speculate/12.1/two',
            head: pullOf('two').branchHead,
            ref: 'refs/speculate/archive/12.1/two',
          },
        ],
      },
      closing,
    ])
  })

  it('begins after the stated days, from the very moment on', () => {
    const settings = Settings.parse({ archive_after_days: 2 })
    const speculation = aSpeculation({ settings, settledAt: NOW, verdict: verdictOf() })
    const at = (now: string) => archive(aSnapshot({ now }), speculation).length
    expect([at('2026-05-07T11:59:59.999Z'), at('2026-05-07T12:00:00.000Z')]).toEqual([0, 1])
  })
})
