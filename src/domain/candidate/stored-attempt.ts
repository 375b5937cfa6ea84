import { z } from 'zod'
import { Attempt } from './attempt.ts'

/**
 * An attempt as it comes out of the store or a log. Until there were tasks, an attempt had a key of its own for each of them, and none
 * for a patch: this is the only place that knows those keys.
 */
export const StoredAttempt = z.preprocess(withTask, Attempt)

/** The rest of such an attempt is what it is today; `Attempt` reads it. */
const OldAttempt = z.looseObject({
  task: z.never().optional(),
  reviewOf: z.string().optional(),
  entered: z.looseObject({}).optional(),
  plans: z.literal(true).optional(),
  proves: z.array(z.unknown()).optional(),
  distinguishes: z.looseObject({}).optional(),
})

function withTask(stored: unknown): unknown {
  const old = OldAttempt.safeParse(stored)
  if (!old.success) return stored
  const { reviewOf, entered, plans, proves, distinguishes, ...attempt } = old.data
  if (reviewOf !== undefined) return { ...attempt, task: { kind: 'review', commit: reviewOf } }
  if (entered) return { ...attempt, task: { ...entered, kind: 'read' } }
  if (plans) return { ...attempt, task: { kind: 'plan' } }
  if (proves) return { ...attempt, task: { kind: 'prove', commits: proves } }
  if (distinguishes) return { ...attempt, task: { ...distinguishes, kind: 'distinguish' } }
  return { ...attempt, task: { kind: 'patch' } }
}
