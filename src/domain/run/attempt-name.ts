import type { Attempt } from '../candidate/attempt.ts'
import type { Speculation } from './speculation.ts'
import { stepId } from './trace.ts'

/** Of its work tree, and of what is kept of it in files. */
export function attemptName(
  { issue, run }: Pick<Speculation, 'issue' | 'run'>,
  { candidate, number }: Pick<Attempt, 'candidate' | 'number'>,
): string {
  return `${stepId(issue, run)}.${candidate}.${number}`
}
