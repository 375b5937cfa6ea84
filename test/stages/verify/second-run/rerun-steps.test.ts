import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../src/domain/checks/evidence.ts'
import type { Rerun } from '../../../../src/domain/checks/rerun.ts'
import type { CandidateFacts } from '../../../../src/domain/forge/forge-facts.ts'
import type { Row } from '../../../../src/domain/judgement/row.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { rerun } from '../../../../src/stages/verify/second-run/rerun.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aRow, type RowFields } from '../../../builders/judgement/row.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../../builders/story.ts'

const workflow = {
  runId: 7,
  path: '.github/workflows/ci.yml',
  event: 'pull_request',
  jobConfirmed: true,
  runAttempt: 1,
  runEnded: true,
}
const red = (name: string, id: number, attempt = 1): Observation =>
  aCheckRun('one', name, {
    id,
    conclusion: 'failure',
    workflow: { ...workflow, jobId: id, runAttempt: attempt },
  })
const noted = (overrides: Partial<Rerun> = {}): Rerun => ({
  candidate: 'one',
  check: 'test',
  head: commitOf('one'),
  workflowRunId: 7,
  jobId: 71,
  attempt: 1,
  first: { checkRunId: 71, conclusion: 'failure' },
  askedAt: NOW,
  ...overrides,
})
const started = { kind: 'started' } as const
const verifying = (id: string, overrides: RowFields = {}) =>
  aRow(id, { result: 'waiting', phase: 'verifying', head: commitOf(id), ...overrides })

interface Given {
  readonly observations?: readonly Observation[]
  readonly reruns?: Rerun[] | undefined
  readonly rows?: readonly Row[]
  readonly candidates?: readonly CandidateFacts[]
  readonly attempts?: readonly ReturnType<typeof anAttempt>[]
}

const stepsOf = ({ observations = [], reruns, rows = [verifying('one')], ...given }: Given) =>
  rerun(
    {
      speculation: aSpeculation({
        settings: Settings.parse({ verifier: { rerun_failed_once: true } }),
        reruns,
      }),
      attempts: [anAttempt('one')],
      candidates: [
        candidateFacts('two', aPullRequest('two', 22)),
        candidateFacts('one', aPullRequest('one', 21, { observations })),
      ],
      now: NOW,
      redOnBase: undefined,
      ...given,
    },
    rows,
  )
const checksOf = (given: Given) =>
  stepsOf(given).flatMap((step) => (step.do === 'rerun-check' ? [step.reruns.map(({ check }) => check)] : []))
const green = aCheckRun('one', 'lint', { id: 70 })

describe('a second run', () => {
  it('is asked for of what has failed, with its first outcome', () => {
    expect(stepsOf({ observations: [green, red('test', 71)] })).toEqual([
      { do: 'rerun-check', candidate: 'one', reruns: [noted()] },
    ])
  })

  it('is asked for again of what was noted and has no answer, and of nothing else', () => {
    const other = noted({ check: 'lint', jobId: 70, workflowRunId: 8 })
    const reruns = [noted(), noted({ candidate: 'two' }), noted({ head: 'd'.repeat(40) }), other]
    expect(stepsOf({ reruns })).toEqual([
      { do: 'rerun-check', candidate: 'one', reruns: [noted()] },
      { do: 'rerun-check', candidate: 'one', reruns: [other] },
    ])
    expect(stepsOf({ reruns: [noted({ answer: started })] })).toEqual([])
  })

  it.each<[string, RowFields]>([
    ['is rejected', { result: 'reject' }],
    ['stands', { result: 'hold', phase: 'judged' }],
    ['is being published', { phase: 'publishing' }],
    ['is being reviewed', { phase: 'reviewing' }],
  ])('is not asked for of a candidate that %s', (_, changes) => {
    expect(stepsOf({ reruns: [noted()], rows: [verifying('one', changes)] })).toEqual([])
  })

  it('is not asked for where the forge shows no pull request', () => {
    expect(stepsOf({ candidates: [] })).toEqual([])
    expect(stepsOf({ candidates: [candidateFacts('one')] })).toEqual([])
  })

  it('needs no attempt that is still known', () => {
    expect(checksOf({ observations: [green, red('test', 71)], attempts: [] })).toEqual([['test']])
  })

  it('of another check is asked for once the first one has passed on its own', () => {
    const passed = aCheckRun('one', 'test', { id: 73, workflow: { ...workflow, jobId: 73, runAttempt: 2 } })
    const reruns = [noted({ answer: started })]
    expect(checksOf({ observations: [red('lint', 70), red('test', 71), passed], reruns })).toEqual([['lint']])
  })

  it('of another candidate with the same commit says nothing of this one', () => {
    const reruns = [noted({ candidate: 'two', answer: started })]
    expect(checksOf({ observations: [green, red('test', 71)], reruns })).toEqual([['test']])
  })
})
