import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptFailure, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { CandidateFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Measures } from '../../../src/domain/judgement/measures.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { propertyRuns } from '../../property-runs.ts'

const IDS = ['one', 'two', 'three']
const published = (
  overrides: Partial<Record<string, Parameters<typeof aPullRequest>[2]>> = {},
): CandidateFacts[] => IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index, overrides[id])))
const red = (id: string, check = 'test') => [
  aCheckRun(id, check, { id: 900, conclusion: 'failure' }),
  ...greenChecks(id).filter((one) => one.kind === 'check-run' && one.name !== check),
]

interface Setup {
  attempts?: ReturnType<typeof anAttempt>[]
  candidates?: CandidateFacts[]
  now?: string
}

function board({
  attempts = IDS.map((id) => anAttempt(id)),
  candidates = published(),
  now = NOW,
}: Setup = {}) {
  return score({ speculation: aSpeculation(), attempts, candidates, now })
}

const rowOf = (scoreboard: ReturnType<typeof board>, id: string) => {
  const row = scoreboard.rows.find((one) => one.candidate === id)
  if (!row) throw new Error(`no row for ${id}`)
  return row
}

describe('score', () => {
  it('has a row for every candidate from the start', () => {
    const rows = board({ attempts: [], candidates: [] }).rows
    expect(rows.map((row) => [row.candidate, row.phase, row.result])).toEqual(
      IDS.map((id) => [id, 'queued', 'waiting']),
    )
  })

  it('follows a candidate from writing over publishing to verifying', () => {
    const running = aRunningAttempt('one')
    const candidates = [
      candidateFacts('one'),
      candidateFacts('two'),
      candidateFacts('three', aPullRequest('three', 23, { observations: [] })),
    ]
    const scoreboard = board({ attempts: [running, anAttempt('two'), anAttempt('three')], candidates })
    expect(IDS.map((id) => rowOf(scoreboard, id).phase)).toEqual(['writing', 'publishing', 'verifying'])
    expect(rowOf(scoreboard, 'three').reason).toBe('waiting for `lint`, `test`')
  })

  it.each([
    'timed-out',
    'crashed',
    'no-changes',
    'too-large',
    'damaged-work-tree',
    'not-installed',
    'limit-exceeded',
    'budget-spent',
    'model-unavailable',
    'cancelled',
    'internal',
  ] satisfies AttemptFailure[])(
    'rejects a candidate whose attempt ended as %s, and goes on with the others',
    (failure) => {
      const ended = anAttempt('one', {
        outcome: { kind: 'failure', failure, detail: 'x', usage: { seconds: 1 } },
      })
      const scoreboard = board({ attempts: [ended, anAttempt('two'), anAttempt('three')] })
      expect(rowOf(scoreboard, 'one')).toMatchObject({
        result: 'reject',
        gates: [{ gate: failure === 'budget-spent' ? 'budget' : 'no patch' }],
        phase: 'judged',
      })
      expect(decide(scoreboard).decision.kind).toBe('promote')
    },
  )

  it('rejects a protected path without a pull request', () => {
    const bad = anAttempt('one', {
      outcome: anOutcome('one', { files: [aFile('.github/workflows/ci.yml')] }),
    })
    const candidates = [candidateFacts('one'), ...published().slice(1)]
    expect(
      rowOf(board({ attempts: [bad, anAttempt('two'), anAttempt('three')], candidates }), 'one'),
    ).toMatchObject({
      result: 'reject',
      reason: 'touches the protected path `.github/workflows/ci.yml`',
    })
  })

  it('hears every check of a candidate before it rejects it', () => {
    const observations = [aCheckRun('one', 'test', { conclusion: 'failure' })]
    const waiting = rowOf(board({ candidates: published({ one: { observations } }) }), 'one')
    expect(waiting).toMatchObject({ result: 'waiting', phase: 'verifying', reason: 'waiting for `lint`' })
  })

  it('B2: gives a rejected candidate no score at all', () => {
    const row = rowOf(board({ candidates: published({ two: { observations: red('two') } }) }), 'two')
    expect(row).toMatchObject({ result: 'reject', tests: 'fail', reason: 'fails `test`' })
    expect(row.score).toBeUndefined()
  })

  it('scales diff size by the candidates that are still in, not by rejected ones', () => {
    const huge = anAttempt('two', {
      outcome: anOutcome('two', { files: [aFile('a.js', { insertions: 400, deletions: 0 })] }),
    })
    const scoreboard = board({
      attempts: [
        anAttempt('one'),
        huge,
        anAttempt('three', {
          outcome: anOutcome('three', { files: [aFile('a.js', { insertions: 2, deletions: 0 })] }),
        }),
      ],
      candidates: published({ two: { observations: red('two') } }),
    })
    expect(rowOf(scoreboard, 'one').parts.find((part) => part.name === 'diff size')?.explanation).toBe(
      '7 changed lines of code',
    )
  })

  it('gives up on a patch that cannot be published', () => {
    const candidates = [candidateFacts('one'), ...published().slice(1)]
    expect(rowOf(board({ candidates, now: '2026-05-05T12:29:59.000Z' }), 'one').phase).toBe('publishing')
    expect(rowOf(board({ candidates, now: '2026-05-05T12:30:00.000Z' }), 'one').gates).toMatchObject([
      { gate: 'not published' },
    ])
  })

  it('does not depend on the order of attempts, candidates or checks', () => {
    const attempts = IDS.map((id, index) =>
      anAttempt(id, { outcome: anOutcome(id, { confidence: 0.5 + index / 10 }) }),
    )
    const candidates = published({ two: { observations: red('two') } })
    const expected = JSON.stringify(decide(board({ attempts, candidates })))
    const shuffled = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: items.length })
    fc.assert(
      fc.property(shuffled(attempts), shuffled(candidates), (a, c) => {
        expect(JSON.stringify(decide(board({ attempts: a, candidates: c })))).toBe(expected)
      }),
      propertyRuns(100),
    )
  })
})

describe('the policy of the settings', () => {
  const under = (policy: object) => {
    const speculation = aSpeculation()
    return { ...speculation, settings: Settings.parse({ ...speculation.settings, policy }) }
  }
  const input = { attempts: IDS.map((id) => anAttempt(id)), candidates: published(), now: NOW }

  it('scores by the scorecard, against its own threshold', () => {
    const { decision, scoreboard } = decide(
      score({ ...input, speculation: under({ name: 'scorecard', scorecard: { penalty_per_line: 0.1 } }) }),
    )
    expect(scoreboard).toMatchObject({ policy: 'scorecard', threshold: 82 })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'below-threshold' })
    expect(rowOf(scoreboard, 'one').score).toBeCloseTo(30, 9)
  })

  it('ranks by the tuple without a score, from what was measured', () => {
    const delta = new Map([
      ['one', 3],
      ['three', -1],
    ])
    const attempts = IDS.map((id) => {
      return anAttempt(id, { outcome: measured(id, delta.get(id)) })
    })
    const { decision, scoreboard } = decide(
      score({ ...input, attempts, speculation: under({ name: 'lexicographic' }) }),
    )
    expect(scoreboard.rows.map((row) => [row.candidate, row.complexityDelta, row.score])).toEqual([
      ['three', -1, undefined],
      ['one', 3, undefined],
      ['two', undefined, undefined],
    ])
    expect(decision.reason).toContain(
      '`three` passes both required checks and ranks first (tests pass, complexity −1, 4 lines added)',
    )
  })

  it('counts hand-written lines only', () => {
    const outcome = measured('one', 0)
    const attempts = [anAttempt('one', { outcome }), anAttempt('two'), anAttempt('three')]
    const row = rowOf(score({ ...input, attempts, speculation: aSpeculation() }), 'one')
    expect([row.insertions, row.deletions]).toEqual([4, 1])
  })
})

function measured(id: string, delta: number | undefined): AttemptOutcome {
  const outcome = anOutcome(id)
  return outcome.kind === 'patch' ? { ...outcome, measures: measures(delta) } : outcome
}

/** Five written lines; without a delta, one file in a language that cannot be measured. */
function measures(delta: number | undefined): Measures {
  return {
    files: [],
    written: { insertions: 4, deletions: 1 },
    apart: [],
    complexity: {
      delta: delta ?? 0,
      functions: [],
      unmeasured: delta === undefined ? [{ path: 'a.zig', reason: 'unknown language' }] : [],
    },
    tests: { added: [], changed: [], weakened: [] },
    fixtures: [],
    findings: [],
    patchId: `id-${delta}`,
  }
}

describe('decide', () => {
  it('waits while anybody may still be heard', () => {
    const candidates = published({ three: { observations: [] } })
    expect(decide(board({ candidates })).decision).toEqual({
      kind: 'wait',
      reason: '`three`: waiting for `lint`, `test`',
      until: '2026-05-05T13:00:00.000Z',
    })
  })

  it('promotes the highest score and says what decided', () => {
    const attempts = [
      anAttempt('one', { outcome: anOutcome('one', { confidence: 0.8 }) }),
      anAttempt('two', {
        outcome: anOutcome('two', { files: [aFile('a.js', { insertions: 2, deletions: 0 })] }),
      }),
      anAttempt('three', { outcome: anOutcome('three', { confidence: 0.7 }) }),
    ]
    const { decision, scoreboard } = decide(board({ attempts }))
    expect(decision).toEqual({
      kind: 'promote',
      candidate: 'two',
      reason:
        '`two` passes both required checks and scores 90.8 of 100 (70.0 needed); the next, `one`, scores 78.9 against 90.8, mostly because of its diff size: 7 changed lines of code against 2.',
    })
    expect(scoreboard.rows.map((row) => [row.candidate, row.result])).toEqual([
      ['two', 'promote'],
      ['one', 'hold'],
      ['three', 'hold'],
    ])
  })

  it('breaks a tie by the smaller diff, then by the order of the plan, and says so', () => {
    const { decision, scoreboard } = decide(board())
    expect(decision).toMatchObject({
      candidate: 'one',
      reason: expect.stringContaining(
        'nothing that counts tells the two apart: the one planned first is taken',
      ),
    })
    expect(rowOf(scoreboard, 'two').reason).toContain(
      'scores the same as `one`, and nothing that counts tells the two apart: the one planned first is taken',
    )
  })

  it('escalates when nobody passed', () => {
    const candidates = published(Object.fromEntries(IDS.map((id) => [id, { observations: red(id) }])))
    expect(decide(board({ candidates })).decision).toEqual({
      kind: 'escalate',
      cause: 'nobody-passed',
      reason: 'None of the 3 candidates passed every gate (a gate is a rule that rejects before any score).',
    })
  })

  it('C4: escalates below the threshold and names how far the best one got', () => {
    const attempts = IDS.map((id) => anAttempt(id, { outcome: anOutcome(id, { confidence: 0.4 }) }))
    const settings = Settings.parse({ speculation: { vote_threshold: 0.9 } })
    const { decision, scoreboard } = decide(
      score({ speculation: aSpeculation({ settings }), attempts, candidates: published(), now: NOW }),
    )
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'below-threshold' })
    expect(
      scoreboard.rows.every(
        (row) => row.result === 'hold' && row.reason.includes('below the threshold of 90.0'),
      ),
    ).toBe(true)
  })
})
