import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Sessions of people that have ended before their time, whichever process they signed out at. */
export interface EndedSessions {
  /** `until` is when it would have ended anyway, in milliseconds since the epoch. */
  end(session: { readonly id: string; readonly until: number }): Promise<void>
  hasEnded(id: string): Promise<boolean>
}

export function endedSessions({ kysely }: Pick<Database, 'kysely'>): EndedSessions {
  return {
    async end({ id, until }) {
      await kysely.deleteFrom('ended_sessions').where('until', '<', sql<Date>`now()`).execute()
      await kysely
        .insertInto('ended_sessions')
        .values({ id, until: new Date(until) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async hasEnded(id) {
      const row = await kysely
        .selectFrom('ended_sessions')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}
