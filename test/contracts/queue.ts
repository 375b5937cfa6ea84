import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Errand } from '../../src/domain/errand.ts'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import type { Queue, QueueHandlers } from '../../src/ports/queue.ts'
import type { AttemptKey } from '../../src/ports/store.ts'

export interface QueueHarness {
  /**
   * A queue over the same jobs as the one before it, whose workers never look for jobs unless they are told to; `onError` is told of
   * handlers that threw.
   */
  open(onError: (error: unknown) => void): Promise<Queue>
  /** Whether jobs that were given back outlive the queue. */
  readonly durable: boolean
}

const LIMITS = { reconciles: 2, attempts: 2 }

/** What every queue promises. Cases share the jobs of one database, so each has issues of its own and may meet those of others. */
export function describeQueue(name: string, harness: QueueHarness): void {
  describe(`queue contract: ${name}`, () => {
    const opened: Queue[] = []
    const open = async (onError: (error: unknown) => void = () => {}) => {
      const queue = await harness.open(onError)
      opened.push(queue)
      return queue
    }
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.stop(1_000)
    })

    describeWakes(open)
    describeErrands(open)
    describeAttempts(open)
    describeDropping(open)
    describePlaces(open)
    describeStopping(open, harness.durable)
  })
}

type Open = (onError?: (error: unknown) => void) => Promise<Queue>

function describeWakes(open: Open): void {
  it('coalesces 200 wakes of 5 issues, and reconciles every one of them', async () => {
    const queue = await open()
    const runs: IssueKey[] = []
    const issues = [1, 2, 3, 4, 5].map((number): IssueKey => `acme/coalesce#${number}`)
    for (let round = 0; round < 40; round += 1) await Promise.all(issues.map((issue) => queue.wake(issue)))
    await queue.work(handlers({ reconcile: async (issue) => void runs.push(issue) }), LIMITS)
    await until(() => runs.length >= 5)
    await drained(queue, runs)
    expect(runs.toSorted()).toEqual([...issues, 'acme/coalesce#999'])
  })

  it('looks at an issue at the earlier of two times that it is to be looked at', async () => {
    const queue = await open()
    const looked = Promise.withResolvers<void>()
    await queue.work(
      handlers({
        reconcile: async (issue) => {
          if (issue === 'acme/sooner#1') looked.resolve()
        },
      }),
      LIMITS,
    )
    await queue.wake('acme/sooner#1', 3_600_000)
    await queue.wake('acme/sooner#1', 50)
    await looked.promise
  })

  it('reconciles once more after a wake that came during a reconcile, never two at once', async () => {
    const queue = await open()
    const gate = Promise.withResolvers<void>()
    const [started, again] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let [running, most, runs] = [0, 0, 0]
    const reconcile = async (issue: IssueKey) => {
      if (issue !== 'acme/during#1') return
      running += 1
      runs += 1
      most = Math.max(most, running)
      if (runs === 1) {
        started.resolve()
        await gate.promise
      } else again.resolve()
      running -= 1
    }
    await queue.work(handlers({ reconcile }), LIMITS)
    await queue.wake('acme/during#1')
    await started.promise
    for (let count = 0; count < 10; count += 1) await queue.wake('acme/during#1')
    gate.resolve()
    await again.promise
    expect({ runs, most }).toEqual({ runs: 2, most: 1 })
  })

  it('reconciles other issues while one is running and waiting', async () => {
    const queue = await open()
    const gate = Promise.withResolvers<void>()
    const [started, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reconcile = async (issue: IssueKey) => {
      if (issue === 'acme/free#2') return other.resolve()
      if (issue !== 'acme/free#1') return
      started.resolve()
      await gate.promise
    }
    await queue.work(handlers({ reconcile }), LIMITS)
    await queue.wake('acme/free#1')
    await started.promise
    await queue.wake('acme/free#1')
    await queue.wake('acme/free#2')
    await other.promise
    gate.resolve()
  })

  it('reports a reconcile that throws, and goes on', async () => {
    const errors: unknown[] = []
    const queue = await open((error) => errors.push(error))
    const runs: IssueKey[] = []
    const reconcile = async (issue: IssueKey) => {
      if (issue !== 'acme/throws#1') return
      runs.push(issue)
      throw new Error('no luck')
    }
    await queue.work(handlers({ reconcile }), LIMITS)
    await queue.wake('acme/throws#1')
    await until(() => errors.length === 1)
    await queue.wake('acme/throws#1')
    await until(() => errors.length === 2)
    expect(runs).toHaveLength(2)
  })

  it('starts each reconcile when it is woken, although idle workers do not look by themselves', async () => {
    const queue = await open()
    const next: { started: PromiseWithResolvers<void> } = { started: Promise.withResolvers() }
    await queue.work(
      handlers({
        reconcile: async (issue) => {
          if (issue === 'acme/latency#1') next.started.resolve()
        },
      }),
      LIMITS,
    )
    for (let round = 0; round < 5; round += 1) {
      next.started = Promise.withResolvers()
      await queue.wake('acme/latency#1')
      await next.started.promise
    }
  })
}

function describeErrands(open: Open): void {
  const errand = (digit: string) => {
    const repository = { owner: 'acme', repo: 'errands' }
    return { kind: 'check-settings' as const, repository, commit: digit.repeat(40) }
  }

  it('does each errand, one that waits already once, and reports one that throws', async () => {
    const errors: unknown[] = []
    const queue = await open((error) => errors.push(error))
    const done: string[] = []
    for (const digit of ['a', 'a', 'b', 'c']) await queue.errand(errand(digit))
    const doIt = async (one: Errand) => {
      const digit = one.kind === 'check-settings' ? one.commit.slice(0, 1) : ''
      done.push(digit)
      if (digit === 'b') throw new Error('no luck')
    }
    await queue.work({ ...handlers({}), errand: doIt }, LIMITS)
    await until(() => done.includes('a') && done.includes('c') && errors.length > 0)
    expect(done.filter((one) => one === 'a')).toHaveLength(1)
  })
}

function describeAttempts(open: Open): void {
  it('runs each attempt once, however often it was enqueued, and no more at a time than told', async () => {
    const queue = await open()
    const keys = [1, 2, 3, 4, 5].map((number) => attemptKey('acme/attempts#1.1', number))
    for (const key of [...keys, ...keys]) await queue.enqueueAttempt(key)
    const ran: AttemptKey[] = []
    const [both, more] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let [running, most] = [0, 0]
    const attempt = async (key: AttemptKey) => {
      if (key.speculation !== 'acme/attempts#1.1') return
      running += 1
      most = Math.max(most, running)
      if (running === LIMITS.attempts) both.resolve()
      await more.promise
      running -= 1
      ran.push(key)
    }
    const woken = Promise.withResolvers<void>()
    const reconcile = async (issue: IssueKey) => {
      if (issue === 'acme/attempts#2') woken.resolve()
    }
    await queue.work(handlers({ attempt, reconcile }), LIMITS)
    await both.promise
    // Room enough for a third one to start, if it could.
    await queue.enqueueAttempt(attemptKey('acme/attempts#1.1', 6))
    await queue.wake('acme/attempts#2')
    await woken.promise
    more.resolve()
    await until(() => ran.length > keys.length)
    expect(ran.toSorted((a, b) => a.number - b.number)).toEqual([...keys, attemptKey('acme/attempts#1.1', 6)])
    expect(most).toBe(LIMITS.attempts)
  })
}

function describePlaces(open: Open): void {
  it('C1: tells how many attempts more it could be at work on', async () => {
    const queue = await open()
    const blocked = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const before = await queue.freePlaces()
    await queue.work(
      handlers({
        attempt: async () => {
          begun.resolve()
          await blocked.promise
        },
      }),
      LIMITS,
    )
    const idle = await queue.freePlaces()
    await queue.enqueueAttempt({ speculation: 'acme/places#1.1', candidate: 'one', number: 1 })
    await begun.promise
    const busy = await queue.freePlaces()
    blocked.resolve()
    await until(async () => (await queue.freePlaces()) === idle)
    expect([idle - before, idle - busy]).toEqual([LIMITS.attempts, 1])
  })
}

function describeDropping(open: Open): void {
  it('forgets an attempt that no worker has begun, and no other', async () => {
    const queue = await open()
    const [first, second, third] = [1, 2, 3].map((number) => attemptKey('acme/dropped#1.1', number))
    for (const key of [first, second, third]) if (key) await queue.enqueueAttempt(key)
    if (second) await queue.dropAttempt(second)
    const ran: AttemptKey[] = []
    await queue.work(handlers({ attempt: async (key) => void ran.push(key) }), LIMITS)
    await until(() => ran.length === 2)
    expect(ran).toEqual([first, third])
  })
}

function describeStopping(open: Open, durable: boolean): void {
  it('lets a running reconcile finish, aborts attempts, and takes no more', async () => {
    const queue = await open()
    // Both have to be running: a job that is still waiting at the stop is never started, and so never aborted.
    const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
    const aborted = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    let finished = false
    await queue.work(
      {
        reconcile: async (issue) => {
          if (issue !== 'acme/stop#1') return
          started[0].resolve()
          await gate.promise
          finished = true
        },
        attempt: async ({ speculation }, signal) => {
          if (speculation !== 'acme/stop#1.1') return
          signal.addEventListener('abort', () => aborted.resolve())
          started[1].resolve()
          await aborted.promise
        },
      },
      LIMITS,
    )
    await queue.enqueueAttempt(attemptKey('acme/stop#1.1', 1))
    await queue.wake('acme/stop#1')
    await Promise.all(started.map(({ promise }) => promise))
    const stopped = queue.stop(10_000)
    await aborted.promise
    gate.resolve()
    await stopped
    expect(finished).toBe(true)
  })

  it.runIf(durable)('gives back what did not finish in time, to the next worker', async () => {
    const first = await open()
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
    const never = Promise.withResolvers<void>()
    await first.work(
      {
        reconcile: async (issue) => {
          if (issue !== 'acme/back#1') return
          both[0].resolve()
          await never.promise
        },
        attempt: async ({ speculation }) => {
          if (speculation !== 'acme/back#1.1') return
          both[1].resolve()
          await never.promise
        },
      },
      LIMITS,
    )
    await first.wake('acme/back#1')
    await first.enqueueAttempt(attemptKey('acme/back#1.1', 1))
    await Promise.all(both.map(({ promise }) => promise))
    await first.stop(0)

    const second = await open()
    const again = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()] as const
    await second.work(
      {
        reconcile: async (issue) => {
          if (issue === 'acme/back#1') again[0].resolve(issue)
        },
        attempt: async (key) => {
          if (key.speculation === 'acme/back#1.1') again[1].resolve(key)
        },
      },
      LIMITS,
    )
    expect(await again[0].promise).toBe('acme/back#1')
    expect(await again[1].promise).toEqual(attemptKey('acme/back#1.1', 1))
    never.resolve()
  })
}

function handlers(some: Partial<QueueHandlers>): QueueHandlers {
  return { reconcile: async () => {}, attempt: async () => {}, ...some }
}

function attemptKey(speculation: string, number: number): AttemptKey {
  return { speculation, candidate: 'minimal-change', number }
}

/** A last wake, reconciled after everything that was waiting before it. */
async function drained(queue: Queue, runs: readonly IssueKey[]): Promise<void> {
  await queue.wake('acme/coalesce#999')
  await until(() => runs.includes('acme/coalesce#999'))
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5)
}
