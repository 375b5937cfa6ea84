import { createHmac, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pause, withoutUndefined } from '@speculate-dev/system'
import { allows } from './access/permissions.ts'
import type { GitHub, WebhookEvent } from './github.ts'
import { publishDelivery } from './http/published-calls.ts'
import { nodeId } from './ids.ts'
import type { App, Delivery, Installation } from './model.ts'
import { serializeRepository } from './serializers/repository.ts'
import { serializeUser } from './serializers/user.ts'

/** GitHub gives a receiver this long. */
const ANSWER_WITHIN_MS = 10_000

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

interface OutgoingDelivery {
  readonly delivery: Delivery
  readonly app: App
  readonly payload: string
}

export function createWebhooks(github: GitHub): Webhooks {
  const folder = join(github.dataDir, 'deliveries')
  const unsaved = new Map<number, string>()
  const waiting: OutgoingDelivery[] = []
  const held = new Map<number, OutgoingDelivery[]>()
  const running = new Set<Promise<void>>()
  const closing = new AbortController()

  const start = (outgoing: OutgoingDelivery, wait = 0) => {
    const work = post(github, outgoing, { wait, signal: closing.signal }).finally(() => running.delete(work))
    running.add(work)
  }
  const queue = (app: App, delivery: Delivery, payload: string) => {
    github.state.deliveries.push(delivery)
    unsaved.set(delivery.id, payload)
    waiting.push({ delivery, app, payload })
    const { event, action } = delivery
    publishDelivery(() => ({ event, action, headers: deliveryHeaders(app, delivery, payload), payload }))
  }
  const dispatch = (outgoing: OutgoingDelivery) => {
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
  }
  const savePayloads = async () => {
    if (unsaved.size === 0) return
    await mkdir(folder, { recursive: true })
    const files = [...unsaved]
    await Promise.all(files.map(([id, payload]) => writeFile(join(folder, `${id}.json`), payload)))
    for (const [id] of files) unsaved.delete(id)
  }
  const payload = async (id: number) => unsaved.get(id) ?? readFile(join(folder, `${id}.json`), 'utf8')

  return {
    emit: (event) => {
      for (const { app, installation } of listeners(github, event)) {
        const delivery = newDelivery(github, event, { app, installation })
        queue(app, delivery, JSON.stringify(payloadOf(github, event, installation)))
      }
    },
    savePayloads,
    payload,
    take: () => waiting.splice(0),
    send: (batch) => {
      for (const outgoing of batch) dispatch(outgoing)
    },
    redeliver: async (id) => {
      const old = github.state.deliveries.find((delivery) => delivery.id === id)
      const app = github.state.apps.find((candidate) => candidate.id === old?.appId)
      if (old === undefined || app === undefined) return false
      const content = await payload(id).catch(() => undefined)
      if (content === undefined) return false
      queue(app, { ...old, id: github.nextId(), redelivery: true, ...unsent(github) }, content)
      return true
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
    close: async () => {
      closing.abort()
      await Promise.all(running)
    },
  }
}

const permissionFor: Readonly<Record<string, readonly string[]>> = {
  issues: ['issues'],
  issue_comment: ['issues', 'pull_requests'],
  label: ['metadata'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  pull_request_review_comment: ['pull_requests'],
  push: ['contents'],
  create: ['contents'],
  delete: ['contents'],
  check_run: ['checks'],
  check_suite: ['checks'],
  status: ['statuses'],
  workflow_run: ['actions'],
  workflow_job: ['actions'],
}

interface Listener {
  readonly app: App
  readonly installation: Installation | undefined
}

/** Events about the installation itself come unasked; all others only where asked for and allowed. */
function listeners(github: GitHub, event: WebhookEvent): Listener[] {
  return github.state.apps.flatMap((app): Listener[] => {
    if (app.hook === null || (event.onlyApp !== undefined && event.onlyApp !== app.id)) return []
    if (event.event === 'ping') return [{ app, installation: undefined }]
    const installation = github.state.installations.find(
      (candidate) =>
        candidate.appId === app.id &&
        candidate.suspendedAt === null &&
        (event.repository === undefined || candidate.repositories.includes(event.repository.id)),
    )
    if (installation === undefined) return []
    const permissions = permissionFor[event.event]
    if (permissions === undefined) return [{ app, installation }]
    if (!installation.events.includes(event.event)) return []
    return permissions.some((permission) => allows(installation.permissions, permission, 'read'))
      ? [{ app, installation }]
      : []
  })
}

function payloadOf(github: GitHub, event: WebhookEvent, installation: Installation | undefined) {
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

function newDelivery(
  github: GitHub,
  event: WebhookEvent,
  to: { readonly app: App; readonly installation: Installation | undefined },
): Delivery {
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

function unsent(github: GitHub) {
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

async function post(
  github: GitHub,
  outgoing: OutgoingDelivery,
  how: { readonly wait: number; readonly signal: AbortSignal },
): Promise<void> {
  const { delivery, app, payload } = outgoing
  const hook = app.hook
  if (hook === null) {
    Object.assign(delivery, { status: 'failed to connect to host', statusCode: 0 })
    return
  }
  if (how.wait > 0) await pause(how.wait, how.signal)
  const began = performance.now()
  const outcome = await fetch(hook.url, {
    method: 'POST',
    headers: deliveryHeaders(app, delivery, payload),
    body: payload,
    redirect: 'manual',
    signal: AbortSignal.any([how.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  }).then(
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
