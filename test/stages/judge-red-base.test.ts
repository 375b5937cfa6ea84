import { describe, expect, it } from 'vitest'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aCheckRun } from '../builders/checks/check-run.ts'
import { aCheck } from '../builders/checks/required-check.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { IDS, judged } from './judged.ts'

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
