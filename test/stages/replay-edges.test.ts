import { describe, expect, it } from 'vitest'
import { RULES_VERSION } from '../../src/domain/checks/contract.ts'
import type { AuditEntry } from '../../src/domain/run/audit.ts'
import { audit, evidence } from '../../src/stages/audit.ts'
import { replay } from '../../src/stages/replay.ts'
import { score } from '../../src/stages/score/score.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aJudgedSnapshot, conclusionOf, logOf } from '../builders/run/judged-run.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

const concluded = conclusionOf(aJudgedSnapshot())
if (!concluded) throw new Error('no verdict')
const log = logOf(concluded)
const [first] = log
if (!first) throw new Error('no log')
const entry = (kind: string, payload: unknown): AuditEntry => ({ ...first, kind, payload })
const withVerdict = (payload: unknown) => [...log.slice(0, -1), entry('verdict', payload)]
const { decision, scoreboard } = concluded.verdict

describe('a log that cannot be replayed', () => {
  it.each<[string, readonly AuditEntry[]]>([
    ['there is no log of this run', []],
    ['there is no verdict yet', [entry('attempt', {})]],
    [`the log was removed by retention on ${first.at}`, [entry('attempt', {}), entry('pruned', {})]],
    ['the log holds a verdict, but not the evidence for it', [entry('attempt', {}), entry('verdict', {})]],
  ])('%s', (reason, entries) => {
    expect(replay(entries)).toEqual({ kind: 'cannot', reason })
  })

  it.each([null, 'a verdict', {}, { decision }, { scoreboard }, { decision, scoreboard: { rows: [] } }])(
    'was written by another version: %#',
    (payload) => {
      expect(replay(withVerdict(payload))).toEqual({
        kind: 'cannot',
        reason: 'the log was written by a version whose evidence this one cannot read',
      })
    },
  )

  it('A8: was judged under other rules, which this version cannot re-derive', () => {
    const old = log.map((one) =>
      one.kind === 'evidence' ? { ...one, payload: { ...Object(one.payload), rulesVersion: 1 } } : one,
    )
    const reason =
      'it was judged under rules 1; this version has rules 2 and cannot re-derive it. The chain itself verifies'
    expect(replay(old)).toEqual({ kind: 'cannot', reason })
    expect(replay([entry('evidence', { rulesVersion: 1 }), ...log.slice(-1)])).toEqual({
      kind: 'cannot',
      reason,
    })
    expect(replay(old, 'scorecard')).toMatchObject({ rulesVersion: { recorded: 1, current: 2 } })
  })

  it('was refused', () => {
    expect(replay([entry('refused', {})])).toEqual({
      kind: 'cannot',
      reason: 'it was refused, so nothing was judged',
    })
  })

  it('was written by another version when its evidence is of no known shape', () => {
    expect(replay([entry('evidence', { rulesVersion: 'one' }), ...log.slice(-1)])).toMatchObject({
      reason: 'the log was written by a version whose evidence this one cannot read',
    })
  })
})

describe('a log that can be replayed', () => {
  it('says by which rules it was judged, and passes over what else was logged between', () => {
    const between = [...log.slice(0, -1), entry('attempt', {}), ...log.slice(-1)]
    expect(replay(between)).toMatchObject({
      kind: 'replayed',
      differences: [],
      rulesVersion: { recorded: RULES_VERSION, current: RULES_VERSION },
    })
  })

  it.each<[string, object, object]>([
    [
      'another word',
      { decision: { ...decision, reason: 'so' } },
      { path: 'decision.reason', recorded: '"so"' },
    ],
    [
      'something that is gone',
      { scoreboard: { ...scoreboard, rows: scoreboard.rows.map((row) => ({ ...row, until: NOW })) } },
      { path: 'scoreboard.rows[0].until', recorded: `"${NOW}"`, recomputed: undefined },
    ],
    [
      'another element of a list',
      {
        scoreboard: {
          ...scoreboard,
          rows: scoreboard.rows.map((row) => ({ ...row, files: ['x', ...row.files] })),
        },
      },
      { path: 'scoreboard.rows[0].files[0]', recorded: '"x"' },
    ],
  ])('names %s by its path', (_, changes, difference) => {
    const replayed = replay(withVerdict({ ...concluded.verdict, ...changes }))
    expect(replayed).toMatchObject({ kind: 'replayed' })
    expect(replayed.kind === 'replayed' && replayed.differences[0]).toMatchObject(difference)
  })
})

describe('what is logged', () => {
  it('V17: are the tests that were measured, what a candidate says of itself as a claim, and nothing for one without a patch', () => {
    const speculation = aSpeculation()
    const outcome = anOutcome('one')
    if (outcome.kind !== 'patch') throw new Error('the fake has no patch')
    const report = { ...outcome.report, testsAdded: ['test/a.test.js'] }
    const failed = { kind: 'failure', failure: 'crashed', detail: '', usage: { seconds: 1 } } as const
    const attempts = [
      anAttempt('one', { outcome: { ...outcome, report } }),
      anAttempt('two', { outcome: failed }),
    ]
    const rows = score({ speculation, attempts, candidates: [], now: NOW })
    const traces = audit(speculation, rows, { attempts, now: NOW })
    const added = Object.fromEntries(
      traces.map((one) => [one.candidate_id, [one.tests_added, one.tests_claimed]]),
    )
    expect(added).toEqual({ one: [[], ['test/a.test.js']], two: [[], undefined], three: [[], undefined] })
  })

  it('leaves our own comments out of the evidence', () => {
    const ownComments = [{ id: 1, nodeId: 'IC_1', body: 'long' }] as never
    const candidates = [
      candidateFacts('one', aPullRequest('one', 21, { ownComments })),
      candidateFacts('two'),
    ]
    const event = evidence({ speculation: aSpeculation(), attempts: [], candidates, now: NOW })
    expect(event).toMatchObject({
      at: NOW,
      kind: 'evidence',
      payload: { candidates: [{ pullRequest: { number: 21, ownComments: [] } }, { pullRequest: undefined }] },
    })
  })
})
