import { randomUUID } from 'node:crypto'
import { pause } from '@speculate-dev/system'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ToolchainName } from '../../../../domain/candidate/candidate.ts'
import type { WorkersToolchains } from '../../../../ports/queue.ts'
import { isConnectionLost } from '../../connection-lost.ts'
import type { Database } from '../../database.ts'
import { jsonb } from '../../jsonb.ts'

export interface Announced {
  /** What all workers name, in the order of the one that began first. */
  named(): readonly ToolchainName[]
  /** How many attempts all workers take at a time. */
  places(): number
  /** Toolchains whose attempts this worker takes; undefined: all. */
  serves(): readonly ToolchainName[] | undefined
  stop(): Promise<void>
}

export interface AnnounceOptions {
  readonly onError: (error: unknown, during: string) => void
  /** How many attempts this worker takes at a time. */
  readonly places: number
  /** How often a worker says what it has; default 10,000. */
  readonly announceMs?: number | undefined
  /** Until then the others have said what they have; default 60,000. */
  readonly aloneAfterMs?: number
}

/** Longer than a worker takes to be started again: until then what it has is waited for. */
const MISSED_AFTER_MINUTES = 5

const Worker = z.object({ named: z.array(z.string()), runnable: z.array(z.string()), places: z.int() })
type Worker = z.infer<typeof Worker>

/** Where no other process can be: whatever is wanted is tried here. */
export function onlyWorker(named: readonly ToolchainName[], places: number): Announced {
  return { named: () => named, places: () => places, serves: () => undefined, stop: async () => {} }
}

/**
 * Says every few seconds what this worker can run, and hears what the others can. It takes the attempts that it can run, and those that it
 * alone could: they fail here, with what is missing on this machine.
 */
export async function announceWorker(
  database: Pick<Database, 'kysely'>,
  own: WorkersToolchains,
  { onError, places, announceMs = 10_000, aloneAfterMs = 60_000 }: AnnounceOptions,
): Promise<Announced> {
  const id = randomUUID()
  const startedAt = performance.now()
  const stopping = new AbortController()
  let runnable: readonly ToolchainName[] = []
  let workers: readonly Worker[] = []
  const announce = async () => {
    runnable = await own.runnable()
    await write(database, id, { named: [...own.named], runnable: [...runnable], places })
    workers = await workersHeardOf(database)
  }
  await announce()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await pause(announceMs, stopping.signal)
      if (!stopping.signal.aborted)
        await announce().catch((error: unknown) => {
          if (!isConnectionLost(error)) onError(error, 'saying what this worker can run')
        })
    }
  })()
  return {
    named: () => [...new Set(workers.flatMap(({ named }) => named))],
    places: () => workers.reduce((sum, each) => sum + each.places, 0),
    serves: () => {
      if (performance.now() - startedAt < aloneAfterMs) return runnable
      const somewhere = new Set(workers.flatMap((each) => each.runnable))
      return [...runnable, ...own.named.filter((name) => !somewhere.has(name))]
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function write({ kysely }: Pick<Database, 'kysely'>, id: string, worker: Worker): Promise<void> {
  await sql`
    insert into speculate.workers (id, named, runnable, places)
    values (${id}, ${jsonb(worker.named)}, ${jsonb(worker.runnable)}, ${worker.places})
    on conflict (id) do update
      set named = excluded.named, runnable = excluded.runnable, places = excluded.places, seen_at = now()`.execute(
    kysely,
  )
  await sql`delete from speculate.workers where seen_at < now() - interval '1 day'`.execute(kysely)
}

/** Those that have been heard of lately. */
export async function workersHeardOf({ kysely }: Pick<Database, 'kysely'>): Promise<readonly Worker[]> {
  const { rows } = await sql`
    select named, runnable, places from speculate.workers
    where seen_at > now() - make_interval(mins => ${MISSED_AFTER_MINUTES}) order by started_at, id`.execute(
    kysely,
  )
  return z.array(Worker).parse(rows)
}
