import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/domain/checks/evidence.ts'
import type { CandidateFacts } from '../../src/domain/forge/forge-facts.ts'
import type { AuditEntry } from '../../src/domain/run/audit.ts'
import type { Snapshot } from '../../src/domain/run/snapshot.ts'
import { Settings } from '../../src/domain/settings.ts'
import { replay } from '../../src/stages/replay.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aFile } from '../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aCheckRun } from '../builders/checks/check-run.ts'
import { aJudgedSnapshot, conclusionOf, logOf } from '../builders/run/judged-run.ts'
import { aSnapshot } from '../builders/run/snapshot.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { commitOf } from '../builders/story.ts'
import { propertyRuns } from '../property-runs.ts'

/** Later than every deadline, so that nothing is waited for. */
const LATE = '2026-05-06T12:00:00.000Z'
const IDS = ['one', 'two', 'three', 'four', 'five']

/** Also what databases refuse: NUL and halves of surrogate pairs. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('NUL \u0000', 'half \uD800', '`code` | @maya', ''),
)
const conclusions = ['success', 'success', 'success', 'failure', 'neutral', 'skipped', 'timed_out', 'odd']

const run = fc.record({
  name: fc.constantFrom('lint', 'test', 'other'),
  conclusion: fc.constantFrom(...conclusions),
  status: fc.constantFrom('completed', 'completed', 'completed', 'in_progress'),
  jobConfirmed: fc.constantFrom(true, true, true, false),
  message: text,
})
const candidate = fc.record({
  outcome: fc.constantFrom('patch', 'patch', 'patch', 'failure'),
  published: fc.constantFrom(true, true, true, false),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  insertions: fc.nat(700),
  path: fc.constantFrom('src/client.js', '.github/workflows/ci.yml', 'db/migrations/1.sql', 'test/a.test.js'),
  rationale: text,
  mergeable: fc.constantFrom('mergeable', 'mergeable', 'conflicting', 'unknown'),
  complete: fc.constantFrom(true, true, true, false),
  runs: fc.array(run, { maxLength: 5 }),
  green: fc.boolean(),
})
const world = fc.record({
  candidates: fc.array(candidate, { minLength: 1, maxLength: 5 }),
  policy: fc.constantFrom('vote' as const, 'scorecard' as const, 'lexicographic' as const),
  withdrawn: fc.constantFrom(false, false, false, true),
  threshold: fc.double({ min: 0, max: 1, noNaN: true }),
  contractNow: fc.constantFrom('unread', 'same', 'same', 'same', 'changed'),
})
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

describe('replay', () => {
  it('E4: gives the recorded verdict, bit for bit, for 1,000 generated runs', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(world, (each) => {
        const concluded = conclusionOf(snapshotOf(each))
        if (!concluded) throw new Error('nothing should be waited for')
        const replayed = replay(logOf(concluded))
        // Without a matcher: it would walk through the whole run a thousand times.
        if (replayed.kind !== 'replayed' || replayed.differences.length > 0)
          throw new Error(JSON.stringify(replayed))
        seen.add(concluded.verdict.decision.kind)
      }),
      { seed: 20_260_505, ...propertyRuns(1_000) },
    )
    expect([...seen].sort()).toEqual(['escalate', 'promote'])
  }, 120_000)

  it('names where a recorded verdict differs from what its evidence gives', () => {
    const log = judgedLog()
    const last = log.at(-1)
    const tampered = JSON.parse(JSON.stringify(last).replaceAll('"two"', '"owt"'))
    const replayed = replay([...log.slice(0, -1), tampered])
    expect(replayed).toMatchObject({
      kind: 'replayed',
      differences: [
        {
          path: expect.stringMatching(/^scoreboard\.rows\[\d\]\.candidate$/),
          recorded: '"owt"',
          recomputed: '"two"',
        },
      ],
    })
  })

  it('E7: judges by another policy when asked', () => {
    const replayed = replay(judgedLog(), 'lexicographic')
    expect(replayed).toMatchObject({
      kind: 'replayed',
      recorded: { scoreboard: { policy: 'vote' } },
      recomputed: { scoreboard: { policy: 'lexicographic' } },
    })
    expect(replay(judgedLog(), 'vote')).toMatchObject({ differences: [] })
  })

  it('judges the evidence that belongs to the verdict, the last before it', () => {
    const [evidence, verdict] = judgedLog()
    if (!evidence || !verdict) throw new Error('no log')
    const other: AuditEntry = { ...evidence, payload: { rulesVersion: 1 } }
    expect(replay([other, evidence, verdict, other])).toMatchObject({ differences: [] })
    expect(replay([evidence, other, verdict])).toMatchObject({ kind: 'cannot' })
  })

  it.each([
    [[], 'there is no log of this run'],
    [judgedLog().slice(0, 1), 'there is no verdict yet'],
    [judgedLog().slice(1), 'the log holds a verdict, but not the evidence for it'],
  ])('says why it cannot', (entries, reason) => {
    expect(replay(entries)).toEqual({ kind: 'cannot', reason })
  })
})

function judgedLog(): readonly AuditEntry[] {
  const concluded = conclusionOf(aJudgedSnapshot())
  if (!concluded) throw new Error('no verdict')
  return logOf(concluded)
}

function snapshotOf({ candidates, policy, withdrawn, threshold, contractNow }: World): Snapshot {
  const ids = IDS.slice(0, candidates.length)
  const settings = Settings.parse({ policy: { name: policy }, speculation: { vote_threshold: threshold } })
  const base = aSnapshot()
  const speculation = aSpeculation({ settings }, ids)
  const changed = { ...speculation.contract, fingerprint: 'c'.repeat(64) }
  return {
    ...base,
    now: LATE,
    contractNow: { unread: undefined, same: speculation.contract, changed }[contractNow],
    issue: { ...base.issue, labels: withdrawn ? [] : base.issue.labels },
    speculation,
    attempts: candidates.map((each, index) => attemptOf(ids[index] ?? '', each)),
    candidates: candidates.map((each, index) => factsOf(ids[index] ?? '', each, index)),
  }
}

type Candidate = World['candidates'][number]

function attemptOf(id: string, { outcome, confidence, insertions, path, rationale }: Candidate) {
  if (outcome === 'failure') {
    const failed = {
      kind: 'failure',
      failure: 'no-changes',
      detail: rationale,
      usage: { seconds: 1 },
    } as const
    return anAttempt(id, { outcome: failed })
  }
  const written = anOutcome(id, { files: [aFile(path, { insertions })] })
  if (written.kind !== 'patch') return anAttempt(id)
  const { confidence: _, ...report } = written.report
  return anAttempt(id, {
    outcome: {
      ...written,
      report: { ...report, rationale, ...(confidence !== undefined && { confidence }) },
    },
  })
}

function factsOf(
  id: string,
  { published, green, runs, mergeable, complete }: Candidate,
  index: number,
): CandidateFacts {
  if (!published) return candidateFacts(id)
  const observations = runs.map(
    ({ name, conclusion, status, jobConfirmed, message }, position): Observation =>
      aCheckRun(id, name, {
        id: 200 + position,
        conclusion,
        status,
        headSha: commitOf(id),
        workflow: { runId: 7, path: '.github/workflows/ci.yml', event: 'pull_request', jobConfirmed },
        annotations: [{ level: 'failure', message }],
      }),
  )
  const passed = green
    ? [aCheckRun(id, 'lint', { id: 101 }), aCheckRun(id, 'test', { id: 102 })]
    : observations
  const facts = { mergeable, observations: passed, observationsComplete: complete }
  return candidateFacts(id, aPullRequest(id, 21 + index, facts))
}
