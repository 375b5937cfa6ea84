import { describe, expect, it } from 'vitest'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../builders/story.ts'
import { candidatesWith, type Given, IDS, pull, red, rowsOf } from './rows-of.ts'

describe('while checks may still speak', () => {
  const checks = (...hardFail: ('security' | undefined)[]) => ({
    contract: {
      checks: ['lint', 'test'].map((name, at) =>
        aCheck(name, hardFail[at] ? { hardFail: hardFail[at] } : {}),
      ),
      fingerprint: 'f',
    },
  })
  const failing = [aCheckRun('one', 'lint', { id: 1, conclusion: 'failure' })]
  const running = ['lint', 'test'].map((name, id) =>
    aCheckRun('one', name, { id, status: 'in_progress', conclusion: undefined }),
  )

  it.each<[string, Partial<PullRequestFacts>, Partial<Speculation>]>([
    ['a check has failed', { observations: failing }, {}],
    ['a check of a hard-fail category has failed', { observations: failing }, checks('security')],
    ['its base has moved away', { observations: running, mergeable: 'conflicting' }, {}],
  ])('a candidate is waited for although %s', (_, changes, known) => {
    const candidates = candidatesWith(pull('one', changes))
    expect(rowsOf({ candidates, known })('one')).toMatchObject({
      phase: 'verifying',
      result: 'waiting',
      until: '2026-05-05T13:00:00.000Z',
    })
  })

  it('one that is over already is rejected at once, for what keeps it from being pushed alone', () => {
    const files = [aFile('.github/workflows/ci.yml', { insertions: 900 })]
    const attempts = [anAttempt('one', { outcome: anOutcome('one', { files }) })]
    expect(rowsOf({ attempts })('one')).toMatchObject({
      result: 'reject',
      phase: 'judged',
      gates: [{ gate: 'protected path' }],
    })
    expect(rowsOf({ attempts })('one').gates).toHaveLength(1)
  })

  it('the second run of two checks is told with the names of both', () => {
    const workflow = {
      runId: 7,
      path: '.github/workflows/ci.yml',
      event: 'pull_request',
      jobConfirmed: true,
      runAttempt: 1,
    }
    const both = (runEnded: boolean) =>
      ['lint', 'test'].map((name, at) =>
        aCheckRun('one', name, {
          id: at,
          conclusion: 'failure',
          workflow: { ...workflow, jobId: 70 + at, runEnded },
        }),
      )
    const settings = Settings.parse({ verifier: { rerun_failed_once: true } })
    const reasonOf = (runEnded: boolean) =>
      rowsOf({
        candidates: candidatesWith(pull('one', { observations: both(runEnded) })),
        known: { settings },
      })('one').reason
    expect(reasonOf(true)).toBe('rerunning `lint`, `test` once: it failed, which may be a flake')
    expect(reasonOf(false)).toBe('waiting for its workflow run to end, to rerun `lint`, `test` once')
  })

  it('a rerun of another candidate with the same commit says nothing of this one', () => {
    const reruns: Speculation['reruns'] = [
      {
        candidate: 'two',
        check: 'test',
        head: commitOf('one'),
        workflowRunId: 7,
        jobId: 71,
        attempt: 1,
        first: { checkRunId: 2, conclusion: 'failure' },
        askedAt: NOW,
        answer: { kind: 'started' },
      },
    ]
    const candidates = candidatesWith(pull('one', { observations: red('one') }))
    expect(rowsOf({ candidates, known: { reruns } })('one')).toMatchObject({ result: 'reject' })
  })
})

describe('candidates are compared', () => {
  const same = IDS.map((id) => {
    const outcome = anOutcome('one')
    const patch = anOutcome(id)
    if (outcome.kind !== 'patch' || patch.kind !== 'patch') throw new Error('no patch')
    return anAttempt(id, { outcome: { ...patch, measures: outcome.measures } })
  })
  const reported = (given: Given) => {
    const row = rowsOf(given)
    return IDS.map((id) => `${id} ${row(id).result}`)
  }

  const sameAs = (given: Given) => IDS.map((id) => rowsOf(given)(id).sameAs)

  it('V15: when all have been heard: the first of identical patches stands for all', () => {
    expect(sameAs({ attempts: same })).toEqual([undefined, 'one', 'one'])
    expect(reported({ attempts: same })).toEqual(['one hold', 'two hold', 'three hold'])
  })

  it('not before', () => {
    const candidates = candidatesWith(pull('three', { observations: [] }))
    expect(reported({ attempts: same, candidates })).toEqual(['one hold', 'two hold', 'three waiting'])
  })

  it('without those who were rejected for themselves', () => {
    const candidates = candidatesWith(pull('one', { observations: red('one') }))
    expect(sameAs({ attempts: same, candidates })).toEqual([undefined, undefined, 'two'])
    expect(reported({ attempts: same, candidates })).toEqual(['one reject', 'two hold', 'three hold'])
  })
})
