import { isConnectionLost } from '../../../src/adapters/storage/connection-lost.ts'
import type { IssueKey } from '../../../src/domain/issue/issue.ts'
import type { Queue, QueueHandlers } from '../../../src/ports/queue.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import type { Life } from '../world/life.ts'

/** The jobs that the database holds, whichever process is at work. */
export interface Jobs {
  /** As one process has them; `crossing` is its way to the database. */
  queueFor(life: Life, crossing: Crossing): Queue
  /** As somebody at the database would. */
  wake(issue: IssueKey): void
  /** Takes what a dead process was at work on back, once others have noticed. */
  release(life: Life): void
  /** What waits or runs, but for looks at a later time. */
  left(): readonly string[]
  /** What could not be done, however often it was tried. */
  readonly dead: readonly string[]
  /** Looks that failed although their process lived, and that nothing would have brought back. */
  readonly forgotten: readonly string[]
  /** Since the last fault each of these issues has been looked at, and the look went well. */
  areSeen(issues: readonly IssueKey[]): boolean
}

/** A call of the database by a process. */
export type Crossing = <T>(name: string, call: () => Promise<T>) => Promise<T>

interface JobsOptions {
  readonly time: VirtualTime
  readonly note: (what: string) => void
  /** How many faults there have been. */
  readonly faults: () => number
}

interface AttemptJob {
  readonly key: AttemptKey
  readonly tries: number
}

interface Worker {
  readonly life: Life
  readonly handlers: QueueHandlers
  readonly limits: Parameters<Queue['work']>[1]
  readonly toolchains: Parameters<Queue['work']>[2]
}

/** Another worker is given a job of a dead one after this long (O19). */
const NOTICED_MS = 6_000
const MOST_TRIES = 4
const START_MS = 5

/**
 * The promises of the queue on pg-boss, without a database: a job waits at most once and runs at most once; a wake for later counts at the
 * earlier of two times; a look that loses the database, or its worker, is woken again; attempts are tried a few times.
 */
export function createJobs({ time, note, faults }: JobsOptions): Jobs {
  const wakes = new Set<IssueKey>()
  const looking = new Map<IssueKey, Life>()
  const later = new Map<IssueKey, number>()
  const attempts = new Map<string, AttemptJob>()
  const running = new Map<string, Life>()
  const dead: string[] = []
  const forgotten: string[] = []
  /** How many faults there had been when the last look at it that went well began. */
  const seen = new Map<IssueKey, number>()
  let worker: Worker | undefined

  const wake = (issue: IssueKey) => {
    wakes.add(issue)
    time.after(START_MS, pump)
  }
  const wakeAt = (issue: IssueKey, at: number) => {
    if ((later.get(issue) ?? Number.POSITIVE_INFINITY) <= at) return
    later.set(issue, at)
    time.after(at - time.now(), () => {
      if (later.get(issue) !== at) return
      later.delete(issue)
      wake(issue)
    })
  }
  const pump = () => {
    if (!worker?.life.isAlive()) return
    const { life, limits } = worker
    for (const issue of wakes) {
      if (looking.has(issue) || looking.size >= limits.reconciles) continue
      wakes.delete(issue)
      looking.set(issue, life)
      void look(issue, worker)
    }
    for (const [name, job] of attempts) {
      if (running.has(name) || running.size >= limits.attempts) continue
      running.set(name, life)
      void attempt(name, job, worker)
    }
  }
  const look = async (issue: IssueKey, { life, handlers }: Worker) => {
    note(`${life.number} looks at ${issue}`)
    const before = faults()
    await handlers.reconcile(issue).then(
      () => seen.set(issue, before),
      (error: unknown) => {
        note(`${life.number} look failed: ${firstLine(error)}`)
        if (isConnectionLost(error)) wakeAt(issue, time.now() + 1_000)
        const comesBack = !life.isAlive() || wakes.has(issue) || later.has(issue)
        if (!comesBack) forgotten.push(`${issue}: ${firstLine(error)}`)
      },
    )
    if (!life.isAlive()) return
    looking.delete(issue)
    time.after(START_MS, pump)
  }
  const attempt = async (name: string, job: AttemptJob, { life, handlers }: Worker) => {
    note(`${life.number} begins ${name}`)
    const attempting = life.run(() => handlers.attempt(job.key, new AbortController().signal))
    const failed = await attempting.then(
      () => false,
      (error: unknown) => {
        note(`${life.number} ${name} failed: ${firstLine(error)}`)
        return true
      },
    )
    if (life.isAlive()) give(name, job, failed)
  }
  const give = (name: string, job: AttemptJob, again: boolean) => {
    running.delete(name)
    attempts.delete(name)
    if (again && job.tries < MOST_TRIES) attempts.set(name, { ...job, tries: job.tries + 1 })
    else if (again) dead.push(name)
    time.after(START_MS, pump)
  }
  return {
    dead,
    forgotten,
    wake,
    areSeen: (issues) => issues.every((issue) => seen.get(issue) === faults()),
    left: () => [...[...wakes, ...looking.keys()].map((issue) => `look at ${issue}`), ...attempts.keys()],
    release: (life) =>
      time.after(NOTICED_MS, () => {
        for (const [issue, by] of looking) {
          if (by !== life) continue
          looking.delete(issue)
          wake(issue)
        }
        for (const [name, by] of running) {
          const job = attempts.get(name)
          if (by === life && job) give(name, job, true)
        }
      }),
    queueFor: (life, crossing) => ({
      wake: (issue, afterMs = 0) =>
        crossing('wake', async () => (afterMs > 0 ? wakeAt(issue, time.now() + afterMs) : wake(issue))),
      enqueueAttempt: (key) =>
        crossing('enqueueAttempt', async () => {
          const name = nameOf(key)
          if (!attempts.has(name)) attempts.set(name, { key, tries: 1 })
          time.after(START_MS, pump)
        }),
      errand: async () => {},
      dropAttempt: (key) =>
        crossing('dropAttempt', async () => {
          if (!running.has(nameOf(key))) attempts.delete(nameOf(key))
        }),
      toolchains: () => worker?.toolchains?.named ?? [],
      freePlaces: async () => 0,
      work: async (handlers, limits, toolchains) => {
        worker = { life, handlers, limits, toolchains }
        time.after(START_MS, pump)
      },
      stop: async () => {},
    }),
  }
}

function nameOf({ candidate, number, speculation }: AttemptKey): string {
  return `${candidate}.${number} of ${speculation}`
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? ''
}
