import type { Attempt } from '../../domain/candidate/attempt.ts'
import { needsToolchain } from '../../domain/candidate/task.ts'
import { amountsOf } from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import type { Queue } from '../../ports/queue.ts'
import type { EffectContext } from '../perform.ts'

/**
 * Stored before it is queued: a job without a row would have nowhere to put its result. Where another run of the repository has taken
 * the rest of the day's budget meanwhile, nothing happens, and the next look sees what is left.
 */
export async function startAttempt(
  step: Extract<Step, { do: 'start-attempt' }>,
  speculation: Speculation,
  { store, queue, clock }: EffectContext,
): Promise<void> {
  const key = { speculation: speculation.id, candidate: step.candidate, number: step.number }
  const queuedAt = new Date(clock.now()).toISOString()
  const { toolchain, grant, task } = step
  const { budget } = speculation.settings
  const limits = {
    speculation: amountsOf(budget.speculation),
    repositoryDay: amountsOf(budget.repository_day),
  }
  const attempt = { ...key, toolchain, grant, task, status: 'queued' as const, queuedAt }
  if (await store.insertAttempt(attempt, limits)) await enqueueAttempt(attempt, queue)
}

async function enqueueAttempt(
  { speculation, candidate, number, toolchain, task }: Attempt,
  queue: Pick<Queue, 'enqueueAttempt'>,
): Promise<void> {
  const key = { speculation, candidate, number }
  await queue.enqueueAttempt(key, needsToolchain(task) ? toolchain : undefined)
}

/** A process that died may have stored an attempt and not queued it. What waits in the queue, or runs, is there no second time. */
export async function queueStored(
  attempts: readonly Attempt[],
  { queue }: Pick<EffectContext, 'queue'>,
): Promise<void> {
  for (const attempt of attempts) if (attempt.status === 'queued') await enqueueAttempt(attempt, queue)
}

/** Its worker, if there still is one, learns of it with its next heartbeat. */
export async function endAttempt(
  step: Extract<Step, { do: 'end-attempt' }>,
  speculation: Speculation,
  {
    store,
    queue,
    clock,
  }: Pick<EffectContext, 'store' | 'clock'> & { readonly queue: Pick<Queue, 'dropAttempt'> },
): Promise<void> {
  const key = { speculation: speculation.id, candidate: step.candidate, number: step.number }
  const { failure, detail } = step
  const at = new Date(clock.now()).toISOString()
  const usage = { seconds: 0, unknown: true as const }
  await store.endAttempt(key, at, { kind: 'failure', failure, detail, usage }, undefined)
  await queue.dropAttempt(key)
}
