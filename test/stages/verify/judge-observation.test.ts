import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import {
  isBeside,
  isTrustedFailure,
  judgeObservation,
  judgeRed,
} from '../../../src/stages/verify/judge-observation.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../builders/story.ts'

type CheckRun = Extract<Observation, { kind: 'check-run' }>
type Status = Extract<Observation, { kind: 'status' }>
type Pins = Parameters<typeof aCheck>[1]

function run(overrides: Partial<CheckRun> = {}): CheckRun {
  const made = aCheckRun('one', 'test', overrides)
  if (made.kind !== 'check-run') throw new Error('the fake is no check run')
  return made
}

const status = (state: string, overrides: Partial<Status> = {}): Status => ({
  kind: 'status',
  context: 'test',
  headSha: commitOf('one'),
  state,
  ...overrides,
})

const CI = { runId: 7, path: '.github/workflows/ci.yml', event: 'pull_request', jobConfirmed: true }
const PUSH = { ...CI, event: 'push' }
const FORGED = { ...CI, jobConfirmed: false }
const check = aCheck('test')
/** A check run of an app that has no workflows. */
const { workflow: _, ...ofApp } = run({ appId: 77, appSlug: 'ci' })

describe('who may answer', () => {
  const otherApp = 'was posted by another app than the one required'
  const otherWorkflow = 'was not run by the workflow the contract names'
  const noJob = 'belongs to no job of a workflow run'
  const otherEvent = 'ran for another event than the pull request'
  const { workflow: _none, ...withoutJob } = run()

  it.each<[string, CheckRun, Pins]>([
    [otherApp, run(), { appId: 77 }],
    [otherApp, run(), { appSlug: 'ci' }],
    [otherApp, ofApp, { appId: 77, appSlug: 'other' }],
    [otherWorkflow, run(), { workflow: '.github/workflows/other.yml' }],
    [otherWorkflow, ofApp, { workflow: CI.path }],
    [noJob, run({ workflow: FORGED }), {}],
    [noJob, withoutJob, {}],
    [noJob, run({ workflow: { ...FORGED, jobUnasked: true } }), {}],
    [noJob, run({ workflow: FORGED, status: 'in_progress', conclusion: undefined }), {}],
    [otherEvent, run({ workflow: PUSH }), {}],
    [otherEvent, run(), { event: 'push' }],
  ])('%s', (reason, observation, pins) => {
    expect(judgeObservation(observation, aCheck('test', pins))).toMatchObject({
      verdict: 'unverified',
      reason,
    })
  })

  it.each<[string, CheckRun, Pins]>([
    ['the app, workflow and event that are named', run(), { appId: 15368, workflow: CI.path }],
    ['an app without workflows, where nobody is named', ofApp, {}],
    ['an app without workflows that is named', ofApp, { appId: 77, appSlug: 'ci' }],
    ['a workflow for the event that is named', run({ workflow: PUSH }), { event: 'push' }],
  ])('%s', (_, observation, pins) => {
    expect(judgeObservation(observation, aCheck('test', pins)).verdict).toBe('passed')
  })

  it('T10: while nothing of a commit has ended no job is asked about, and its checks are waited for', () => {
    const running = { ...run({ workflow: { ...FORGED, jobUnasked: true } }), status: 'in_progress' }
    expect(judgeObservation(running, check).verdict).toBe('pending')
  })

  it.each([{ appId: 15368 }, { appSlug: 'github-actions' }, { workflow: CI.path }])(
    'no commit status where the contract says %j',
    (pins) => {
      expect(judgeObservation(status('success'), aCheck('test', pins)).verdict).toBe('unverified')
    },
  )

  it('says of a stranger who it is before it says what it has answered', () => {
    const stranger = run({ status: 'in_progress', conclusion: 'failure', workflow: FORGED })
    expect(judgeObservation(stranger, check).reason).toBe(noJob)
  })
})

describe('what was answered', () => {
  it('is nothing until the run has ended, whatever it says already', () => {
    expect(judgeObservation(run({ status: 'in_progress' }), check)).toEqual({
      checkRunId: 100,
      workflowRunId: 7,
      verdict: 'pending',
      reason: 'is still running',
    })
  })

  const failure = (message: string) => ({ level: 'failure', message })
  const exit = failure('Process completed with exit code 1.')
  const notice = { level: 'notice', message: 'hello' }

  it.each<[string, string, CheckRun['annotations']]>([
    [
      'the first failure',
      '1 of 2 failed',
      [notice, exit, failure('1 of 2 failed'), failure('2 of 2 failed')],
    ],
    ['the title before an exit code', 'a title', [notice, exit]],
    [
      'the name of a test that is the title of a failure',
      'adder > adds: expected 5',
      [{ ...failure('expected 5'), title: 'adder > adds' }],
    ],
    ['words that only mention one', `Error: ${exit.message}`, [exit, failure(`Error: ${exit.message}`)]],
    ['the title when there is no failure', 'a title', [notice]],
  ])('is told by %s', (_, detail, annotations) => {
    const failed = run({ conclusion: 'failure', annotations, title: 'a title' })
    expect(judgeObservation(failed, check).detail).toBe(detail)
  })

  it('R13: is told by the tests that the log names, before any annotation', () => {
    const failedTests = { tests: [{ name: 'adds', message: '-1 !== 5' }], more: 0 }
    const failed = run({
      conclusion: 'failure',
      annotations: [failure('x')],
      failedTests,
      lastWords: 'adds: -1 !== 5',
    })
    expect(judgeObservation(failed, check)).toMatchObject({ detail: 'adds: -1 !== 5', failedTests })
  })

  it('R13: is told by the exit code when there is nothing else', () => {
    expect(judgeObservation(run({ conclusion: 'failure', annotations: [exit] }), check).detail).toBe(
      exit.message,
    )
  })

  it('has no detail when nothing tells more', () => {
    expect(judgeObservation(run({ conclusion: 'failure' }), check)).not.toHaveProperty('detail')
  })
})

describe('a run beside the one that judges', () => {
  it.each<[boolean, Observation, Pins]>([
    [true, run({ workflow: PUSH }), {}],
    [true, run({ workflow: PUSH, conclusion: 'skipped' }), {}],
    [true, run({ workflow: PUSH, status: 'in_progress' }), {}],
    [false, run({ workflow: PUSH, conclusion: 'failure' }), {}],
    [false, run({ workflow: PUSH, conclusion: 'timed_out' }), {}],
    [false, run({ workflow: { ...PUSH, jobConfirmed: false } }), {}],
    [false, run(), {}],
    [false, ofApp, {}],
    [false, status('success'), {}],
    [true, run(), { event: 'push' }],
    [false, run({ workflow: PUSH }), { event: 'push' }],
  ])('is it: %s', (beside, observation, pins) => {
    expect(isBeside(observation, aCheck('test', pins))).toBe(beside)
  })
})

describe('a check that must fail', () => {
  const red = 'passed: failed, as new tests must in stage `red`'

  it.each<[string, Observation]>([
    [red, run({ conclusion: 'failure' })],
    [red, status('failure')],
    [red, { ...ofApp, conclusion: 'failure' }],
    ['failed: passed, although new tests must fail in stage `red`', run()],
    [
      'unverified: ran for another event than the pull request',
      run({ workflow: PUSH, conclusion: 'failure' }),
    ],
    ['timed-out: ran into its own time limit', run({ conclusion: 'timed_out' })],
    ['pending: is still running', run({ status: 'queued' })],
  ])('%s', (words, observation) => {
    const { verdict, reason } = judgeRed(observation, check)
    expect(`${verdict}: ${reason}`).toBe(words)
  })
})

describe('red on base', () => {
  const red = (observation: Observation, pins: Pins = {}) =>
    redOnBase({
      contract: { checks: [aCheck('lint'), aCheck('test', pins)], fingerprint: 'f' },
      observations: [run({ name: 'lint' }), observation],
      startedAt: NOW,
    })
  const createdAt = '2026-05-05T11:59:59.000Z'

  it.each<[string, Observation]>([
    ['a failure', run({ conclusion: 'failure' })],
    ['a failure for another event', run({ conclusion: 'failure', workflow: PUSH })],
    ['a run over its time limit', run({ conclusion: 'timed_out' })],
    ['a failed status from before', status('failure', { createdAt })],
    ['a status in error from before', status('error', { createdAt })],
  ])('is what ended with %s', (_, observation) => {
    expect(red(observation)).toEqual(['test'])
  })

  it.each<[string, Observation]>([
    ['a success', run()],
    ['a run that was skipped', run({ conclusion: 'skipped' })],
    ['a run that has not ended', run({ status: 'in_progress', conclusion: 'failure' })],
    ['a failure of another name', run({ name: 'docs', conclusion: 'failure' })],
    ['a failure of no job', run({ conclusion: 'failure', workflow: FORGED })],
    ['a status without a time', status('failure')],
    ['a status from the very start', status('failure', { createdAt: NOW })],
    ['a good status from before', status('success', { createdAt })],
    ['a status of another name', status('failure', { context: 'docs', createdAt })],
  ])('is not what ended with %s', (_, observation) => {
    expect(red(observation)).toEqual([])
  })

  it('asks who posted a failure, in every way in which the contract names somebody', () => {
    const failure = run({ conclusion: 'failure' })
    expect(red(failure, { appId: 15368, workflow: CI.path })).toEqual(['test'])
    expect(red(failure, { appId: 77 })).toEqual([])
    expect(red(failure, { workflow: '.github/workflows/other.yml' })).toEqual([])
    expect(isTrustedFailure(failure, aCheck('test', { appSlug: 'ci' }))).toBe(false)
  })
})
