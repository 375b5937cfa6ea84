import { type Advance, advance } from './advance.ts'
import type { ForgeFacts } from './domain/forge/forge-facts.ts'
import { type IssueKey, parseIssueKey } from './domain/issue/issue.ts'
import { nextLook } from './domain/run/next-look.ts'
import type { Snapshot } from './domain/run/snapshot.ts'
import { queueStored } from './effects/attempt/attempts.ts'
import { type EffectContext, perform } from './effects/perform.ts'
import { factsAfter } from './snapshot/facts-after.ts'
import { type Sources, takeSnapshot } from './snapshot/snapshot.ts'
import { remembering, untilNothingComesLate, waitFor } from './worker/back-off.ts'
import { sayArchived } from './worker/say-archived.ts'

export interface ReconcileContext extends Sources, EffectContext {
  /** Called with where things stand after every look; for progress displays. */
  readonly watch: (issue: IssueKey, status: NonNullable<Advance['status']>) => void
}

/** Each round is one look, or what is known since the last one, and what follows from it; an issue that needs more than this waits for its next wake. */
const MAX_ROUNDS = 12

/** After so many rounds others have their turn first. */
const NEXT_TURN_MS = 5_000

/** Of new pull requests the forge tells itself what comes of them, and not in the moment in which they are opened. */
const AFTER_DRAFTS_MS = 5_000

/** The spine: look at every fact once, think, act; again until there is nothing to do, or until what came before comes again. */
export async function reconcile(key: IssueKey, reconciling: ReconcileContext): Promise<void> {
  const issue = parseIssueKey(key)
  let seen: ForgeFacts | undefined
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const snapshot = await takeSnapshot(issue, reconciling, seen)
    if (!snapshot) return reconciling.log(`${key}: there is no such issue (any more)`, { run: key })
    if (round === 0) await queueStored(snapshot.attempts, reconciling)
    const { labelTooOld } = snapshot
    if (labelTooOld !== undefined)
      reconciling.log(
        `${key}: left alone, because its label was added before ${labelTooOld}, when nothing was kept here yet; remove it and add it again to begin`,
        { run: key },
      )
    if (snapshot.unasked?.said !== undefined)
      reconciling.log(`${key}: ${snapshot.unasked.said}`, { run: key, level: 'info' })
    const todo = advance(snapshot)
    const { steps, status, againInMs = 0 } = todo
    if (status) reconciling.watch(key, status)
    const wait = steps.length === 0 ? againInMs : await waitFor(key, steps, reconciling)
    if (wait > 0) return reconciling.queue.wake(key, wait)
    if (steps.length === 0) {
      await sayArchived(key, snapshot, reconciling)
      return lookLater(key, snapshot, reconciling)
    }
    const againAfter = await remembering(key, steps, reconciling, (log) =>
      perform(todo, issue, { ...reconciling, log }),
    )
    if (againAfter !== undefined) return reconciling.queue.wake(key, againAfter)
    if (steps.some((step) => step.do === 'open-draft')) return reconciling.queue.wake(key, AFTER_DRAFTS_MS)
    seen = factsAfter(snapshot, steps)
  }
  await reconciling.queue.wake(key, NEXT_TURN_MS)
}

/** Of a run its own look is put off. Of an issue without one nothing else is done again that may be there twice. */
async function lookLater(key: IssueKey, snapshot: Snapshot, context: ReconcileContext): Promise<void> {
  const { speculation } = snapshot
  if (!speculation) {
    const wait = await untilNothingComesLate(key, context)
    return wait > 0 ? context.queue.wake(key, wait) : undefined
  }
  const until = nextLook(snapshot, speculation)
  if (until !== undefined) await context.store.putOffLook(speculation.id, until)
}
