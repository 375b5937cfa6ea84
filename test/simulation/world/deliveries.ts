import type { Receive } from '../app/start-process.ts'
import type { Injector } from '../faults/injector.ts'
import type { Random } from '../random.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import type { Trail } from './trail.ts'

interface Deliveries {
  readonly time: VirtualTime
  readonly trail: Trail
  /** The process that is there; undefined while there is none. */
  readonly receiver: () => Receive | undefined
  readonly ways: Ways
}

/** After how many milliseconds a webhook arrives: never, once, or several times. GitHub is told what came of the first. */
export type Ways = (event: string) => readonly number[]

/** Each takes its own time, so that any may come before another; some meet a fault. */
export function randomWays(random: Random, injector: Injector): Ways {
  return () => {
    const fault = injector.onWebhook()
    if (fault?.kind === 'lost') return []
    const late = fault?.kind === 'late' ? fault.ms : 0
    const again = fault?.kind === 'doubled' ? [fault.ms] : []
    return [random.between(50, 1_500) + late, ...again]
  }
}

/** The way of webhooks to the app. One that a process dies with is never answered; GitHub gives up on it after its own time. */
export function deliverer({ time, trail, receiver, ways }: Deliveries): typeof fetch {
  return async (_url, init) => {
    const name = String(new Headers(init?.headers).get('x-github-event'))
    const payload: unknown = JSON.parse(String(init?.body))
    const arrive = (ms: number) =>
      new Promise<Response>((resolve, reject) =>
        time.after(ms, () => {
          const receive = receiver()
          trail.note(`webhook ${name}${receive ? '' : ' finds nobody'}`)
          if (!receive) return reject(new TypeError('fetch failed'))
          receive({ name, payload }).then(
            () => resolve(new Response('', { status: 200 })),
            () => resolve(new Response('', { status: 500 })),
          )
        }),
      )
    const [first, ...others] = ways(name)
    if (first === undefined) throw new TypeError('fetch failed')
    for (const ms of others) arrive(ms).catch(() => {})
    return Promise.race([arrive(first), givenUp(init?.signal)])
  }
}

function givenUp(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}
