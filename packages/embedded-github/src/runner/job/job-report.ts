import type { CheckConclusion, CheckRun, Repository, WorkflowJob, WorkflowStep } from '../../model.ts'
import type { RunnerHost } from '../../runner-host.ts'
import { createJobLog, type JobLog, type JobLogLimits } from './job-log.ts'

/** Tells the server, step by step, how a job is doing. */
export interface JobReport {
  readonly log: JobLog
  start(): Promise<void>
  stepStarted(name: string): Promise<void>
  stepEnded(conclusion: CheckConclusion): Promise<void>
  finish(conclusion: CheckConclusion, output?: Partial<CheckRun['output']>): Promise<void>
}

export function createJobReport(
  host: RunnerHost,
  { repository, job }: { readonly repository: Repository; readonly job: WorkflowJob },
  limits: JobLogLimits,
): JobReport {
  const steps: WorkflowStep[] = []
  const now = () => new Date(host.github.clock.now()).toISOString()
  const log = createJobLog((text) => host.appendLog(job, text), limits)
  const update = (change: Parameters<RunnerHost['updateJob']>[2]) => host.updateJob(repository, job, change)
  const copies = () => steps.map((step) => ({ ...step }))
  return {
    log,
    start: () => update({ status: 'in_progress' }),
    async stepStarted(name) {
      const number = steps.length + 1
      const startedAt = now()
      steps.push({ name, number, status: 'in_progress', conclusion: null, startedAt, completedAt: null })
      log.note(`##[step]${name}`)
      await update({ steps: copies() })
    },
    async stepEnded(conclusion) {
      const step = steps.at(-1)
      if (step) Object.assign(step, { status: 'completed', conclusion, completedAt: now() })
      await update({ steps: copies() })
    },
    async finish(conclusion, output) {
      for (const step of steps.filter(({ status }) => status !== 'completed')) {
        Object.assign(step, { status: 'completed', conclusion, completedAt: now() })
      }
      await log.flush()
      const annotations = log.annotations
      const { title = null, summary = null, text = null } = output ?? {}
      const shown = (one: string | null) => one && log.shown(one)
      const whole = { title: shown(title), summary: shown(summary), text: shown(text) }
      await update({ status: 'completed', conclusion, steps: copies(), annotations, output: whole })
    },
  }
}
