import type { Clock } from '@speculate-dev/system'
import type { AttemptKey, Store } from '../../ports/store.ts'

export interface Heartbeat {
  /** What the next beat says about the agent's work; foreign text. */
  report(progress: string): void
  /** As `report`, but stored when it returns: who takes the attempt over must know of it. */
  keep(progress: string): Promise<void>
  stop(): void
}

export interface HeartbeatOptions {
  readonly store: Store
  readonly clock: Clock
  readonly everyMs: number
  /** The attempt has been ended by somebody else: nothing that still happens here counts. */
  readonly onEnded: () => void
}

/** Tells the store again and again that the attempt is alive, and how far it is; one beat at a time, the first one now. */
export function startHeartbeat(
  key: AttemptKey,
  { store, clock, everyMs, onEnded }: HeartbeatOptions,
): Heartbeat {
  let progress: string | undefined
  let isBeating = false
  const beat = async () => {
    if (isBeating) return
    isBeating = true
    try {
      if (!(await store.heartbeat(key, new Date(clock.now()).toISOString(), progress))) onEnded()
    } catch {
      // A store that does not answer for a moment is no reason to throw the agent's work away.
    } finally {
      isBeating = false
    }
  }
  void beat()
  const timer = setInterval(beat, everyMs)
  return {
    report(line) {
      progress = line
    },
    async keep(line) {
      progress = line
      if (!(await store.heartbeat(key, new Date(clock.now()).toISOString(), line))) onEnded()
    },
    stop: () => clearInterval(timer),
  }
}
