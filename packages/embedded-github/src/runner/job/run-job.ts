import { join } from 'node:path'
import type { Contexts } from '@speculate-dev/workflows'
import { ExpressionError, interpolateAll } from '@speculate-dev/workflows'
import type { CheckConclusion } from '../../model.ts'
import type { ArtifactStore } from '../actions/artifacts/artifact-store.ts'
import type { RunCaches } from '../actions/caches/caches.ts'
import type { Machine } from '../machine/machine.ts'
import {
  eventPayload,
  githubContext,
  githubVariables,
  type JobIdentity,
  type RunFacts,
} from '../start/run-facts.ts'
import type { Job, MatrixCombination, Workflow } from '../workflow/workflow.ts'
import { endOrphans } from './end-orphans.ts'
import { createJobDirectory, type JobDirectory } from './job-directory.ts'
import { jobEnvironment, runnerContext } from './job-environment.ts'
import type { JobReport } from './job-report.ts'
import { ownCorepack } from './own-corepack.ts'
import type { PrepareCheckout, PrepareHome } from './source/new-checkout.ts'
import type { Source } from './source/prepare-source.ts'
import type { SharedCheckout } from './source/shared-checkout.ts'
import { actionRun } from './steps/action-run.ts'
import { runStep } from './steps/run-step.ts'
import type { StepState } from './steps/step-state.ts'

export interface JobRequest {
  readonly workflow: Workflow
  readonly job: Job
  readonly combination: MatrixCombination | undefined
  readonly facts: RunFacts
  readonly identity: JobIdentity
  readonly source: Source
  /** Variables that the operator sets for every job. */
  readonly environment: Readonly<Record<string, string>>
  readonly artifacts: ArtifactStore
  readonly runCaches: RunCaches
  readonly prepareHome: PrepareHome | undefined
  readonly prepareCheckout: PrepareCheckout | undefined
  /** The `needs` context. */
  readonly needs: Contexts
  /** The `inputs` context. */
  readonly inputs: Contexts
  /** The `strategy` context. */
  readonly strategy: Contexts
  /** For `github.token`; undefined when the job does not name it. */
  readonly token: string | undefined
  readonly report: JobReport
  /** Aborts with a `StopReason`. */
  readonly signal: AbortSignal
  readonly limits: JobLimits
  readonly machine: Machine
  /** The folder with actions of other people, where they are allowed. */
  readonly otherActions: string | undefined
  /** The folder with clones of submodules. */
  readonly submodules: string | undefined
  /** The directory in which the job works, if not in a checkout of its own. */
  readonly checkout: SharedCheckout | undefined
}

export interface JobLimits {
  readonly timeoutMinutes: number
  /** 60,000 outside tests. */
  readonly minuteMs: number
  readonly graceMs: number
}

/** `shutdown`: the server is closing; nothing is reported, so that the run is found unfinished and repeated. */
type StopReason = 'timed-out' | 'cancelled' | 'shutdown'

export interface JobResult {
  readonly conclusion: Extract<CheckConclusion, 'success' | 'failure' | 'cancelled'>
  readonly outputs: Readonly<Record<string, string>>
  readonly stopped: StopReason | undefined
  readonly summary: string
}

/** Runs the steps of one job, in an empty folder unless it shares one, and leaves no process and no file behind. The report is not finished here. */
export async function runJob(request: JobRequest): Promise<JobResult> {
  const { job, report, limits } = request
  const minutes = minutesOf(request)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort('timed-out' satisfies StopReason), minutes * limits.minuteMs)
  const signal = AbortSignal.any([request.signal, deadline.signal])
  const trackingId = `embedded-${crypto.randomUUID()}`
  let own: JobDirectory | undefined
  try {
    await report.stepStarted('Set up job')
    for (const notice of job.notices) report.log.annotate({ level: 'notice', message: notice })
    const { facts, prepareHome } = request
    const event = JSON.stringify(eventPayload(facts))
    const make = () =>
      createJobDirectory({ repo: facts.repo, event, prepareHome, variables: request.environment })
    const directory = await (request.checkout?.take(make) ?? make())
    if (!request.checkout) own = directory
    const state = createState(request, directory, trackingId)
    await ownCorepack(directory, state.base.PATH ?? '')
    await report.stepEnded('success')
    return await runSteps(request, state, signal)
  } catch (error) {
    if (signal.aborted) return stoppedResult(request, signal, minutes)
    const message = error instanceof ExpressionError ? error.message : `The runner failed: ${String(error)}`
    report.log.annotate({ level: 'failure', message })
    report.log.note(`##[error]${message}`)
    return { conclusion: 'failure', outputs: {}, stopped: undefined, summary: '' }
  } finally {
    clearTimeout(timer)
    await endOrphans(trackingId)
    await own?.dispose()
  }
}

/** What is an expression was evaluated when the job was planned. */
function minutesOf({ job: { timeoutMinutes }, limits }: JobRequest): number {
  return typeof timeoutMinutes === 'number' ? timeoutMinutes : limits.timeoutMinutes
}

/** The state that steps hand on to one another. */
function createState(request: JobRequest, directory: JobDirectory, trackingId: string): StepState {
  const { workflow, job, facts, identity, combination, needs, token } = request
  const contexts = {
    github: {
      ...githubContext(facts, identity),
      workspace: directory.workspace,
      event_path: join(directory.files, 'event.json'),
      token: token ?? null,
    },
    inputs: request.inputs,
    secrets: token === undefined ? {} : { GITHUB_TOKEN: token },
    vars: {},
    ...{ matrix: combination ?? {}, strategy: request.strategy, needs },
    runner: runnerContext(directory),
  }
  let env: Record<string, string> = {}
  for (const texts of [workflow.env, job.env])
    env = { ...env, ...interpolateAll(texts, { contexts: { ...contexts, env }, status: 'success' }) }
  return {
    directory,
    contexts,
    steps: {},
    base: {
      ...jobEnvironment(directory, trackingId, { ...request.environment, ...directory.environment }),
      ...githubVariables(facts, identity),
    },
    env,
    extraPath: [],
    posts: [],
    summary: '',
    status: 'success',
  }
}

async function runSteps(request: JobRequest, state: StepState, signal: AbortSignal): Promise<JobResult> {
  const { job, report, limits, machine } = request
  const run = actionRun(request, state.directory, signal)
  const { otherActions } = request
  const around = {
    report,
    signal,
    limits,
    machine,
    run,
    otherActions,
    checkedOut: request.checkout?.checkedOut,
  }
  const steps = [...(request.checkout?.stepsToRepeat() ?? []), ...job.steps]
  for (const [index, step] of steps.entries()) {
    await runStep(step, state, { ...around, index })
    // GitHub goes on with steps that say `always()` for some minutes; here a stopped job ends.
    if (signal.aborted) return stoppedResult(request, signal, minutesOf(request))
  }
  await runPosts(state, report)
  const contexts = { ...state.contexts, env: state.env, steps: state.steps }
  const conclusion = state.status === 'success' ? 'success' : 'failure'
  return {
    conclusion,
    outputs: interpolateAll(job.outputs, { contexts, status: state.status }),
    stopped: undefined,
    summary: state.summary,
  }
}

/** What actions do at the end, the last one first. */
async function runPosts(state: StepState, report: JobReport): Promise<void> {
  for (const { name, post } of state.posts.toReversed()) {
    await report.stepStarted(`Post ${name}`)
    const problem = await post(state.status === 'success' ? 'success' : 'failure')
    if (problem !== undefined) {
      report.log.note(`##[error]${problem}`)
      report.log.annotate({ level: 'failure', message: problem })
      state.status = 'failure'
    }
    await report.stepEnded(problem === undefined ? 'success' : 'failure')
  }
}

/**
 * GitHub reports a job over its `timeout-minutes` as cancelled, not as timed out (documented as "automatically cancels";
 * observed for example in github.com/paiml/aprender/issues/3293), with an annotation that names the limit.
 */
function stoppedResult({ report }: JobRequest, signal: AbortSignal, minutes: number): JobResult {
  const stopped: StopReason =
    signal.reason === 'timed-out' || signal.reason === 'shutdown' ? signal.reason : 'cancelled'
  if (stopped === 'timed-out') {
    const message = `The job has exceeded the maximum execution time of ${minutes} minutes.`
    report.log.annotate({ level: 'failure', message })
    report.log.note(`##[error]${message}`)
  }
  report.log.annotate({ level: 'failure', message: 'The operation was canceled.' })
  report.log.note('##[error]The operation was canceled.')
  return { conclusion: 'cancelled', outputs: {}, stopped, summary: '' }
}
