import { pause } from '@speculate-dev/system'
import pg from 'pg'
import { isNobodyLetIn } from '../../connection-lost.ts'

export interface LockSession {
  /** Asks one thing after the other. */
  readonly ask: (text: string, values?: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>
  /** What others tell on the channels that this connection listens to. */
  readonly hear: (listener: (channel: string, text: string) => void) => void
  /** Aborts when the connection has ended, and all locks with it. */
  readonly ended: AbortSignal
  close(): Promise<void>
}

export interface SessionOptions {
  /** How long others wait at least before they take what was locked here; what is lost then is lost. */
  readonly aloneForMs: number
  /** Told when it cannot be had for that long while others may have one. */
  readonly onAlone: () => void
}

/** As Postgres shows it. */
export const LOCKS_NAME = 'speculate-locks'

const CONNECT_AGAIN_MS = 100
const CONNECT_MS = 3_000
const ANSWER_MS = 5_000

/** Who has nothing to give up while there is none. */
const BEARS_OTHERS: SessionOptions = { aloneForMs: 0, onAlone: () => {} }

/** A connection for locks; tries until there is one. Undefined when it is no longer wanted. */
export async function openLockSession(
  databaseUrl: string,
  stopping: AbortSignal,
  { aloneForMs, onAlone }: SessionOptions = BEARS_OTHERS,
): Promise<LockSession | undefined> {
  let alone = setTimeout(onAlone, aloneForMs)
  try {
    while (!stopping.aborted) {
      try {
        return await connect(databaseUrl)
      } catch (error) {
        if (isNobodyLetIn(error)) {
          // Nobody else is let in either, and so nobody can take anything.
          clearTimeout(alone)
          alone = setTimeout(onAlone, aloneForMs)
        }
        await pause(CONNECT_AGAIN_MS, stopping)
      }
    }
    return undefined
  } finally {
    clearTimeout(alone)
  }
}

async function connect(databaseUrl: string): Promise<LockSession> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: LOCKS_NAME,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  const ended = new AbortController()
  client.on('error', () => ended.abort())
  client.on('end', () => ended.abort())
  const close = () => client.end().catch(() => {})
  await client.connect()
  try {
    // A machine that is gone says no goodbye: its locks are to go within seconds, and not after the hours that systems allow.
    await client.query(
      'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3',
    )
  } catch (error) {
    void close()
    throw error
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    ended: ended.signal,
    ask(text, values = []) {
      const answer = last.then(() => client.query<Record<string, unknown>>(text, [...values]))
      last = answer.catch(() => {})
      return answer
    },
    hear: (listener) => client.on('notification', ({ channel, payload = '' }) => listener(channel, payload)),
    close,
  }
}
