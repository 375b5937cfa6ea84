import type { LockSession } from './lock-session.ts'

/** The connection that there is for locks; after one that was lost, another. */
export interface CurrentSession {
  /** Undefined while there is none. */
  now(): LockSession | undefined
  /** As soon as there is one; throws once there will be none any more. */
  soon(): Promise<LockSession>
  begin(session: LockSession): void
  end(): void
}

export function currentSession(stopping: AbortSignal): CurrentSession {
  let open: LockSession | undefined
  let changed = Promise.withResolvers<void>()
  stopping.addEventListener('abort', () => changed.resolve())
  return {
    now: () => open,
    async soon() {
      while (!open && !stopping.aborted) await changed.promise
      if (!open || stopping.aborted) throw new Error('the worker is shutting down')
      return open
    },
    begin(session) {
      open = session
      changed.resolve()
    },
    end() {
      // Where none had begun, those who wait go on waiting for the next.
      if (!open) return
      open = undefined
      changed = Promise.withResolvers()
    },
  }
}
