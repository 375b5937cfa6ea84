import type { State } from './model.ts'

/** One API or git request as it was answered. */
interface RequestRecord {
  readonly method: string
  /** The route's pattern (`/repos/:owner/:repo/issues`), `/graphql`, `git …`, or the path when nothing matches. */
  readonly route: string
  readonly path: string
  /** Name or first field of a GraphQL operation. */
  readonly operation: string | undefined
  /** 0 when the socket was destroyed. */
  readonly status: number
  readonly actor: string
  readonly at: string
}

interface RequestMatch {
  readonly method?: string
  /** Equals the route's pattern, or matches it. */
  readonly route?: string | RegExp
  /** Name of a GraphQL operation, or one of its top-level fields. */
  readonly operation?: string
}

type RequestFault =
  /** Answered before anything happens. */
  | {
      readonly kind: 'error-before'
      readonly status: number
      readonly message?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Everything happens, and then the answer is an error. */
  | {
      readonly kind: 'error-after'
      readonly status: number
      readonly message?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The socket is destroyed, before or after the effect. */
  | { readonly kind: 'disconnect'; readonly when: 'before' | 'after' }
  /** The socket is destroyed at once, and everything happens only when `until` has resolved; then `onDone` is called. */
  | { readonly kind: 'late'; readonly until: Promise<unknown>; readonly onDone?: () => void }
  /** HTTP 200 with these errors and no data. */
  | {
      readonly kind: 'graphql-errors'
      readonly errors: readonly { readonly type?: string; readonly message: string }[]
    }
  /** HTTP 200 with `data` lacking what lies at `path` (`repository.c0.statusCheckRollup`), and an error that says so. */
  | {
      readonly kind: 'graphql-partial'
      readonly path: string
      readonly type?: string
      readonly message?: string
    }
  /** A read sees the state of `asOf`, or without it of the moment when the fault was added. */
  | { readonly kind: 'stale'; readonly asOf?: State }

interface FaultRule {
  readonly on: RequestMatch
  /** The first matching request that is hit; default 1. */
  readonly nth?: number
  /** How many are hit from there; default 1, `Infinity` for all. */
  readonly times?: number
  readonly fault: RequestFault
}

interface WebhookRule {
  readonly event?: string
  readonly action?: string
  readonly nth?: number
  readonly times?: number
  readonly fault:
    | { readonly kind: 'drop' | 'double' }
    | { readonly kind: 'delay'; readonly milliseconds: number }
    /** Sent only after the next webhook to the same App. */
    | { readonly kind: 'swap-with-next' }
}

/** What a test or the demo may break, and what it may count. */
export interface Faults {
  readonly requests: readonly RequestRecord[]
  add(rule: FaultRule): void
  addWebhook(rule: WebhookRule): void
  clear(): void
  /** For the server: counts the request and answers what hits it. */
  onRequest(request: { method: string; route: string; operations: readonly string[] }): readonly ActiveFault[]
  onWebhook(event: string, action: string | null): WebhookRule['fault'] | undefined
  record(request: RequestRecord): void
}

export type ActiveFault =
  | Exclude<RequestFault, { kind: 'stale' }>
  | { readonly kind: 'stale'; readonly state: State }

export function createFaults(state: State): Faults {
  const requests: RequestRecord[] = []
  let rules: { rule: FaultRule; seen: number; state: State | undefined }[] = []
  let webhookRules: { rule: WebhookRule; seen: number }[] = []
  return {
    requests,
    add: (rule) => {
      const { fault } = rule
      const past = fault.kind === 'stale' ? (fault.asOf ?? structuredClone(state)) : undefined
      rules.push({ rule, seen: 0, state: past })
    },
    addWebhook: (rule) => {
      webhookRules.push({ rule, seen: 0 })
    },
    clear: () => {
      rules = []
      webhookRules = []
    },
    onRequest: (request) =>
      rules.flatMap((entry): ActiveFault[] => {
        if (!matches(entry.rule.on, request)) return []
        entry.seen += 1
        if (!isHit(entry)) return []
        const { fault } = entry.rule
        return fault.kind === 'stale' ? [{ kind: 'stale', state: entry.state ?? state }] : [fault]
      }),
    onWebhook: (event, action) => {
      for (const entry of webhookRules) {
        const { rule } = entry
        if (rule.event !== undefined && rule.event !== event) continue
        if (rule.action !== undefined && rule.action !== action) continue
        entry.seen += 1
        if (isHit(entry)) return rule.fault
      }
      return undefined
    },
    record: (request) => {
      requests.push(request)
    },
  }
}

function isHit(entry: { readonly rule: { nth?: number; times?: number }; readonly seen: number }): boolean {
  const first = entry.rule.nth ?? 1
  return entry.seen >= first && entry.seen < first + (entry.rule.times ?? 1)
}

function matches(
  on: RequestMatch,
  request: { method: string; route: string; operations: readonly string[] },
): boolean {
  if (on.method !== undefined && on.method !== request.method) return false
  if (on.operation !== undefined && !request.operations.includes(on.operation)) return false
  if (on.route === undefined) return true
  return typeof on.route === 'string' ? on.route === request.route : on.route.test(request.route)
}
