import { type Contexts, ExpressionError } from '@speculate-dev/workflows'
import { NOTHING_IN_THE_WAY, type Place } from '../actions/served-action.ts'
import { RUNNER_ARCH, RUNNER_OS } from '../job/job-environment.ts'
import { countOf, flagOf } from '../workflow/evaluate-settings.ts'
import type { Call, Job } from '../workflow/workflow.ts'
import { planContainers } from './plan-containers.ts'
import { planMachine } from './plan-machine.ts'
import { planSteps } from './plan-steps.ts'
import { readCalled } from './read-called.ts'
import { withKnown } from './with-known.ts'

/** The job as one combination of its matrix has it, which the contexts hold: with what this runner cannot do of that one alone. */
export async function planJob(job: Job, contexts: Contexts, place: Place): Promise<Job> {
  try {
    if (job.call) return await planCall(job, job.call, { contexts, place })
    // Of a job that cannot be read only its actions are looked at, so that all that is in its way is reported at once.
    const machine = job.findings.length > 0 ? NOTHING_IN_THE_WAY : planMachine(job, contexts)
    if (machine.findings.length > 0) return { ...job, findings: machine.findings }
    const containers = planContainers(job, contexts)
    const { findings, notices } = await planSteps(job.steps, contextsOfSteps(job, contexts), place)
    return {
      ...withSettings(job, contexts),
      findings: [...job.findings, ...(containers === undefined ? [] : [containers]), ...findings],
      notices: [...machine.notices, ...job.notices, ...notices],
    }
  } catch (error) {
    if (error instanceof ExpressionError) return { ...job, findings: [...job.findings, error.message] }
    throw error
  }
}

/** What stands in the way of the called workflow's own jobs is reported by each of them. */
async function planCall(
  job: Job,
  call: Call,
  { contexts, place: { read } }: { readonly contexts: Contexts; readonly place: Place },
): Promise<Job> {
  if (job.findings.length > 0) return job
  const called = await readCalled(call, { contexts, read, depth: 0, isRun: false })
  return 'finding' in called ? { ...job, findings: [called.finding] } : job
}

/** What another job says of it is known when it starts. */
function withSettings(job: Job, contexts: Contexts): Job {
  const evaluation = { contexts, status: 'success' } as const
  const continueOnError = flagOf(job.continueOnError, evaluation)
  return { ...job, continueOnError, timeoutMinutes: countOf(job.timeoutMinutes, evaluation) }
}

/** With what is known of the job's variables, and of the machine. */
function contextsOfSteps({ env }: Job, contexts: Contexts): Contexts {
  const runner = { os: RUNNER_OS, arch: RUNNER_ARCH }
  return { ...contexts, runner, env: withKnown(env, contexts) }
}
