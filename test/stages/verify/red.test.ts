import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { trippedGates } from '../../../src/stages/gates/gates.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { NOW } from '../../builders/story.ts'

const tests = aCheck('test', { mustFail: true })

function judge(observations: readonly Observation[], redOnBase: readonly string[] = [], check = tests) {
  return verify({
    contract: { checks: [check], fingerprint: 'f' },
    pullRequest: aPullRequest('one', 21, { observations }),
    publishedAt: NOW,
    now: NOW,
    redOnBase,
  })
}

const ran = (conclusion: string) => aCheckRun('one', 'test', { conclusion })

describe('in stage red', () => {
  it('the tests pass the verifier by failing', () => {
    expect(judge([ran('failure')])).toMatchObject({
      state: 'passed',
      checks: [{ verdict: 'passed', mustFail: true, reason: 'failed, as new tests must in stage `red`' }],
    })
  })

  it('tests that pass have shown nothing', () => {
    const verification = judge([ran('success')])
    expect(verification).toMatchObject({ state: 'failed', checks: [{ verdict: 'failed', mustFail: true }] })
    expect(trippedGates(aCase({ stage: 'red', verification }))).toContainEqual({
      gate: 'required check',
      reason: 'adds no test that fails: `test` passed, although new tests must fail in stage `red`',
    })
  })

  it.each(['timed_out', 'cancelled', 'skipped', 'neutral', 'startup_failure'])(
    'an end as %s is no failing test',
    (conclusion) => {
      expect(judge([ran(conclusion)]).state).toBe('failed')
    },
  )

  it('one answer that passed outweighs any number that failed', () => {
    expect(judge([ran('failure'), ran('success'), ran('failure')]).state).toBe('failed')
  })

  it('a failure of a run for another event proves nothing', () => {
    const workflow = { runId: 1, path: '.github/workflows/ci.yml', event: 'push', jobConfirmed: true }
    expect(judge([aCheckRun('one', 'test', { conclusion: 'failure', workflow })])).toMatchObject({
      state: 'failed',
      checks: [{ verdict: 'unverified', reason: 'ran for another event than the pull request' }],
    })
  })

  it('nothing is proved where the tests fail on the base already', () => {
    const verification = judge([ran('failure')], ['test'])
    expect(verification.state).toBe('failed')
    expect(trippedGates(aCase({ stage: 'red', verification }))).toContainEqual({
      gate: 'no proof',
      reason:
        'no required check could tell: `test`, which must fail in stage `red`, fails on the base already',
    })
  })

  it.each([
    ['only tests', [{ path: 'test/a.test.js', class: 'test' }], undefined],
    [
      'tests and the code they ask for',
      [
        { path: 'test/a.test.js', class: 'test' },
        { path: 'src/a.js', class: 'source' },
      ],
      'changes more than tests in stage `red`: `src/a.js`',
    ],
    [
      'code alone',
      [
        { path: 'src/a.js', class: 'source' },
        { path: 'src/b.js', class: 'source' },
      ],
      'changes more than tests in stage `red`: `src/a.js` and 1 more',
    ],
  ] as const)('a patch of %s is judged as such', (_, files, reason) => {
    const measures = someMeasures({ patchId: 'one', files: [...files] })
    const gates = trippedGates(aCase({ stage: 'red', measures }))
    expect(gates).toEqual(reason === undefined ? [] : [{ gate: 'stage', reason }])
  })
})
