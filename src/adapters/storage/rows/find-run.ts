import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Database } from '../database.ts'
import { SPECULATION_COLUMNS, toSpeculation } from './speculation-row.ts'

/** By its id. */
export async function findRun(
  { kysely }: Pick<Database, 'kysely'>,
  id: string,
): Promise<Speculation | undefined> {
  const row = await kysely
    .selectFrom('speculations')
    .select(SPECULATION_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toSpeculation(row)
}
