import type { Attempt, AttemptFailure, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { type aWorld, write } from './a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>

/** What it costs to ask a toolchain before anybody writes. */
export const usage = { seconds: 30, inputTokens: 2_000, outputTokens: 500, usd: 0.02, models: ['gpt-5'] }

export const failing = (failure: AttemptFailure): AttemptOutcome => ({
  kind: 'failure',
  failure,
  detail: 'x',
  usage,
})

/** To the end, after this answer of who is asked first; `ids` are the candidates whose checks answer. */
export async function finishedAfter(
  world: World,
  asked: 'classify' | 'plan',
  { outcome, ids }: { readonly outcome: AttemptOutcome; readonly ids: readonly string[] },
) {
  const attempts: Attempt[] = []
  await write(world, {
    [asked]: (attempt: Attempt) => {
      attempts.push(attempt)
      return outcome
    },
  })
  await world.checksAnswer([], ids)
  await world.wake()
  const speculation = await world.speculation()
  const { entries } = await world.store.auditLog(speculation?.id ?? '')
  return { world, attempts, speculation, entries, comment: world.issue().comments[0]?.body ?? '' }
}
