import { createHmac, randomUUID } from 'node:crypto'
import { withoutUndefined } from '@speculate-dev/system'
import type { GitHub, WebhookEvent } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { App, Delivery, Installation } from '../model.ts'
import { serializeRepository } from '../serializers/repository.ts'
import { serializeUser } from '../serializers/user.ts'
import type { Listener } from './listeners.ts'

/** One that is made, and is to be sent to its App. */
export interface OutgoingDelivery {
  readonly delivery: Delivery
  readonly app: App
  readonly payload: string
}

export function payloadOf(github: GitHub, event: WebhookEvent, installation: Installation | undefined) {
  return {
    ...withoutUndefined({ action: event.action }),
    ...event.payload,
    ...withoutUndefined({ repository: event.repository && serializeRepository(github, event.repository) }),
    sender: serializeUser(github, event.sender),
    ...(installation === undefined || event.payload.installation !== undefined
      ? {}
      : { installation: { id: installation.id, node_id: nodeId('Installation', installation.id) } }),
  }
}

export function newDelivery(github: GitHub, event: WebhookEvent, to: Listener): Delivery {
  return {
    id: github.nextId(),
    guid: randomUUID(),
    appId: to.app.id,
    installationId: to.installation?.id ?? null,
    repositoryId: event.repository?.id ?? null,
    event: event.event,
    action: event.action ?? null,
    redelivery: false,
    ...unsent(github),
  }
}

/** What a delivery says until it was sent. */
export function unsent(github: GitHub) {
  return { deliveredAt: github.now(), durationSeconds: 0, status: 'pending', statusCode: 0 }
}

/** The headers of a delivery, as GitHub sends them. */
export function deliveryHeaders(app: App, delivery: Delivery, payload: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/embedded',
    'x-github-delivery': delivery.guid,
    'x-github-event': delivery.event,
    'x-github-hook-id': String(app.hook?.id ?? 0),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${createHmac('sha256', app.hook?.secret ?? '')
      .update(payload)
      .digest('hex')}`,
  }
}
