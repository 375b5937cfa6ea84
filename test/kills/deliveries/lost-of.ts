import { sql } from 'kysely'
import { z } from 'zod'
import { type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'

const Keys = z.array(z.object({ key: z.string() }))

export interface Found {
  /** Acknowledged, and neither looked at nor waiting to be. */
  readonly lost: readonly number[]
  readonly lookedAt: number
  readonly waiting: number
}

/** What has become of the deliveries about these issues of `acme/bench`. */
export async function lostOf(acknowledged: readonly number[], location: DatabaseLocation): Promise<Found> {
  const database = await openDatabase(location)
  try {
    const keysOf = async (query: ReturnType<typeof sql>) => {
      const { rows } = await query.execute(database.kysely)
      return new Set(Keys.parse(rows).map(({ key }) => key))
    }
    const lookedAt = await keysOf(
      sql`select replace(name, 'looked at ', '') as key from speculate.notes where name like 'looked at %'`,
    )
    const waiting = await keysOf(
      sql`select data->>'issue' as key from pgboss.job where name like 'reconcile%' and state <= 'active'`,
    )
    const isLost = (number: number) => {
      const key = `acme/bench#${number}`
      return !lookedAt.has(key) && !waiting.has(key)
    }
    return { lost: acknowledged.filter(isLost), lookedAt: lookedAt.size, waiting: waiting.size }
  } finally {
    await database.close()
  }
}
