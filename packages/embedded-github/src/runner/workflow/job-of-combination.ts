import type { Contexts, Value } from '@speculate-dev/workflows'
import { ExpressionError, isList } from '@speculate-dev/workflows'
import { evaluated } from './parse-matrix.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** The job as one combination of its matrix has it: with what this runner cannot do of that one alone. */
export function jobOfCombination(
  job: Job,
  combination: MatrixCombination | undefined,
  contexts: Contexts,
): Job {
  if (job.findings.length > 0) return job
  try {
    const labels = labelsOf(
      evaluated(job.runsOn, { contexts: { ...contexts, matrix: combination ?? {} }, status: 'success' }),
    )
    const strange = labels.find((label) => typeof label !== 'string' || !OURS.test(label))
    if (labels.length === 0 || strange !== undefined) return { ...job, findings: [refusalOf(strange)] }
    const system = process.platform === 'linux' ? '' : ` (${process.platform})`
    const notice = `\`runs-on: ${labels.join(', ')}\` ran on this machine${system}, not in GitHub's image`
    return { ...job, notices: [notice, ...job.notices] }
  } catch (error) {
    if (error instanceof ExpressionError) return { ...job, findings: [error.message] }
    throw error
  }
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
