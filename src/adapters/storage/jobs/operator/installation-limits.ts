import { sql } from 'kysely'
import { z } from 'zod'
import { Ledger } from '../../../github/pacing/ledger.ts'
import type { Database } from '../../database.ts'

/** What all processes have used of GitHub's limits for one installation; times in milliseconds since the epoch. */
export interface InstallationUse {
  readonly installation: string
  /** Of REST and GraphQL in this hour, as GitHub has said. */
  readonly hour: Ledger['hour']
  /** Pull requests, comments and reviews within an hour. */
  readonly creations: number
  /** Nothing is sent before; in the past where nothing is waited for. */
  readonly closedUntil: number
  /** Requests under way. */
  readonly atOnce: number
}

const HOUR_MS = 3_600_000
const Row = z.object({ name: z.string(), now: z.number(), ledger: z.unknown() })

/** By installation; what cannot be read is left out. */
export async function installationUse({
  kysely,
}: Pick<Database, 'kysely'>): Promise<readonly InstallationUse[]> {
  const { rows } = await sql`
    select name, ledger, (extract(epoch from clock_timestamp()) * 1000)::float8 as now
    from speculate.ledgers order by name`.execute(kysely)
  return z
    .array(Row)
    .parse(rows)
    .flatMap(({ name, now, ledger }) => {
      const { data } = Ledger.safeParse(ledger)
      if (!data) return []
      const recent = data.creations.filter(([at]) => at + HOUR_MS > now)
      return [
        {
          installation: name,
          hour: data.hour,
          creations: recent.reduce((sum, [, many]) => sum + many, 0),
          closedUntil: data.closedUntil,
          atOnce: Object.values(data.places).filter(([until]) => until > now).length,
        },
      ]
    })
}
