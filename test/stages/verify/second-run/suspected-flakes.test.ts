import { describe, expect, it } from 'vitest'
import type { CheckVerdict, Observation, Verification } from '../../../../src/domain/checks/evidence.ts'
import type { Rerun } from '../../../../src/domain/checks/rerun.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { suspectedFlakes } from '../../../../src/stages/verify/second-run/suspected-flakes.ts'
import { aPullRequest } from '../../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../../builders/story.ts'

const ON = Settings.parse({ verifier: { rerun_failed_once: true } })
const workflow = {
  runId: 7,
  path: '.github/workflows/ci.yml',
  event: 'pull_request',
  jobConfirmed: true,
  jobId: 41,
  runAttempt: 1,
  runEnded: true,
}
const run = (overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', 'test', { id: 71, conclusion: 'failure', workflow, ...overrides })
const other = (overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', 'lint', {
    id: 72,
    conclusion: 'failure',
    workflow: { ...workflow, jobId: 42 },
    ...overrides,
  })
const failed = (check = 'test', overrides: Partial<CheckVerdict> = {}): CheckVerdict => ({
  check,
  verdict: 'failed',
  reason: 'failed',
  checkRunId: check === 'test' ? 71 : 72,
  ...overrides,
})
const passed: CheckVerdict = { check: 'lint', verdict: 'passed', reason: 'passed' }
const rerun: Rerun = {
  candidate: 'one',
  check: 'test',
  head: commitOf('one'),
  workflowRunId: 7,
  jobId: 41,
  attempt: 1,
  first: { checkRunId: 71, conclusion: 'failure' },
  askedAt: NOW,
}

interface Case {
  readonly checks?: readonly CheckVerdict[]
  readonly observations?: readonly Observation[]
  readonly state?: Verification['state']
  readonly pull?: Parameters<typeof aPullRequest>[2]
  readonly known?: Parameters<typeof aSpeculation>[0]
  readonly now?: string
}

const suspected = ({
  checks = [passed, failed()],
  observations = [run()],
  state = 'failed',
  pull = {},
  known = {},
  now = NOW,
}: Case = {}) =>
  suspectedFlakes({
    speculation: aSpeculation({ settings: ON, ...known }),
    candidate: 'one',
    pullRequest: aPullRequest('one', 21, { observations, ...pull }),
    verification: { state, reason: '', checks: [...checks] },
    publishedAt: NOW,
    now,
  })

describe('a failure that may be a flake', () => {
  it('is run once more, and its first outcome is kept', () => {
    expect(suspected()).toStrictEqual({ reruns: [rerun], ready: true })
    const reported = { observations: [run({ url: 'https://forge.test/71' })] }
    const checks = [failed('test', { detail: '2 of 14 failed' })]
    expect(suspected({ ...reported, checks })?.reruns[0]?.first).toStrictEqual({
      checkRunId: 71,
      conclusion: 'failure',
      url: 'https://forge.test/71',
      detail: '2 of 14 failed',
    })
  })

  it('is run together with the others, once the runs of all have ended', () => {
    const checks = [failed(), failed('lint')]
    const both = suspected({ checks, observations: [run(), other()] })
    expect(both).toMatchObject({ ready: true, reruns: [{ jobId: 41 }, { check: 'lint', jobId: 42 }] })
    const open = { ...workflow, jobId: 42, runEnded: false }
    expect(suspected({ checks, observations: [run(), other({ workflow: open })] })?.ready).toBe(false)
  })

  it('has not ended where GitHub does not say so', () => {
    const { runEnded: _, ...unsaid } = workflow
    expect(suspected({ observations: [run({ workflow: unsaid })] })?.ready).toBe(false)
  })

  it.each<[string, Case]>([
    ['the settings do not ask for it', { known: { settings: Settings.parse({}) } }],
    ['something is waited for', { state: 'pending' }],
    ['all that counts has passed', { state: 'passed' }],
    ['the pull request is closed', { pull: { state: 'closed' } }],
    ['the pull request is merged', { pull: { state: 'merged' } }],
    ['no check speaks against it', { checks: [passed] }],
    ['what fails, fails on the base already', { checks: [failed('test', { redOnBase: true })] }],
    ['another check is not proved', { checks: [failed(), { ...failed('lint'), verdict: 'unverified' }] }],
    ['another check cannot be run again', { checks: [failed(), failed('lint')] }],
    ['its category is a hard failure', { checks: [failed('test', { hardFail: 'security' })] }],
    ['it had to fail', { checks: [failed('test', { mustFail: true })] }],
    ['it was run again before', { known: { reruns: [rerun] } }],
    [
      'it was run again before, beside another one',
      { known: { reruns: [{ ...rerun, check: 'lint' }, rerun] } },
    ],
    ['it is not shown', { observations: [] }],
    ['it is a commit status', { checks: [failed('test', { checkRunId: undefined })] }],
    ['no workflow is known', { observations: [run({ workflow: undefined })] }],
    ['no job is confirmed', { observations: [run({ workflow: { ...workflow, jobConfirmed: false } })] }],
    ['nobody says how it ended', { observations: [run({ conclusion: undefined })] }],
    [
      'nobody says which job it was',
      { observations: [run({ workflow: { ...workflow, jobId: undefined } })] },
    ],
    ['it is a second attempt already', { observations: [run({ workflow: { ...workflow, runAttempt: 2 } })] }],
    [
      'nobody says which attempt it is',
      { observations: [run({ workflow: { ...workflow, runAttempt: undefined } })] },
    ],
  ])('is not run again where %s', (_, given) => {
    expect(suspected(given)).toBeUndefined()
  })

  it.each<[string, Partial<Rerun>]>([
    ['candidate', { candidate: 'two' }],
    ['check', { check: 'lint' }],
  ])('is run again although another %s was', (_, changes) => {
    expect(suspected({ known: { reruns: [{ ...rerun, ...changes }] } })?.ready).toBe(true)
  })
})

describe('a workflow run that goes on', () => {
  const going = { observations: [run({ workflow: { ...workflow, runEnded: false } })] }
  const contract = (...deadlines: number[]) => ({
    checks: ['lint', 'test'].map((name, at) => aCheck(name, { deadlineMinutes: deadlines[at] ?? 60 })),
    fingerprint: 'f',
  })

  it('is waited for until the deadline of the failed check, and not after it', () => {
    const known = { contract: contract(5, 30) }
    expect(suspected({ ...going, known, now: '2026-05-05T12:29:59.999Z' })).toMatchObject({ ready: false })
    expect(suspected({ ...going, known, now: '2026-05-05T12:30:00.000Z' })).toBeUndefined()
  })

  it('is waited for no longer than the first deadline of several', () => {
    const observations = [...going.observations, other({ workflow: { ...workflow, jobId: 42 } })]
    const both = { checks: [failed(), failed('lint')], observations, known: { contract: contract(10, 30) } }
    expect(suspected({ ...both, now: '2026-05-05T12:09:59.999Z' })).toMatchObject({ ready: false })
    expect(suspected({ ...both, now: '2026-05-05T12:10:00.000Z' })).toBeUndefined()
  })

  it('is not waited for by a check without a deadline', () => {
    expect(suspected({ ...going, known: { contract: { checks: [], fingerprint: 'f' } } })).toBeUndefined()
  })
})

it('a failure whose run has ended is run again, however late', () => {
  expect(suspected({ now: '2026-05-06T12:00:00.000Z' })?.ready).toBe(true)
})
