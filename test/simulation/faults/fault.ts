import type { Act } from '../people/acts.ts'

/** What happens to one request of the app. */
export type RequestFault =
  /** Nothing happens on GitHub, and the answer is an error. */
  | { readonly kind: 'error-before'; readonly status: 500 | 502 | 503 }
  /** All of it happens, and the answer is an error. 502 is a page of HTML, as GitHub's proxies answer. */
  | { readonly kind: 'error-after'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'cut-after' }
  /** The answer ends in the middle. */
  | { readonly kind: 'half-answer' }
  /** No answer comes; it happens not at all, at once, or only after the app has given up. */
  | { readonly kind: 'no-answer'; readonly happens: 'never' | 'at-once' | 'late' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'secondary-limit'; readonly seconds: number | undefined }
  | { readonly kind: 'primary-limit'; readonly seconds: number }
  /** Data that lacks something, with an error that says so; only of a query. `pick` says what. */
  | { readonly kind: 'partial-data'; readonly pick: number }
  | { readonly kind: 'query-failed' }
  /** A read is answered as of so many seconds ago. */
  | { readonly kind: 'stale'; readonly seconds: number }

export type WebhookFault =
  | { readonly kind: 'lost' }
  | { readonly kind: 'doubled'; readonly ms: number }
  | { readonly kind: 'late'; readonly ms: number }

/** The connection to the database is lost before or after the call took effect, and it is away for so long. */
export interface DatabaseFault {
  readonly kind: 'before' | 'after'
  readonly awayMs: number
}

/** The process of the app dies, and another one is started. */
export interface Death {
  readonly when: 'before' | 'after'
  readonly downMs: number
  /** What it has written last is not among what GitHub shows the next process first. */
  readonly isUnseen?: true
}

/** A creation is also a write, and a write a request. */
export type DeathOn = 'request' | 'write' | 'creation' | 'database'

/** `at` counts from the label on: the first request, write, creation, webhook or call of the database is 1. */
export type Fault =
  | { readonly of: 'request'; readonly at: number; readonly fault: RequestFault }
  | { readonly of: 'webhook'; readonly at: number; readonly fault: WebhookFault }
  | { readonly of: 'database'; readonly at: number; readonly fault: DatabaseFault }
  | { readonly of: 'death'; readonly on: DeathOn; readonly at: number; readonly fault: Death }
  | { readonly of: 'people'; readonly atMs: number; readonly act: Act; readonly pick: number }

/** One line. */
export function tellFault(fault: Fault): string {
  if (fault.of === 'people')
    return `${(fault.atMs / 1_000).toFixed(0)} s after the label: ${fault.act} (${fault.pick})`
  const { kind, ...more } = { kind: 'death', ...fault.fault }
  const on = fault.of === 'death' ? fault.on : fault.of
  const details = Object.entries(more).map(([name, value]) => `${name} ${value}`)
  return `${on} ${fault.at}: ${[kind, ...details].join(', ')}`
}
