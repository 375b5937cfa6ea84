import { pause } from '@speculate-dev/system'
import type { GitHub } from '../github.ts'
import { deliveryHeaders, type OutgoingDelivery } from './delivery.ts'

/** GitHub gives a receiver this long. */
const ANSWER_WITHIN_MS = 10_000

export interface Sender {
  /** As the faults that were asked for let it arrive. Nobody waits for it. */
  send(outgoing: OutgoingDelivery): void
  /** Resolves when no delivery is on its way. */
  idle(): Promise<void>
  /** Gives up what is on its way. */
  close(): Promise<void>
}

export function createSender(github: GitHub, send: typeof fetch): Sender {
  /** By App: those that arrive after its next one. */
  const held = new Map<number, OutgoingDelivery[]>()
  const running = new Set<Promise<void>>()
  const closing = new AbortController()
  const start = (outgoing: OutgoingDelivery, wait = 0) => {
    const work = post(github, outgoing, { wait, send, signal: closing.signal }).finally(() =>
      running.delete(work),
    )
    running.add(work)
  }
  return {
    send(outgoing) {
      const { delivery, app } = outgoing
      const fault = github.faults.onWebhook(delivery.event, delivery.action)
      switch (fault?.kind) {
        case 'drop':
          Object.assign(delivery, { status: 'failed to connect to host', statusCode: 0 })
          return
        case 'swap-with-next':
          held.set(app.id, [...(held.get(app.id) ?? []), outgoing])
          return
        case 'double':
          start(outgoing)
          start(outgoing)
          break
        case 'delay':
          start(outgoing, fault.milliseconds)
          break
        case undefined:
          start(outgoing)
          break
        default:
          fault satisfies never
      }
      for (const late of held.get(app.id) ?? []) start(late, 20)
      held.delete(app.id)
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
    async close() {
      closing.abort()
      await Promise.all(running)
    },
  }
}

async function post(
  github: GitHub,
  outgoing: OutgoingDelivery,
  how: { readonly wait: number; readonly send: typeof fetch; readonly signal: AbortSignal },
): Promise<void> {
  const { delivery, app, payload } = outgoing
  const hook = app.hook
  if (hook === null) {
    Object.assign(delivery, { status: 'failed to connect to host', statusCode: 0 })
    return
  }
  if (how.wait > 0) await pause(how.wait, how.signal)
  const began = performance.now()
  const outcome = await how
    .send(hook.url, {
      method: 'POST',
      headers: deliveryHeaders(app, delivery, payload),
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.any([how.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    })
    .then(
      async (answer) => {
        await answer.body?.cancel()
        return {
          statusCode: answer.status,
          status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
        }
      },
      (error: unknown) => ({
        statusCode: 0,
        status:
          error instanceof Error && error.name === 'TimeoutError' ? 'timed out' : 'failed to connect to host',
      }),
    )
  Object.assign(delivery, outcome, {
    deliveredAt: github.now(),
    durationSeconds: Math.round(performance.now() - began) / 1000,
  })
}
