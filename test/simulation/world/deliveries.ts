import type { Receive } from '../app/start-process.ts'
import type { Injector } from '../faults/injector.ts'
import type { Random } from '../random.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import type { Trail } from './trail.ts'

interface Deliveries {
  readonly time: VirtualTime
  readonly random: Random
  readonly injector: Injector
  readonly trail: Trail
  /** The process that is there; undefined while there is none. */
  readonly receiver: () => Receive | undefined
}

/** The way of webhooks to the app: each takes its own time, so that any may come before another. */
export function deliverer({ time, random, injector, trail, receiver }: Deliveries): typeof fetch {
  return async (_url, init) => {
    const name = String(new Headers(init?.headers).get('x-github-event'))
    const payload: unknown = JSON.parse(String(init?.body))
    const fault = injector.onWebhook()
    if (fault?.kind === 'lost') throw new TypeError('fetch failed')
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
    const late = fault?.kind === 'late' ? fault.ms : 0
    if (fault?.kind === 'doubled') arrive(fault.ms).catch(() => {})
    return arrive(random.between(50, 1_500) + late)
  }
}
