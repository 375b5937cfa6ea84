import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { GitHub } from './github.ts'
import {
  ACTIONS_APP_ID,
  type CheckRun,
  type Repository,
  type WorkflowJob,
  type WorkflowRun,
} from './model.ts'
import { createCheckRun, updateCheckRun } from './operations/checks/checks.ts'
import { logFile } from './operations/checks/logs.ts'
import { completeRun, createRun, emitRun } from './operations/checks/workflow-runs.ts'
import { mintToken } from './operations/mint-token.ts'
import { pullRequestPayload } from './operations/pull-requests/pull-request-payload.ts'
import { pushPayload } from './operations/push-payload.ts'
import type { JobUpdate, PayloadEvent, RunnerHost } from './runner-host.ts'
import { serializeRepository } from './serializers/repository.ts'
import { serializeUser } from './serializers/user.ts'
import { serializeJob } from './serializers/workflow.ts'

export function createRunnerHost(github: GitHub): RunnerHost {
  return {
    github,
    async payloadOf(repository, { actor, pullRequest, push }) {
      const event = pullRequest
        ? await pullRequestPayload(github, repository, pullRequest)
        : push && (await pushPayload(github, repository, pushOf(push, actor)))
      const sender = serializeUser(github, actor)
      return { ...event, repository: serializeRepository(github, repository), sender }
    },
    createRun: async (wanted) => {
      const run = await createRun(github, wanted)
      await github.commit()
      return run
    },
    createJob: async (repository, run, name) => {
      const job = await createJob(github, repository, run, name)
      await github.commit()
      return job
    },
    updateJob: (repository, job, update) => updateJob(github, repository, job, update),
    appendLog: async (job, text) => {
      const file = logFile(github, job.id)
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, text)
    },
    readLog: (jobId) => readFile(logFile(github, jobId), 'utf8').catch(() => ''),
    completeRun: async (repository, run, conclusion) => {
      await completeRun(github, repository, { run, conclusion })
      await github.commit()
    },
    jobToken: async (repository, contents = 'read') => {
      const permissions = { contents, checks: 'write', statuses: 'write' } as const
      const installation = { id: 0, appId: ACTIONS_APP_ID }
      const { token } = mintToken(github, { installation, permissions, repositories: [repository.id] })
      await github.save()
      return token
    },
  }
}

function pushOf(
  { branch, before, after }: NonNullable<PayloadEvent['push']>,
  sender: string,
): Parameters<typeof pushPayload>[2] {
  return { name: `refs/heads/${branch}`, from: before, to: after, sender }
}

async function createJob(
  github: GitHub,
  repository: Repository,
  run: WorkflowRun,
  name: string,
): Promise<WorkflowJob> {
  const check = await createCheckRun(github, repository, {
    appId: ACTIONS_APP_ID,
    headSha: run.headSha,
    suiteId: run.suiteId,
    name,
  })
  const job: WorkflowJob = {
    id: check.id,
    runId: run.id,
    attempt: run.attempt ?? 1,
    checkRunId: check.id,
    name,
    status: 'queued',
    conclusion: null,
    createdAt: github.now(),
    startedAt: null,
    completedAt: null,
    steps: [],
  }
  repository.workflowJobs.push(job)
  emitJob(github, repository, { run, job, action: 'queued' })
  return job
}

async function updateJob(
  github: GitHub,
  repository: Repository,
  job: WorkflowJob,
  update: JobUpdate,
): Promise<void> {
  const run = repository.workflowRuns.find(({ id }) => id === job.runId)
  const check = repository.checkRuns.find(({ id }) => id === job.checkRunId)
  if (run === undefined || check === undefined) throw new Error(`job ${job.id} belongs to no run`)
  const before = job.status
  const status = update.conclusion === undefined ? (update.status ?? job.status) : 'completed'
  if (update.annotations !== undefined) check.annotations = [...update.annotations]
  await updateCheckRun(github, repository, {
    run: check,
    status,
    conclusion: status === 'completed' ? (update.conclusion ?? 'neutral') : undefined,
    output: update.output && shortened(update.output),
  })
  Object.assign(job, {
    status,
    conclusion: check.conclusion,
    startedAt: check.startedAt,
    completedAt: check.completedAt,
    steps: update.steps === undefined ? job.steps : [...update.steps],
  } satisfies Partial<WorkflowJob>)
  if (status !== 'queued' && run.status === 'queued') await startRun(github, repository, run)
  if (status !== before) emitJob(github, repository, { run, job, action: status })
  await github.commit()
}

async function startRun(github: GitHub, repository: Repository, run: WorkflowRun): Promise<void> {
  const now = github.now()
  Object.assign(run, { status: 'in_progress', startedAt: now, updatedAt: now })
  const suite = repository.checkSuites.find(({ id }) => id === run.suiteId)
  if (suite !== undefined) Object.assign(suite, { status: 'in_progress', updatedAt: now })
  await emitRun(github, repository, { run, action: 'in_progress' })
}

/** GitHub's limit for each text of a check run. */
function shortened(output: CheckRun['output']): CheckRun['output'] {
  const cut = (text: string | null) => text?.slice(0, 65_535) ?? null
  return { title: output.title, summary: cut(output.summary), text: cut(output.text) }
}

function emitJob(
  github: GitHub,
  repository: Repository,
  event: { readonly run: WorkflowRun; readonly job: WorkflowJob; readonly action: string },
): void {
  github.emit({
    event: 'workflow_job',
    action: event.action,
    repository,
    sender: event.run.actor,
    payload: { workflow_job: serializeJob(github, repository, event) },
  })
}
