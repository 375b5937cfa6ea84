import { describe, expect, it } from 'vitest'
import type { VerifierContract } from '../../src/domain/checks/contract.ts'
import { Settings } from '../../src/domain/settings.ts'
import { apply } from '../../src/stages/apply/apply.ts'
import { judge } from '../../src/stages/judge.ts'
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

const IDS = ['one', 'two', 'three']
const speculation = aSpeculation()
const { contract } = speculation

function judged(overrides: Partial<Parameters<typeof judge>[0]> = {}) {
  return judge({
    speculation,
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index))),
    now: NOW,
    ...overrides,
  })
}

describe('rules that change while candidates are judged', () => {
  const other = (checks: VerifierContract['checks']) => ({ checks, fingerprint: 'b'.repeat(64) })

  it.each([
    [
      'names a check that was added',
      other([...contract.checks, aCheck('risk')]),
      '`main` requires `risk` now',
    ],
    ['names a check that was removed', other([aCheck('lint')]), '`main` does not require `test` any more'],
    [
      'says that something else was changed',
      other(contract.checks),
      'workflows, required checks or settings',
    ],
  ])('compare nobody, and the reason %s', (_, contractNow, reason) => {
    const { decision, scoreboard } = judged({ contractNow })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
    expect(decision.reason).toContain(reason)
    expect(scoreboard.rows.map(({ result }) => result)).toEqual(['hold', 'hold', 'hold'])
  })

  it('are not there while the fingerprint is the same, or not read', () => {
    expect(judged({ contractNow: contract }).decision.kind).toBe('promote')
    expect(judged().decision.kind).toBe('promote')
  })
})

describe('checks that fail on the base already', () => {
  const red = IDS.map((id, index) =>
    candidateFacts(
      id,
      aPullRequest(id, 21 + index, {
        observations: [
          aCheckRun(id, 'lint', { id: 1 }),
          aCheckRun(id, 'test', { id: 2, conclusion: 'failure' }),
        ],
      }),
    ),
  )

  it('reject nobody', () => {
    expect(judged({ candidates: red }).decision.kind).toBe('escalate')
    const { decision } = judged({ candidates: red, redOnBase: ['test'] })
    expect(decision.kind).toBe('promote')
    expect(decision.reason).toContain('passes 1 of 2 required checks (the other one fails on the base too)')
  })

  it('V12: promote nobody when no other check is left, and close nobody either', () => {
    const candidates = IDS.map((id, index) =>
      candidateFacts(
        id,
        aPullRequest(id, 21 + index, {
          observations: ['lint', 'test'].map((name, at) =>
            aCheckRun(id, name, { id: at, conclusion: 'failure' }),
          ),
        }),
      ),
    )
    const { decision, scoreboard } = judged({ candidates, redOnBase: ['lint', 'test'] })
    expect(decision).toEqual({
      kind: 'escalate',
      cause: 'nothing-judged',
      reason:
        'No required check could tell a right patch from a wrong one: `lint` and `test` fail on the base already, and no candidate turns any of them green.',
    })
    expect(scoreboard.rows.map(({ result, reason, gates }) => ({ result, reason, gates }))).toEqual(
      IDS.map(() => ({
        result: 'hold',
        reason: 'no required check could tell: `lint` and `test` fail on the base and on this patch',
        gates: [],
      })),
    )
  })
})

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

describe('a check that is red on the base', () => {
  const facts = (id: string, test: string) =>
    candidateFacts(
      id,
      aPullRequest(id, 21, {
        observations: [aCheckRun(id, 'lint', { id: 1 }), aCheckRun(id, 'test', { id: 2, conclusion: test })],
      }),
    )

  it('V26: who leaves it red is rejected, while another turns it green', () => {
    const candidates = [facts('one', 'failure'), facts('two', 'success'), facts('three', 'failure')]
    const { decision, scoreboard } = judged({ candidates, redOnBase: ['test'] })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'two' })
    const [winner, ...losers] = scoreboard.rows
    expect(winner?.turnsGreen).toEqual(['test'])
    for (const { result, reason } of losers) {
      expect({ result, reason }).toEqual({
        result: 'reject',
        reason: 'leaves `test` failing, which `two` makes pass',
      })
    }
  })

  it('V26: where it is all that judges, turning it green is proof', () => {
    const contract = { checks: [aCheck('test')], fingerprint: 'f' }
    const candidates = [facts('one', 'failure'), facts('two', 'success'), facts('three', 'success')]
    const { decision, scoreboard } = judged({
      speculation: aSpeculation({ contract }),
      candidates,
      redOnBase: ['test'],
    })
    expect(decision.kind).toBe('promote')
    expect(scoreboard.rows.at(-1)).toMatchObject({
      candidate: 'one',
      reason: 'leaves `test` failing, which `three` and `two` make pass',
    })
  })

  it('V26: blames nobody who is compared only with somebody another gate rejects', () => {
    const cheat = facts('two', 'success')
    const closed = { ...cheat, pullRequest: aPullRequest('two', 22, { state: 'closed' }) }
    const candidates = [facts('one', 'failure'), closed, facts('three', 'failure')]
    expect(judged({ candidates, redOnBase: ['test'] }).decision).toMatchObject({ kind: 'promote' })
  })
})

describe('a check that fails alike on everybody', () => {
  const said = (id: string, message: string, conclusion = 'failure') =>
    candidateFacts(
      id,
      aPullRequest(id, 21, {
        observations: [
          aCheckRun(id, 'lint', { id: 1 }),
          aCheckRun(id, 'test', { id: 2, conclusion, annotations: [{ level: 'failure', message }] }),
        ],
      }),
    )
  const alike = (words: (id: string) => string) => IDS.map((id) => said(id, words(id)))
  const baseChecks = { answered: ['lint'], creators: {} }

  it('V12: is probably what is wrong, and nobody is closed for it', () => {
    const candidates = alike((id) => `Run ${id.length}: initiated by non-human actor speculate (type: Bot)`)
    const { decision, scoreboard } = judged({ candidates, baseChecks })
    expect(decision).toMatchObject({
      kind: 'escalate',
      reason: expect.stringMatching(
        /^Probably the check, not the patches: `test` failed on all 3 with the same words/,
      ),
    })
    expect(scoreboard.rows.map(({ result }) => result)).toEqual(['hold', 'hold', 'hold'])
  })

  it('V12: keeps nobody open who fails anything else', () => {
    const [one, ...others] = alike(() => 'initiated by a bot')
    const closed = { ...one, pullRequest: { ...one?.pullRequest, mergeable: 'conflicting' as const } }
    const candidates = [closed as NonNullable<typeof one>, ...others]
    const { scoreboard } = judged({ candidates, baseChecks })
    expect(scoreboard.rows.map(({ result }) => result)).toEqual(['hold', 'hold', 'reject'])
  })

  it.each<[string, Parameters<typeof judged>[0]]>([
    ['the words differ', { candidates: alike((id) => `wrong in ${id}`), baseChecks }],
    ['there are no words', { candidates: alike(() => 'Process completed with exit code 1.'), baseChecks }],
    [
      'the base has an answer',
      { candidates: alike(() => 'no'), baseChecks: { answered: ['test'], creators: {} } },
    ],
    ['nothing is known of the base', { candidates: alike(() => 'no') }],
    [
      'one passes',
      { candidates: [said('one', 'no', 'success'), said('two', 'no'), said('three', 'no')], baseChecks },
    ],
  ])('V12: is not blamed when %s', (_, given) => {
    expect(judged(given).decision.reason).not.toContain('Probably')
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
      three: 'runs fewer tests: the log of `test` tells of 11 tests, and 12 ran on the base',
    })
  })

  it('is not told by a log that has fallen silent', () => {
    expect(reasons({ candidates: counts(12, 12, null), baseChecks: onBase(12) }).three).toBe(
      'runs fewer tests: the log of `test` tells of no test, and 12 ran on the base',
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
      three: 'runs fewer tests: the log of `test` tells of 10 tests, and 12 ran with another candidate',
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
