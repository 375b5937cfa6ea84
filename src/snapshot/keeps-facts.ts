import type { Step } from '../domain/run/step.ts'

/** What only the store remembers, and comments of ours, whose ids and texts it remembers too. */
const KEEP: readonly Step['do'][] = [
  'append-audit',
  'append-traces',
  'archive',
  'end-attempt',
  'ensure-comment',
  'record-choice',
  'record-ci',
  'record-revocation',
  'record-verdict',
  'settle',
  'start-attempt',
]

/** Whether what the forge has shown is still true after these steps, as far as they go: then it is not asked again. */
export function keepsFacts(steps: readonly Step[]): boolean {
  return steps.every((step) => KEEP.includes(step.do))
}
