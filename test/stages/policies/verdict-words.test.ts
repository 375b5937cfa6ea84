import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import type { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import type { Settings } from '../../../src/domain/settings.ts'
import { pickBestRationale } from '../../../src/stages/policies/pick-best-rationale.ts'
import { rankRows, tieBreak } from '../../../src/stages/policies/rank-rows.ts'
import { scoreEvidence } from '../../../src/stages/policies/score-evidence.ts'
import { aRow, type RowFields } from '../../builders/judgement/row.ts'
import { anEvidence, LITERAL } from './evidence.ts'

const settings = (name: PolicyName): Settings => ({ ...LITERAL, policy: { ...LITERAL.policy, name } })

const judge = (policy: PolicyName, ...candidates: CandidateEvidence[]) =>
  scoreEvidence({ version: 1, fingerprint: 'f', candidates }, settings(policy))

describe('the words of a verdict on evidence', () => {
  const failing = (evidence: Partial<CandidateEvidence>, policy: PolicyName = 'vote') =>
    judge(policy, anEvidence(evidence)).scoreboard.rows[0]
  const check = (
    name: string,
    verdict: CandidateEvidence['checks'][number]['verdict'],
    hard_fail?: 'security',
  ) => ({
    name,
    verdict,
    kind: 'tests' as const,
    ...(hard_fail && { hard_fail }),
  })

  it.each<[string, Partial<CandidateEvidence>, PolicyName]>([
    ['required check: fails its required checks', { tests_pass: false }, 'vote'],
    ['required check: fails `test`', { checks: [check('test', 'failed')] }, 'vote'],
    ['security: fails `audit`', { checks: [check('audit', 'failed', 'security')] }, 'vote'],
    [
      'required check: has no result from `e2e`: it timed out',
      { checks: [check('e2e', 'timed-out')] },
      'vote',
    ],
    ['diff size: is too big', { gates: [{ gate: 'diff size', reason: 'is too big' }] }, 'vote'],
    ['lint: fails its lint', { lint_pass: false }, 'scorecard'],
  ])('%s', (words, evidence, policy) => {
    const row = failing(evidence, policy)
    expect(row).toMatchObject({ result: 'reject', phase: 'judged' })
    expect(row).not.toHaveProperty('key')
    expect(row?.parts).toEqual([])
    expect(row?.gates.map(({ gate, reason }) => `${gate}: ${reason}`)).toEqual([words])
    expect(words).toContain(row?.reason)
  })

  it('let lint pass under the policies that do not ask for it, and tell all that failed otherwise', () => {
    expect(failing({ lint_pass: false })?.result).not.toBe('reject')
    const row = failing({
      gates: [{ gate: 'secret', reason: 'adds a secret' }],
      checks: [check('a', 'failed'), check('b', 'unverified'), check('c', 'passed')],
    })
    expect(row?.reason).toBe('adds a secret')
    expect(row?.gates.map(({ reason }) => reason)).toEqual([
      'adds a secret',
      'fails `a`',
      'has no result from `b`: it is unverified',
    ])
    expect(row?.checks).toEqual(
      (['failed', 'unverified', 'passed'] as const).map((verdict, at) => ({
        check: 'abc'[at],
        verdict,
        reason: verdict,
      })),
    )
  })

  it('keep every number that is known, and leave out what is not', () => {
    const known = {
      tag: 'alt1',
      confidence: 0.9,
      complexity_delta: 0,
      p95_latency_ms: 0,
      p95_trusted: true,
      test_runtime_seconds: 0,
      checks: [check('audit', 'passed', 'security')],
    }
    expect(failing(known)).toMatchObject({
      candidate: 'one',
      tag: 'alt1',
      toolchain: '',
      strategy: '',
      branch: '',
      tests: 'pass',
      checks: [{ check: 'audit', verdict: 'passed', reason: 'passed', hardFail: 'security' }],
      risk: { level: 'low', reasons: [] },
      files: [],
      insertions: 10,
      deletions: 10,
      confidence: 0.9,
      complexityDelta: 0,
      p95LatencyMs: 0,
      p95Trusted: true,
      testRuntimeSeconds: 0,
    })
    const row = failing({})
    expect(row?.tag).toBe('')
    expect(failing({ tests_pass: false })?.tests).toBe('fail')
    expect(failing({}, 'lexicographic')).not.toHaveProperty('score')
    for (const name of ['confidence', 'complexityDelta', 'p95LatencyMs', 'p95Trusted', 'testRuntimeSeconds'])
      expect(row).not.toHaveProperty(name)
  })

  it('asks for as many comparable candidates as the settings do', () => {
    const both = [anEvidence({ confidence: 1 }), anEvidence({ id: 'two', confidence: 1 })]
    const least = (min_comparable: number) =>
      scoreEvidence(
        { version: 1, fingerprint: 'f', candidates: both },
        { ...LITERAL, speculation: { ...LITERAL.speculation, min_comparable } },
      ).decision
    expect(least(2).kind).toBe('promote')
    expect(least(3)).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
  })
})

describe('the rationale', () => {
  const sure = { confidence: 1, complexity_delta: 1 }

  it('names the winner with its score, and everybody else with why, in the order of the ranking', () => {
    const decided = judge(
      'vote',
      anEvidence({ ...sure, id: 'a', tests_pass: false }),
      anEvidence({ ...sure, id: 'b', insertions: 50 }),
      anEvidence({ ...sure, id: 'c' }),
    )
    expect(pickBestRationale(decided)).toBe(
      [
        'Selected: c (tests_pass=True, complexity_delta=1, lines_added=10, score=85.0).',
        'Discarded candidates:',
        '- b: passes every check, but scores 75.0 against 85.0, mostly because of its diff size: 60 changed lines of code against 20.',
        '- a: fails its required checks.',
      ].join('\n'),
    )
  })

  it('gives the gate of a loser, and what is not known, in the words of the tuple', () => {
    const decided = judge(
      'lexicographic',
      anEvidence({ id: 'a' }),
      anEvidence({ id: 'b', checks: [{ name: 'test', verdict: 'failed', kind: 'tests' }] }),
    )
    expect(pickBestRationale(decided)).toBe(
      [
        'Selected: a (tests_pass=True, complexity_delta=unknown, lines_added=10).',
        'Discarded candidates:',
        '- b: tests_failed, complexity_delta=unknown, lines_added=10, fails test.',
      ].join('\n'),
    )
  })

  it('says when nobody won, and of a single candidate that nobody was discarded', () => {
    expect(pickBestRationale(judge('vote', anEvidence({ confidence: 0.5, risk: 'high' })))).toBe(
      'Selected: none. The best candidate, one, scores 55.0 of 100; 70.0 are needed.\nDiscarded candidates:\n- one: passes every check but scores 55.0, below the threshold of 70.0.',
    )
    expect(pickBestRationale(judge('vote', anEvidence({ confidence: 1 })))).toBe(
      'Selected: one (tests_pass=True, complexity_delta=unknown, lines_added=10, score=75.0).',
    )
  })
})

describe('the ranking', () => {
  const row = (candidate: string, overrides: RowFields = {}) =>
    aRow(candidate, { score: undefined, key: undefined, ...overrides })
  const ranked = (...rows: Row[]) => {
    const orders = [rows, rows.toReversed()].map((some) =>
      rankRows(some)
        .map(({ candidate }) => candidate)
        .join(' '),
    )
    return orders[0] === orders[1] ? orders[0] : orders
  }

  it('goes by result, then by key, then by lines, then by plan, then by name', () => {
    const results = ['promote', 'hold', 'waiting', 'reject'] as const
    const rows = results.map((result, at) =>
      row(result, result === 'waiting' ? { result, phase: 'proving' } : { result, key: [at] }),
    )
    expect(ranked(...rows)).toBe(results.join(' '))
    expect(ranked(row('a', { key: [1, 2] }), row('b', { key: [1, 3] }), row('c', { key: [2] }))).toBe('c b a')
    expect(ranked(row('a', { insertions: 3, deletions: 3 }), row('b', { insertions: 5 }))).toBe('b a')
    expect(ranked(row('a', { tag: 'alt10' }), row('b', { tag: 'alt2' }), row('c'))).toBe('c b a')
    expect(ranked(row('b'), row('a'))).toBe('a b')
  })

  it.each(['', 'alt', 'alt0', 'alt1x', 'xalt1', 'alt1234567'])(
    'puts who has the odd tag %j after who is in the plan',
    (tag) => {
      expect(ranked(row('a', { tag }), row('b', { tag: 'alt999999' }), row('c'))).toBe('c b a')
    },
  )

  it('takes an element that is missing for 0, and the last bits of a sum for no difference', () => {
    expect(ranked(row('a', { key: [1] }), row('b', { key: [1, -1] }), row('c', { key: [1, 1] }))).toBe(
      'c a b',
    )
    expect(ranked(row('a', { key: [0.1 + 0.2] }), row('b', { key: [0.3], insertions: 1 }))).toBe('a b')
    expect(ranked(row('a', { key: [0.3] }), row('b', { key: [0.300_000_01], insertions: 1 }))).toBe('b a')
  })

  it('says to whom a tie goes', () => {
    expect(tieBreak(row('b', { insertions: 1 }), row('a', { insertions: 2 }))).toBe(
      'the tie goes to the smaller diff',
    )
    expect(tieBreak(row('b'), row('a', { tag: 'alt1' }))).toBe(
      'nothing that counts tells the two apart: the one planned first is taken',
    )
    expect(tieBreak(row('a'), row('b'))).toBe(
      'nothing that counts tells the two apart: the first one by name is taken',
    )
  })
})
