import { join } from 'node:path'
import type { GitHub, WebhookEvent } from '../github.ts'
import { publishDelivery } from '../http/published-calls.ts'
import type { App, Delivery } from '../model.ts'
import { createPayloads } from './create-payloads.ts'
import { createSender } from './create-sender.ts'
import { deliveryHeaders, newDelivery, type OutgoingDelivery, payloadOf, unsent } from './delivery.ts'
import { listeners } from './listeners.ts'

export interface Webhooks {
  /** Adds a delivery for every App that must receive the event. */
  emit(event: WebhookEvent): void
  /** Writes the payloads that are waiting; before the state that names them. */
  savePayloads(): Promise<void>
  /** The deliveries that wait to be sent; taken before saving, so that nothing is sent that is not on disk. */
  take(): readonly OutgoingDelivery[]
  send(batch: readonly OutgoingDelivery[]): void
  /** The same delivery again, under its old guid. False when it is not known. */
  redeliver(id: number): Promise<boolean>
  payload(id: number): Promise<string>
  /** Resolves when no delivery is on its way. */
  idle(): Promise<void>
  close(): Promise<void>
}

export function createWebhooks(github: GitHub, send: typeof fetch): Webhooks {
  const payloads = createPayloads(join(github.dataDir, 'deliveries'))
  const sender = createSender(github, send)
  const waiting: OutgoingDelivery[] = []
  const queue = (app: App, delivery: Delivery, payload: string) => {
    github.state.deliveries.push(delivery)
    payloads.keep(delivery.id, payload)
    waiting.push({ delivery, app, payload })
    const { event, action } = delivery
    publishDelivery(() => ({ event, action, headers: deliveryHeaders(app, delivery, payload), payload }))
  }
  return {
    emit(event) {
      for (const listener of listeners(github, event)) {
        const payload = JSON.stringify(payloadOf(github, event, listener.installation))
        queue(listener.app, newDelivery(github, event, listener), payload)
      }
    },
    savePayloads: payloads.save,
    payload: payloads.read,
    take: () => waiting.splice(0),
    send: (batch) => batch.forEach(sender.send),
    async redeliver(id) {
      const old = github.state.deliveries.find((delivery) => delivery.id === id)
      const app = github.state.apps.find((candidate) => candidate.id === old?.appId)
      if (old === undefined || app === undefined) return false
      const content = await payloads.read(id).catch(() => undefined)
      if (content === undefined) return false
      queue(app, { ...old, id: github.nextId(), redelivery: true, ...unsent(github) }, content)
      return true
    },
    idle: sender.idle,
    close: sender.close,
  }
}
