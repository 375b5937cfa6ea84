import { pause, within } from '@speculate-dev/system'
import { isConnectionLost } from '../../connection-lost.ts'
import type { Database } from '../../database.ts'
import { isTheOne } from './job-locks.ts'
import { type LockSession, openLockSession } from './lock-session.ts'

export interface Leading {
  /** Has the work end, and waits a moment for it. */
  stop(): Promise<void>
}

export interface LeadOptions {
  /** What is to be done in one process alone, until its signal says that this is no longer the one. Begun again each time that it is. */
  readonly work: (signal: AbortSignal) => Promise<void>
  readonly onError: (error: unknown, during: string) => void
  /** How often is looked whether there is still somebody; default 2,000. */
  readonly lookMs?: number
}

const STOP_GRACE_MS = 1_000

/**
 * Does something in one process of all that share the database. Whose connection has a lock of Postgres is the one; it goes when that
 * process dies, and another takes it within seconds. For a moment there may be two: what is done must bear that.
 */
export function startLeading({ engine }: Pick<Database, 'engine'>, options: LeadOptions): Leading {
  const stopping = new AbortController()
  const running =
    engine.kind === 'pglite'
      ? // Nobody else can have it open.
        begin(options, stopping.signal)
      : keepTrying(engine.databaseUrl, options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await within(STOP_GRACE_MS, running)
    },
  }
}

/** Never rejects. */
function begin({ work, onError }: LeadOptions, signal: AbortSignal): Promise<void> {
  return work(signal).catch((error: unknown) => {
    if (!signal.aborted) onError(error, 'what one process does for all')
  })
}

async function keepTrying(databaseUrl: string, options: LeadOptions, stopping: AbortSignal): Promise<void> {
  for (;;) {
    const session = await openLockSession(databaseUrl, stopping)
    if (!session) return
    await leadWhileOpen(session, options, AbortSignal.any([stopping, session.ended])).catch(
      (error: unknown) => {
        if (!session.ended.aborted && !isConnectionLost(error))
          options.onError(error, 'looking who does what one does for all')
      },
    )
    void session.close()
  }
}

/**
 * Asks as long as it lasts, also once it is the one: a connection that is cut is noticed so. The work has ended when this has, also where
 * it throws.
 */
async function leadWhileOpen(session: LockSession, options: LeadOptions, ending: AbortSignal): Promise<void> {
  const { lookMs = 2_000 } = options
  const lost = new AbortController()
  const signal = AbortSignal.any([ending, lost.signal])
  let working: Promise<void> | undefined
  try {
    for (; !signal.aborted; await pause(lookMs, signal)) {
      if (await isTheOne(session.ask)) working ??= begin(options, signal)
    }
  } finally {
    lost.abort()
    await working
  }
}
