import { channel } from 'node:diagnostics_channel'
import type { Answer } from './call.ts'

/** A call as it came and as it was answered. Nothing is published of calls whose answer somebody has spoilt on purpose. */
export interface PublishedCall {
  readonly method: string
  /** Below `/api/v3`, as it came; `/graphql` for GraphQL. */
  readonly path: string
  readonly query: URLSearchParams
  readonly userAgent: string
  readonly body: unknown
  readonly answer: Answer
}

export interface PublishedDelivery {
  readonly event: string
  readonly action: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

/** Whoever wants to look on subscribes to these channels of Node by name; nothing happens while nobody does. */
const calls = channel('embedded-github:call')
const deliveries = channel('embedded-github:delivery')

export function publishCall(call: () => PublishedCall): void {
  if (calls.hasSubscribers) calls.publish(call())
}

export function publishDelivery(delivery: () => PublishedDelivery): void {
  if (deliveries.hasSubscribers) deliveries.publish(delivery())
}
