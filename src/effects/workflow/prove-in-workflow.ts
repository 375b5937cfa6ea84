import { pause } from '@speculate-dev/system'
import { proofTitle } from '../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { JobLog, ProofPlan } from '../../ports/prover.ts'
import type { WorkflowJobFacts, WorkflowRunFacts } from '../../ports/workflow-runs.ts'
import type { RunningAttempt } from '../attempt/run-attempt.ts'
import type { DispatchContext, DispatchForge } from './dispatch-context.ts'
import { notStarted, PASSING, startRun } from './start-run.ts'

export interface WorkflowProofInput {
  readonly dispatching: Pick<DispatchContext, 'forgeFor' | 'pollMs'>
  readonly running: Pick<RunningAttempt, 'speculation' | 'attempt' | 'heartbeat' | 'signal'>
  /** The file's name. */
  readonly workflow: string
  /** Aborts when there is nothing to wait for any more. */
  readonly stop: AbortSignal
}

export type WorkflowProof =
  | { readonly kind: 'ran'; readonly logs: ReadonlyMap<string, JobLog> }
  /** A sentence's part, as the end of `not cross-checked: …`. */
  | { readonly kind: 'cannot'; readonly reason: string }

interface Work extends WorkflowProofInput {
  readonly forge: DispatchForge
  readonly repository: RepositoryRef
  readonly title: string
  readonly plan: ProofPlan
}

/**
 * Has a workflow of the repository run what is planned, and reads what its jobs have printed. The run is known by the id that GitHub answers
 * with, else by its title; its file must be the one that the base has. Whoever stops it, no run goes on; only a worker that shuts down
 * leaves it to the next one. Throws the signal's reason when it is stopped.
 */
export async function proveInWorkflow(work: WorkflowProofInput, plan: ProofPlan): Promise<WorkflowProof> {
  const { dispatching, running } = work
  const { speculation, attempt } = running
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const forge = await dispatching.forgeFor(repository)
  const title = proofTitle(speculation.issue, speculation.run, attempt)
  const all: Work = { ...work, forge, repository, title, plan }
  let run: WorkflowRunFacts | undefined
  let isOver = false
  try {
    const started = await start(all)
    if (started.kind === 'cannot') return started
    run = started.run
    const jobs = await untilOver(all, run)
    isOver = true
    return await readJobs(all, run, jobs)
  } finally {
    const { signal } = running
    if (run !== undefined && !isOver && !signal.aborted)
      await forge.cancelWorkflowRun(repository, run.id).catch(() => undefined)
  }
}

/** Ends what an earlier worker has started for an attempt that is over. */
export async function abandonProof({
  dispatching,
  running,
  workflow,
}: Pick<WorkflowProofInput, 'dispatching' | 'workflow'> & {
  readonly running: Pick<RunningAttempt, 'speculation' | 'attempt'>
}): Promise<void> {
  const { speculation, attempt } = running
  const { owner, repo } = speculation.issue
  const forge = await dispatching.forgeFor({ owner, repo })
  const title = proofTitle(speculation.issue, speculation.run, attempt)
  const run = await forge.findDispatched({ owner, repo }, { workflow, title, after: undefined })
  if (run !== undefined && run.status !== 'completed') await forge.cancelWorkflowRun({ owner, repo }, run.id)
}

type StartResult =
  | { readonly kind: 'started'; readonly run: WorkflowRunFacts }
  | Extract<WorkflowProof, { readonly kind: 'cannot' }>

/** The run that a worker before us has started and left, or a new one. */
async function start(work: Work): Promise<StartResult> {
  const { forge, repository, workflow, title, plan, running } = work
  const { heartbeat, attempt, speculation } = running
  try {
    // The worker that handled it before has already said so.
    const earlier = attempt.progress === undefined ? undefined : await look(work, LOOKS_BACK)
    if (earlier !== undefined && earlier.conclusion !== 'cancelled') return { kind: 'started', run: earlier }
    await heartbeat.keep(`starting the workflow ${workflow}`)
    work.stop.throwIfAborted()
    const inputs = { run: title, ...plan.inputs }
    const run = await startRun(forge, repository, { workflow, ref: speculation.base.branch, inputs })
    return run === undefined ? await find(work, earlier?.id) : { kind: 'started', run }
  } catch (error) {
    const reason = error instanceof ForgeError ? notStarted(error, workflow) : undefined
    if (reason === undefined) throw error
    return { kind: 'cannot', reason }
  }
}

const LOOKS = 12
/** GitHub lists a run some moments after it was started. */
const LOOKS_BACK = 3

async function find(work: Work, after: number | undefined): Promise<StartResult> {
  const { workflow, title } = work
  const run = await look(work, LOOKS, after)
  if (run !== undefined) return { kind: 'started', run }
  const reason = `GitHub did not say which run it started, and none is called ${title}: ${workflow} needs \`run-name\` with the input \`run\``
  return { kind: 'cannot', reason }
}

async function look(
  { forge, repository, workflow, title, dispatching, stop }: Work,
  looks: number,
  after?: number,
): Promise<WorkflowRunFacts | undefined> {
  for (let looked = 1; ; looked += 1) {
    stop.throwIfAborted()
    const run = await forge.findDispatched(repository, { workflow, title, after })
    if (run !== undefined || looked === looks) return run
    await pause(dispatching.pollMs, stop)
  }
}

/** Looks become rarer: each is a request, and tests take their time. */
const SLOWEST = 6

async function untilOver(work: Work, run: WorkflowRunFacts): Promise<readonly WorkflowJobFacts[]> {
  const { forge, repository, dispatching, plan, running, stop } = work
  for (let factor = 1; ; factor = Math.min(factor * 2, SLOWEST)) {
    await pause(dispatching.pollMs * factor, stop)
    stop.throwIfAborted()
    const jobs = await passingOver(() => forge.workflowJobs(repository, run.id), [])
    const over = jobs.filter(({ isOver }) => isOver)
    running.heartbeat.report(`${over.length} of ${plan.jobs.length} jobs done: ${run.url}`)
    if (over.length < jobs.length) continue
    if (plan.jobs.every((name) => jobs.some((job) => job.name === name))) return jobs
    // It has only begun, or it is another workflow than it should be.
    if (factor === SLOWEST || jobs.length > 0) {
      const now = await passingOver(() => forge.workflowRun(repository, run.id), run)
      if (now.status === 'completed') return jobs
    }
  }
}

/** A failure that passes by itself is looked at again later. */
async function passingOver<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ForgeError && PASSING.includes(error.kind)) return otherwise
    throw error
  }
}

async function readJobs(
  work: Work,
  run: WorkflowRunFacts,
  jobs: readonly WorkflowJobFacts[],
): Promise<WorkflowProof> {
  const { forge, repository, plan, workflow } = work
  // Two of one name would be a workflow that does something else.
  const own = jobs.filter(
    ({ name }) => plan.jobs.includes(name) && jobs.filter((job) => job.name === name).length === 1,
  )
  if (own.length === 0)
    return { kind: 'cannot', reason: `${workflow} ended without a job of those it was asked for: ${run.url}` }
  const changed = await changedFile(work, own)
  if (changed !== undefined) return { kind: 'cannot', reason: changed }
  const texts = await forge.workflowLogs(repository, run.id, { jobs: own, lines: plan.lines })
  const logs = own.map(({ id, name, url, conclusion }): [string, JobLog] => [
    name,
    { id, url, conclusion, text: texts.get(id) },
  ])
  return { kind: 'ran', logs: new Map(logs) }
}

const MAX_FILE = 512 * 1024

/** What runs must be what the candidates have started from: the base may have moved on. */
async function changedFile(
  { forge, repository, workflow, running }: Work,
  jobs: readonly WorkflowJobFacts[],
): Promise<string | undefined> {
  const { base } = running.speculation
  const path = `.github/workflows/${workflow}`
  const heads = [...new Set(jobs.map(({ headSha }) => headSha))].filter((head) => head !== base.commit)
  for (const head of heads) {
    const [then, now] = await Promise.all(
      [base.commit, head].map((commit) => forge.readTextFile(repository, commit, path, MAX_FILE)),
    )
    if (then === undefined || then !== now)
      return `${workflow} has changed on \`${base.branch}\` since the candidates were started`
  }
  return undefined
}
