import type { IssueKey } from '../domain/issue/issue.ts'
import { sha256 } from '../domain/sha256.ts'
import { type ForgeError, isRateLimited } from '../ports/forge-errors.ts'
import type { Queue } from '../ports/queue.ts'
import { failedLooks, noteFailedLooks } from '../snapshot/failed-looks.ts'
import { FIRST_WAIT_MS, FREE_ROUNDS, type NoteContext, waitAfter, waitingFor } from './back-off.ts'

interface LookContext extends NoteContext {
  readonly queue: Pick<Queue, 'wake'>
}

/** An outage ends at some time, and then nobody wants to wait for an hour more. */
const LONGEST_WAIT_MS = 10 * 60_000
/** Where the forge does not say how long. */
const AT_LEAST_MS = 60_000

/**
 * A look at an issue that ends in an error throws it once, to be reported. While it goes on failing for the same reason nothing more is
 * said but that, and the next look waits longer and longer: of this issue alone, for others have looks of their own. One that ends because
 * the forge's limit is used up comes back when the forge has said, however late that is; what happens before is looked at all the same.
 */
export async function lookUnlessFailing(
  issue: IssueKey,
  { store, clock, log, observe, queue }: LookContext,
  look: () => Promise<void>,
): Promise<void> {
  const before = await failedLooks(issue, store)
  const left = before ? Math.min(before.until - clock.now(), LONGEST_WAIT_MS) : 0
  if (left > 0) return queue.wake(issue, left)
  try {
    await look()
  } catch (error) {
    if (isRateLimited(error)) return comeBack(issue, error, { observe, clock, queue })
    const times = (before?.times ?? 0) + 1
    const wait = Math.min(LONGEST_WAIT_MS, waitAfter(times))
    const failed = { digest: digestOf(error), times, until: clock.now() + wait }
    await noteFailedLooks(issue, store, failed)
    // No sweep comes back to an issue without a run that is closed, or has lost its label.
    await queue.wake(issue, Math.max(FIRST_WAIT_MS, wait))
    if (before?.digest !== failed.digest) throw error
    if (times === FREE_ROUNDS)
      log(
        `${issue}: the last ${times} looks failed alike; it is looked at less and less often until one goes well`,
        { run: issue, level: 'error' },
      )
    return
  }
  if (before) await noteFailedLooks(issue, store, undefined)
}

async function comeBack(
  issue: IssueKey,
  error: ForgeError,
  { observe, clock, queue }: Pick<LookContext, 'observe' | 'clock' | 'queue'>,
): Promise<void> {
  const wait = error.retryAfterMs ?? AT_LEAST_MS
  observe?.(waitingFor(issue, wait, { clock, error }))
  await queue.wake(issue, wait)
}

/** Ids of requests, times and counts differ each time. */
function digestOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return sha256(text.replaceAll(/[\da-f:.-]+/gi, (run) => (/\d/.test(run) ? '#' : run)))
}
