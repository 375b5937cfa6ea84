import { describe, expect, it } from 'vitest'
import { Settings } from '../../src/domain/settings.ts'
import { apply } from '../../src/stages/apply/apply.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aFile } from '../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aCheckRun } from '../builders/checks/check-run.ts'
import { aCheck } from '../builders/checks/required-check.ts'
import { someMeasures } from '../builders/judgement/measures.ts'
import { aSnapshot } from '../builders/run/snapshot.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'
import { judged } from './judged.ts'

describe('a patch that no check could judge', () => {
  const failing = (id: string) =>
    aPullRequest(id, 21, { observations: [aCheckRun(id, 'test', { id: 2, conclusion: 'failure' })] })
  const contract = { checks: [aCheck('test')], fingerprint: 'f' }
  const known = {
    speculation: aSpeculation({ contract }, ['one', 'two']),
    candidates: ['one', 'two'].map((id) => candidateFacts(id, failing(id))),
    redOnBase: ['test'],
  }

  it('is rejected for what is wrong with it, where something is, and nobody else with it', () => {
    const outcome = anOutcome('one')
    const measures = someMeasures({ files: [{ path: 'README.md', class: 'documentation' }] })
    const attempts = [anAttempt('one', { outcome: { ...outcome, measures } as never }), anAttempt('two')]
    const { decision, scoreboard } = judged({ ...known, attempts })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'nothing-judged' })
    expect(scoreboard.rows.map(({ candidate, result, reason }) => ({ candidate, result, reason }))).toEqual([
      {
        candidate: 'two',
        result: 'hold',
        reason: 'no required check could tell: `test` fails on the base and on this patch',
      },
      {
        candidate: 'one',
        result: 'reject',
        reason: 'changes no code: only documentation in `README.md`',
      },
    ])
  })

  it('stays an open draft', () => {
    const verdict = judged({ ...known, attempts: [anAttempt('one'), anAttempt('two')] })
    const snapshot = aSnapshot({ candidates: known.candidates })
    const steps = apply(snapshot, known.speculation, { ...verdict, decidedAt: NOW })
    expect(steps.map((step) => step.do)).not.toContain('close-pull-request')
    expect(JSON.stringify(steps)).not.toContain('speculate:rejected')
  })
})

describe('how many tests ran', () => {
  const reported = (id: string, ran: number | null) =>
    candidateFacts(
      id,
      aPullRequest(id, 21, {
        observations: [
          aCheckRun(id, 'lint', { id: 1 }),
          aCheckRun(id, 'test', { id: 2, tests: ran === null ? null : { ran, failed: 0, skipped: 0 } }),
        ],
      }),
    )
  const counts = (one: number | null, two: number | null, three: number | null) => [
    reported('one', one),
    reported('two', two),
    reported('three', three),
  ]
  const onBase = (test: number) => ({ answered: [], creators: {}, tests: { test } })
  const reasons = (given: Parameters<typeof judged>[0]) =>
    Object.fromEntries(judged(given).scoreboard.rows.map((row) => [row.candidate, row.gates[0]?.reason]))

  it('may be as many as on the base or more, and no fewer', () => {
    expect(reasons({ candidates: counts(12, 14, 11), baseChecks: onBase(12) })).toEqual({
      one: undefined,
      two: undefined,
      three: 'runs fewer tests: the log of `test` reports 11 tests, and 12 ran on the base',
    })
  })

  it('is not told by a log that has fallen silent', () => {
    expect(reasons({ candidates: counts(12, 12, null), baseChecks: onBase(12) }).three).toBe(
      'runs fewer tests: the log of `test` reports no test, and 12 ran on the base',
    )
  })

  it('is claimed by nobody where the base tells nothing', () => {
    expect(reasons({ candidates: counts(12, 3, null), baseChecks: { answered: [], creators: {} } })).toEqual({
      one: undefined,
      two: undefined,
      three: undefined,
    })
  })

  it('is the most of any of them where everybody runs fewer: the base was judged by another run', () => {
    expect(reasons({ candidates: counts(12, 12, 10), baseChecks: onBase(40) })).toEqual({
      one: undefined,
      two: undefined,
      three: 'runs fewer tests: the log of `test` reports 10 tests, and 12 ran with another candidate',
    })
  })

  it('may be fewer where the patch deletes a test file, which another gate has judged', () => {
    const files = [aFile('test/old.test.js', { status: 'deleted', insertions: 0 })]
    const outcome = anOutcome('three', { files })
    if (outcome.kind !== 'patch') throw new Error('no patch')
    const measures = someMeasures({ files: [{ path: 'test/old.test.js', class: 'test' }] })
    const attempts = [
      anAttempt('one'),
      anAttempt('two'),
      anAttempt('three', { outcome: { ...outcome, measures } }),
    ]
    const { gates } =
      judged({ attempts, candidates: counts(12, 12, 10), baseChecks: onBase(12) }).scoreboard.rows.find(
        ({ candidate }) => candidate === 'three',
      ) ?? {}
    expect(gates?.map(({ gate }) => gate)).not.toContain('fewer tests')
  })

  it('is not asked where the settings switch the gate off', () => {
    const settings = Settings.parse({ gates: { off: ['fewer tests'] } })
    const given = {
      speculation: aSpeculation({ settings }),
      candidates: counts(12, 12, 1),
      baseChecks: onBase(12),
    }
    expect(reasons(given).three).toBeUndefined()
  })
})
