import type { Clock } from '@speculate-dev/system'
import { type IssueKey, issueKey, parseIssueKey } from '../domain/issue/issue.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Step } from '../domain/run/step.ts'
import { endAttempt } from '../effects/attempt/attempts.ts'
import { tellOfStep } from '../effects/perform.ts'
import { NotInstalled } from '../ports/forge-errors.ts'
import type { Log, Observe } from '../ports/operator.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'

interface EndContext {
  readonly store: Store
  readonly queue: Pick<Queue, 'wake' | 'dropAttempt'>
  readonly clock: Clock
  readonly log: Log
  readonly observe?: Observe | undefined
}

/** An installation that is changed is away for a moment; a run is not ended for that. */
const GONE_AFTER_MS = 45_000
/** What was noted longer ago than this was about another time. */
const FORGOTTEN_MS = 10 * GONE_AFTER_MS
/** A promotion that cannot be looked at is tried again this much later. */
const LATER_MS = 24 * 60 * 60_000

/**
 * A look that finds the App uninstalled finds it again a little later, and then ends the run: agents stop, and nothing is asked of the
 * forge any more. What is on the forge stays as it is, because nobody here may change it.
 */
export async function endingWithoutApp(
  key: IssueKey,
  context: EndContext,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error
    const run = await context.store.latestSpeculation(parseIssueKey(key))
    if (!run) return context.log(`${key}: left alone, because ${error.message}`, { run: key, level: 'info' })
    const left = await timeLeft(run, context)
    if (left > 0) return context.queue.wake(key, left)
    await endRun(run, error.message, context)
  }
}

/** Milliseconds until the run is ended, counted from when the App was first missing. */
async function timeLeft(run: Speculation, { store, clock }: EndContext): Promise<number> {
  const name = `without the App: ${issueKey(run.issue)}`
  const now = clock.now()
  const since = Number((await store.note(name)) ?? 0)
  if (now - since <= FORGOTTEN_MS && since <= now) return Math.max(0, since + GONE_AFTER_MS - now)
  await store.setNote(name, String(now))
  return GONE_AFTER_MS
}

async function endRun(run: Speculation, why: string, context: EndContext): Promise<void> {
  const { store, clock, log } = context
  const at = new Date(clock.now()).toISOString()
  const isOver = run.settledAt !== undefined
  const tell = (step: Step) => tellOfStep({ run, step }, context, run.id)
  for (const { candidate, number, status } of await store.attempts(run.id)) {
    if (status === 'ended') continue
    const step = { do: 'end-attempt', candidate, number, failure: 'cancelled', detail: why } as const
    await endAttempt(step, run, context)
    tell(step)
  }
  if (!isOver) {
    await store.appendAudit(run.id, { at, kind: 'ended', payload: { reason: why, at } })
    await store.settle(run.id, at)
    tell({ do: 'settle', at })
  }
  await store.archive(run.id, at)
  if (run.archivedAt === undefined) tell({ do: 'archive', at })
  await store.putOffLook(run.id, new Date(clock.now() + LATER_MS).toISOString())
  if (isOver) return
  log(`${run.id}: ended, because ${why}; what it has opened there stays as it is`, {
    run: run.id,
    next: 'Where the App is installed again, adding the label again begins another run.',
  })
}
