import { messageOf, pause } from '@speculate-dev/system'
import type { Log } from '../../ports/operator.ts'

interface HubOptions {
  readonly log: Log
  /** Listeners at the same time, of all pages together. */
  readonly most?: number
  /** Of one person. */
  readonly mostEach?: number
  /** How often what is listened to is looked at, in milliseconds. */
  readonly everyMs?: number
}

/** Tells pages that what they show has changed. */
export interface Hub {
  /**
   * Calls `tell` with the version of now, and with each one that follows, until what it answers is called; `read` is asked once for all who
   * listen to the same `topic`. Undefined where there are too many listeners already, of all or of one person.
   */
  listen(topic: string, listener: Listener): (() => void) | undefined
  /** Ends all listeners, and looks at nothing any more. */
  stop(): Promise<void>
}

interface Listener {
  /** Whose place it takes. */
  readonly who: string
  readonly read: () => Promise<string>
  readonly tell: (version: string) => void
  /** The server stops. */
  readonly end: () => void
}

/** A process has no more connections than it can hold; a browser that was refused tries again. */
const MOST = 200
/** More than anybody has open, so that nobody takes all of them. */
const MOST_EACH = 40
/** Only the database knows what other processes do, and it is asked only while somebody listens. */
const EVERY_MS = 1_000

interface Topic {
  readonly listeners: Set<Listener>
  version: string | undefined
}

export function createHub({ log, most = MOST, mostEach = MOST_EACH, everyMs = EVERY_MS }: HubOptions): Hub {
  const topics = new Map<string, Topic>()
  const stopping = new AbortController()
  let looking: Promise<void> | undefined
  const all = () => [...topics.values()].flatMap(({ listeners }) => [...listeners])
  const look = async () => {
    while (topics.size > 0 && !stopping.signal.aborted) {
      for (const topic of topics.values()) await tellChange(topic)
      await pause(everyMs, stopping.signal).catch(() => {})
    }
    looking = undefined
  }
  const tellChange = async (topic: Topic) => {
    const [first] = topic.listeners
    if (!first) return
    // While the database is away nothing is told; what has changed meanwhile is told afterwards.
    const version = await first.read().catch((error: unknown) => void log(`live pages: ${messageOf(error)}`))
    if (version === undefined || version === topic.version) return
    topic.version = version
    for (const { tell } of topic.listeners) tell(version)
  }
  return {
    listen(name, listener) {
      const others = all()
      const own = others.filter(({ who }) => who === listener.who)
      const isFull = others.length >= most || own.length >= mostEach
      if (stopping.signal.aborted || isFull) return undefined
      const topic = topics.get(name) ?? { listeners: new Set(), version: undefined }
      topics.set(name, topic)
      topic.listeners.add(listener)
      if (topic.version !== undefined) listener.tell(topic.version)
      looking ??= look()
      return () => {
        topic.listeners.delete(listener)
        if (topic.listeners.size === 0 && topics.get(name) === topic) topics.delete(name)
      }
    },
    async stop() {
      stopping.abort()
      for (const { end } of all()) end()
      topics.clear()
      await looking
    },
  }
}
