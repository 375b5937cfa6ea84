import type { Limiter } from '@speculate-dev/system'
import { type Contexts, ExpressionError } from '@speculate-dev/workflows'
import type { WorkflowJob } from '../../model.ts'
import type { MatrixJob } from '../plan/matrix-jobs-of.ts'
import type { NeedResult, RunningWorkflow } from '../run-workflow.ts'
import { groupOf } from '../start/concurrency-groups.ts'
import { contextsOf, type JobIdentity } from '../start/run-facts.ts'
import { TOKEN_PATHS } from '../workflow/check-expression.ts'
import type { Job } from '../workflow/workflow.ts'
import { createJobReport, type JobReport } from './job-report.ts'
import { runJob } from './run-job.ts'

export interface MatrixJobRequest extends RunningWorkflow, MatrixJob {
  readonly needs: Contexts
  readonly identity: JobIdentity
  /** Those of its matrix that run at the same time. */
  readonly places: Limiter | undefined
  /** A conclusion to report instead of running. */
  readonly instead: 'skipped' | 'cancelled' | undefined
  /** Aborts with the run, and when another job of the matrix failed. */
  readonly peers: AbortSignal
}

/** One check from its creation to its conclusion. */
export async function runMatrixJob(request: MatrixJobRequest): Promise<NeedResult> {
  const { host, repository, job, instead, limits } = request
  if (request.signal.reason === 'shutdown') return CANCELLED
  const workflowJob = await ensureJob(request)
  if (workflowJob.status === 'completed') {
    request.checkout?.repeatLater(job.steps)
    return alreadyEnded(workflowJob)
  }
  const report = createJobReport(host, { repository, job: workflowJob }, limits.log)
  if (instead) {
    await report.finish(instead)
    return { result: instead, outputs: {} }
  }
  return job.findings.length > 0 ? refuse(report, job) : runInGroup(request, report)
}

const CANCELLED: NeedResult = { result: 'cancelled', outputs: {} }

/** After a restart the job may be there already. */
async function ensureJob({
  host,
  repository,
  run,
  name,
  earlierJobs,
}: MatrixJobRequest): Promise<WorkflowJob> {
  const at = earlierJobs.findIndex((job) => job.name === name)
  const [known] = at < 0 ? [] : earlierJobs.splice(at, 1)
  return known ?? host.createJob(repository, run, name)
}

/** The outputs of a job that ended before a restart are lost; its conclusion is not. */
function alreadyEnded({ conclusion }: WorkflowJob): NeedResult {
  if (conclusion === 'success' || conclusion === 'cancelled' || conclusion === 'skipped') {
    return { result: conclusion, outputs: {} }
  }
  return { result: 'failure', outputs: {} }
}

/** What this runner cannot do is a failure with a clear text, never green. */
async function refuse(report: JobReport, job: Job): Promise<NeedResult> {
  await report.start()
  for (const message of job.findings) {
    report.log.annotate({ level: 'failure', title: 'Not supported', message })
    report.log.note(`##[error]${message}`)
  }
  const summary = job.findings.map((finding) => `- ${finding}`).join('\n')
  await report.finish('failure', { title: job.findings[0] ?? null, summary: summary.slice(0, 65_535) })
  return { result: job.continueOnError === true ? 'success' : 'failure', outputs: {} }
}

/** When its concurrency group is free. */
async function runInGroup(request: MatrixJobRequest, report: JobReport): Promise<NeedResult> {
  const { job, groups, groupsHeld, repository, facts, identity, needs, inputs, strategy, peers } = request
  const matrix = request.combination ?? {}
  const contexts = { ...contextsOf(facts, identity), needs, inputs, strategy, matrix }
  try {
    const group = groupOf(job.concurrency, { repository, contexts })
    // As on GitHub: it would wait for the run that it is part of.
    if (group && groupsHeld.includes(group.key)) {
      const message = `Canceling since a deadlock was detected for the concurrency group of \`${job.concurrency?.group}\``
      report.log.annotate({ level: 'failure', message })
      await report.finish('cancelled')
      return CANCELLED
    }
    return await groups.enter(group, peers, (signal) => runInSlot({ ...request, peers: signal }, report))
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return refuse(report, { ...job, findings: [error.message] })
  }
}

async function runInSlot(request: MatrixJobRequest, report: JobReport): Promise<NeedResult> {
  const { slots, facts, peers, job } = request
  const key = `${facts.owner}/${facts.repo}${facts.event === 'pull_request' ? `#${facts.number}` : `@${facts.head.ref}`}`
  const place = await request.places?.take(peers).catch(() => undefined)
  const giveBack = await slots.take(peers, { key }).catch(() => undefined)
  if (!giveBack) {
    place?.()
    if (peers.reason === 'shutdown') return CANCELLED
    sayWhoFailed(report, peers)
    await report.finish('cancelled')
    return CANCELLED
  }
  try {
    await report.start()
    const token = await tokenFor(request, report)
    const result = await runJob({ ...request, report, token, signal: peers })
    if (result.stopped === 'shutdown') {
      await report.log.flush()
      return CANCELLED
    }
    if (result.conclusion === 'cancelled') sayWhoFailed(report, peers)
    await report.finish(result.conclusion, {
      title: result.stopped === 'timed-out' ? 'The job took too long' : null,
      summary: result.summary || null,
    })
    const forgiven = result.conclusion === 'failure' && job.continueOnError === true
    return { result: forgiven ? 'success' : result.conclusion, outputs: result.outputs }
  } finally {
    giveBack()
    place?.()
  }
}

/** Why the other jobs of a matrix are cancelled. */
export interface FailedMatrixJob {
  readonly failedJob: string
}

/** As GitHub reports it: by an annotation of the job that it has stopped. */
function sayWhoFailed(report: JobReport, { reason }: AbortSignal): void {
  if (typeof reason !== 'object' || reason === null || !('failedJob' in reason)) return
  const message = `The job was canceled because "${String(reason.failedJob)}" failed.`
  report.log.annotate({ level: 'failure', message })
  report.log.note(`##[error]${message}`)
}

/** A token is made only for a job that asks for it. */
async function tokenFor(
  { host, repository, job, workflow, mayWrite, otherActions }: MatrixJobRequest,
  report: JobReport,
): Promise<string | undefined> {
  const text = JSON.stringify([workflow.env, job]).toLowerCase()
  // An action of the repository may ask for it, and so may one of somebody else.
  const mayAsk =
    otherActions !== undefined ||
    text.includes('"uses":"./') ||
    TOKEN_PATHS.some((path) => text.includes(path))
  if (!mayAsk) return undefined
  const token = await host.jobToken(repository, mayWrite && job.writesContents ? 'write' : 'read')
  report.log.mask(token)
  return token
}
