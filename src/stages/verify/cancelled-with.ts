import type { CheckVerdict, Observation } from '../../domain/checks/evidence.ts'
import { saysCancelled } from '../../domain/checks/read-of-output.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'

type Job = Extract<Observation, { kind: 'check-run' }>

/**
 * With `fail-fast`, which is GitHub's own default, the first job of a matrix that fails cancels the others at once: nothing follows that
 * they could be waited for, and what they would have said nobody knows. The job that failed answers for them.
 */
export function cancelledWith(
  checks: readonly CheckVerdict[],
  observations: readonly Observation[],
): readonly CheckVerdict[] {
  const jobs = observations.filter(isJob)
  const jobOf = ({ checkRunId }: CheckVerdict) => jobs.find(({ id }) => id === checkRunId)
  const failed = checks.filter(({ verdict }) => verdict === 'failed' || verdict === 'timed-out')
  return checks.map((check): CheckVerdict => {
    const job = jobOf(check)
    if (job?.conclusion !== 'cancelled' || check.verdict === 'failed') return check
    const cause = failed.find((one) => isMatrixJobBeside(jobOf(one), job))
    if (cause === undefined) return check
    const reason = `was cancelled because ${codeSpan(cause.check, 80)} failed`
    return { ...check, verdict: 'unverified', reason, cancelledBy: cause.check }
  })
}

function isJob(one: Observation): one is Job {
  return one.kind === 'check-run' && one.workflow?.jobConfirmed === true
}

/** Whoever cancels a whole run may do so minutes later; a job of a matrix is stopped within seconds. */
const STOPPED_WITHIN_MS = 120_000

function isMatrixJobBeside(failed: Job | undefined, cancelled: Job): boolean {
  if (failed?.workflow === undefined || failed.workflow.runId !== cancelled.workflow?.runId) return false
  if ((failed.workflow.runAttempt ?? 1) !== (cancelled.workflow.runAttempt ?? 1)) return false
  const later = Date.parse(cancelled.completedAt ?? '') - Date.parse(failed.completedAt ?? '')
  if (later > STOPPED_WITHIN_MS) return false
  return (
    isSaid(failed, cancelled) || (matrixOf(failed) !== undefined && matrixOf(failed) === matrixOf(cancelled))
  )
}

function isSaid({ name }: Job, { annotations }: Job): boolean {
  return annotations.some(({ message }) => saysCancelled(message) && message.includes(`"${name}"`))
}

/** `test` of `test (20, ubuntu-latest)`; undefined for a job without a matrix, or one that names the jobs of its matrix itself. */
function matrixOf({ name }: Job): string | undefined {
  const at = name.lastIndexOf(' (')
  return at > 0 && name.endsWith(')') ? name.slice(0, at) : undefined
}
