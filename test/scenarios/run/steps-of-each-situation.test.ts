import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/advance.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aBeginning } from '../../builders/run/beginning.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { golden } from '../../golden.ts'

/** What `advance` says in each chapter of the story, word for word; a change of these files is a change of behaviour. */
const IDS = ['one', 'two', 'three']
const base = aSnapshot()
const speculation = aSpeculation()
const attempts = IDS.map((id) => anAttempt(id))
const published = IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index)))
const redTest = (id: string) => [
  ...greenChecks(id),
  aCheckRun(id, 'test', { id: 900, conclusion: 'failure' }),
]
const allRed = IDS.map((id, index) =>
  candidateFacts(id, aPullRequest(id, 21 + index, { observations: redTest(id) })),
)
const issue = (overrides: Partial<Snapshot['issue']>) => ({ ...base.issue, ...overrides })
const verdictOf = (snapshot: Snapshot) => {
  const step = advance(snapshot).steps.find((one) => one.do === 'record-verdict')
  if (step?.do !== 'record-verdict') throw new Error('no verdict in this scenario')
  return step.verdict
}

const judged: Snapshot = { ...base, speculation, attempts, candidates: published }
const decided: Snapshot = { ...judged, speculation: { ...speculation, verdict: verdictOf(judged) } }
const failed: Snapshot = { ...judged, candidates: allRed }

const scenarios: Record<string, Snapshot> = {
  'unlabelled issue': { ...base, issue: issue({ labels: [] }) },
  'labelled by a stranger': { ...base, beginning: aBeginning({ role: 'read' }) },
  'labelled without a verifier': { ...base, beginning: aBeginning({ branchChecks: [] }) },
  'labelled with a mistake in the settings': {
    ...base,
    beginning: aBeginning({
      settings: {
        ok: false,
        problems: [
          { file: '.github/speculate.yml', line: 2, message: 'unknown key `verifer`', nearest: 'verifier' },
        ],
      },
    }),
  },
  'labelled by a maintainer': { ...base, beginning: aBeginning() },
  planned: { ...base, speculation },
  'one writing, one written': {
    ...base,
    speculation,
    attempts: [aRunningAttempt('one'), anAttempt('two')],
    candidates: IDS.map((id) => candidateFacts(id)),
  },
  'pushed but not opened': {
    ...base,
    speculation,
    attempts,
    candidates: published.map((one) => ({ ...one, pullRequest: undefined })),
  },
  'one edits the workflows': {
    ...base,
    speculation,
    attempts: [
      anAttempt('one', { outcome: anOutcome('one', { files: [aFile('.github/workflows/ci.yml')] }) }),
    ],
    candidates: IDS.map((id) => candidateFacts(id)),
  },
  'all judged': judged,
  'decided, not settled': decided,
  'all failed': failed,
  'all failed, not settled': { ...failed, speculation: { ...speculation, verdict: verdictOf(failed) } },
  'label taken off while writing': {
    ...base,
    issue: { ...issue({ labels: [] }), unlabelledAt: '2026-05-05T11:59:30Z' },
    speculation,
    attempts: [aRunningAttempt('one'), anAttempt('two')],
    candidates: [
      candidateFacts('one'),
      candidateFacts('two', aPullRequest('two', 22)),
      candidateFacts('three'),
    ],
  },
  settled: { ...decided, speculation: { ...speculation, verdict: verdictOf(judged), settledAt: NOW } },
}

describe('advance', () => {
  it.each(Object.keys(scenarios))('%s', async (name) => {
    const snapshot = scenarios[name]
    if (!snapshot) throw new Error(name)
    const { steps, status } = advance(snapshot)
    const reported = { decision: status?.decision ?? null, steps: steps.map(brief) }
    await expect(`${JSON.stringify(reported, null, 2)}\n`).toMatchFileSnapshot(golden('txt'))
  })

  it('is settled by its own steps: what it asks for, once done, leaves nothing to do', () => {
    const labelsOf: Record<string, string[]> = {
      one: ['speculate:primary', 'speculate:winner'],
      two: ['speculate:alt1', 'speculate:rejected'],
      three: ['speculate:alt2', 'speculate:rejected'],
    }
    const said = (on: number | undefined, given: Snapshot = decided) =>
      advance(given).steps.flatMap((step) =>
        step.do === 'ensure-comment' && step.on === on ? [{ id: 1, body: step.body }] : [],
      )
    const onIssue = issue({ ownComments: said(12) })
    /** The notes name the comment on the issue. */
    const shown = { ...decided, issue: onIssue }
    const candidates = published.map(({ pullRequest, ...rest }) => ({
      ...rest,
      pullRequest: pullRequest && {
        ...pullRequest,
        labels: labelsOf[rest.candidate] ?? [],
        isDraft: rest.candidate !== 'one',
        state: rest.candidate === 'one' ? ('open' as const) : ('closed' as const),
        ownComments: said(pullRequest.number, shown),
      },
    }))
    const after: Snapshot = { ...shown, candidates }
    expect(advance(after).steps).toMatchObject([{ do: 'settle', at: NOW }])
  })

  it('edits its one comment instead of writing another', () => {
    const planned = advance({ ...base, speculation }).steps.find((step) => step.do === 'ensure-comment')
    if (planned?.do !== 'ensure-comment') throw new Error('no comment')
    const ownComments = [{ id: 77, body: planned.body }]
    const later = advance({
      ...judged,
      candidates: IDS.map((id) => candidateFacts(id)),
      issue: issue({ ownComments }),
    })
    expect(later.steps.filter((step) => step.do === 'ensure-comment')).toMatchObject([
      { on: 12, existing: 77 },
    ])
  })

  it('uses the limits of the settings it started with, whatever the repository says now', () => {
    const strict = aSpeculation({
      settings: Settings.parse({ speculation: { rejection: { max_diff_lines: 1 } } }),
    })
    expect(advance({ ...judged, speculation: strict }).status?.decision).toMatchObject({ kind: 'escalate' })
  })
})

/** The words of comments and bodies have snapshots of their own, in the tests of the messages. */
function brief(step: object): object {
  return Object.fromEntries(
    Object.entries(step).map(([key, value]) => {
      if (key === 'body') return [key, `(${String(value).split('\n')[0]} …)`]
      return [key, key === 'payload' ? '(…)' : key === 'events' ? value.map(brief) : value]
    }),
  )
}
