import type { Contexts, Value } from '@speculate-dev/workflows'
import { ExpressionError, isList } from '@speculate-dev/workflows'
import { type ActionPlan, NOTHING_IN_THE_WAY, type Place } from '../actions/served-action.ts'
import { evaluated } from '../workflow/parse-matrix.ts'
import type { Job } from '../workflow/workflow.ts'
import { planSteps } from './plan-steps.ts'

/** The job as one combination of its matrix has it, which the contexts hold: with what this runner cannot do of that one alone. */
export async function planJob(job: Job, contexts: Contexts, place: Place): Promise<Job> {
  try {
    // Of a job that cannot be read only its actions are looked at, so that all that is in its way is told at once.
    const machine = job.findings.length > 0 ? NOTHING_IN_THE_WAY : planMachine(job, contexts)
    if (machine.findings.length > 0) return { ...job, findings: machine.findings }
    const { findings, notices } = await planSteps(job.steps, contexts, place)
    return {
      ...job,
      findings: [...job.findings, ...findings],
      notices: [...machine.notices, ...job.notices, ...notices],
    }
  } catch (error) {
    if (error instanceof ExpressionError) return { ...job, findings: [...job.findings, error.message] }
    throw error
  }
}

function planMachine({ runsOn }: Job, contexts: Contexts): ActionPlan {
  const labels = labelsOf(evaluated(runsOn, { contexts, status: 'success' }))
  const strange = labels.find((label) => typeof label !== 'string' || !OURS.test(label))
  if (labels.length === 0 || strange !== undefined) return { findings: [refusalOf(strange)], notices: [] }
  const system = process.platform === 'linux' ? '' : ` (${process.platform})`
  const notice = `\`runs-on: ${labels.join(', ')}\` ran on this machine${system}, not in GitHub's image`
  return { findings: [], notices: [notice] }
}

const OURS = /^(ubuntu-[\w.-]+|self-hosted|linux|x64)$/i

function refusalOf(label: Value | undefined): string {
  if (label === undefined || label === null || label === '') return 'the job has no `runs-on`'
  return `\`runs-on: ${JSON.stringify(label)}\` is not supported by this runner, which has only this machine`
}

/** A group of machines is not looked at. */
function labelsOf(runsOn: Value): readonly Value[] {
  if (typeof runsOn !== 'object' || runsOn === null) return [runsOn]
  if (isList(runsOn)) return runsOn
  return 'labels' in runsOn ? labelsOf(runsOn.labels ?? null) : [JSON.stringify(runsOn)]
}
