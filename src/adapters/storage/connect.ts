import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { patientPool } from './patient-pool.ts'
import type { Tables } from './tables.ts'

/** One open database, for the store and the queue. */
export interface Database {
  /** Qualified with our schema. */
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  /** May be called more than once. Stop the queue first. */
  close(): Promise<void>
}

/** Both speak Postgres's protocol; the embedded one is nobody else's, and all who are connected to it share one session. */
export interface Engine {
  readonly kind: 'pglite' | 'postgres'
  readonly databaseUrl: string
  /** A statement that was not answered for so long, in milliseconds, has lost its connection, although nothing has told so. */
  readonly answerMs?: number | undefined
}

/** Connects when it is asked for the first time. `andThen` is called once nobody is connected any more. */
export function connect(engine: Engine, andThen: () => Promise<void> = async () => {}): Database {
  const pool = new pg.Pool({
    connectionString: engine.databaseUrl,
    application_name: 'speculate',
    ...noticingSilence(engine),
  })
  // Without a listener, a connection that is lost would end the process, the pool telling of an idle one and each of one in use. Its query,
  // or the next one, fails for the same reason and reports it to its caller.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool(pool) }) })
  let closed: Promise<void> | undefined
  return {
    kysely,
    engine,
    close: () => {
      closed ??= kysely.destroy().finally(andThen)
      return closed
    },
  }
}

/** How the driver finds out that nobody is at the other end, where nobody says so. */
export function noticingSilence({ answerMs }: Pick<Engine, 'answerMs'>) {
  return {
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    ...withoutUndefined({ query_timeout: answerMs, connectionTimeoutMillis: answerMs }),
  }
}
