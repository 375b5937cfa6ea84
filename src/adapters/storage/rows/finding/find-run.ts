import type { Speculation } from '../../../../domain/run/speculation.ts'
import type { Database } from '../../database.ts'
import { SPECULATION_COLUMNS, toSpeculation } from '../speculation-row.ts'
import { isAmong, type KnownRepository } from './among.ts'

/** By its id. One that is of none of the repositories is not even read, so that it takes no longer than one that is not there. */
export async function findRun(
  { kysely }: Pick<Database, 'kysely'>,
  id: string,
  among?: readonly KnownRepository[],
): Promise<Speculation | undefined> {
  const row = await kysely
    .selectFrom('speculations')
    .select(SPECULATION_COLUMNS)
    .where('id', '=', id)
    .where(isAmong(among))
    .executeTakeFirst()
  return row && toSpeculation(row)
}
