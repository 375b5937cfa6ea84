import type { Speculation } from '../domain/speculation.ts'
import type { Step } from '../domain/step.ts'
import type { Hands } from './perform.ts'

/** Stored before it is queued: a job without a row would have nowhere to put its result. */
export async function startAttempt(
  step: Extract<Step, { do: 'start-attempt' }>,
  speculation: Speculation,
  { store, queue, clock }: Hands,
): Promise<void> {
  const key = { speculation: speculation.id, candidate: step.candidate, number: step.number }
  const queuedAt = new Date(clock.now()).toISOString()
  await store.insertAttempt({ ...key, toolchain: step.toolchain, status: 'queued', queuedAt })
  await queue.enqueueAttempt(key)
}

/** Its worker, if there still is one, learns of it with its next heartbeat. */
export async function endAttempt(
  step: Extract<Step, { do: 'end-attempt' }>,
  speculation: Speculation,
  { store, clock }: Hands,
): Promise<void> {
  const key = { speculation: speculation.id, candidate: step.candidate, number: step.number }
  const { failure, detail } = step
  const at = new Date(clock.now()).toISOString()
  await store.endAttempt(key, at, { kind: 'failure', failure, detail, usage: { seconds: 0 } }, undefined)
}
