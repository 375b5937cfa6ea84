import { type IssueKey, issueKey, parseIssueKey } from './domain/issue/issue.ts'
import type { Speculation } from './domain/run/speculation.ts'
import { perform } from './effects/perform.ts'
import type { ReconcileContext } from './reconcile.ts'
import { askedOnDrafts, isAskedOnDrafts, type RunPlace } from './snapshot/asked-on-drafts.ts'
import { takeEarlierSnapshot } from './snapshot/earlier-snapshot.ts'
import { answerEarlier } from './stages/commands/earlier/answer-earlier.ts'
import { remembering, waitFor } from './worker/back-off.ts'

/** An answer, what it asks for, and that it is over; what needs more waits for the next wake. */
const MAX_ROUNDS = 8

/** Runs of the issue that another one has followed: only where somebody has written a command on a draft of one there is anything to do. */
export async function reconcileEarlier(key: IssueKey, reconciling: ReconcileContext): Promise<void> {
  const { store, queue } = reconciling
  const issue = parseIssueKey(key)
  const latest = (await isAskedOnDrafts(issue, store)) && (await store.latestSpeculation(issue))
  if (!latest) return
  const before = Array.from({ length: latest.run - 1 }, (_, place) => ({ issue, run: place + 1 }))
  for (const { place, noteLookedAt } of await askedOnDrafts(before, store)) {
    const againAfter = await answerOn(place, latest, reconciling)
    if (againAfter === 0) await noteLookedAt()
    else await queue.wake(key, againAfter)
  }
}

/** Milliseconds until it is looked at again; 0 once there is nothing left to do. */
async function answerOn(
  { issue, run }: RunPlace,
  latest: Speculation,
  reconciling: ReconcileContext,
): Promise<number> {
  const key = issueKey(issue)
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const speculation = await reconciling.store.speculationAt(issue, run)
    const snapshot = speculation && (await takeEarlierSnapshot(speculation, reconciling))
    if (!snapshot) return 0
    const steps = answerEarlier(snapshot, speculation, latest)
    if (steps.length === 0) return 0
    const wait = await waitFor(key, steps, reconciling)
    if (wait > 0) return wait
    const againAfter = await remembering(key, steps, reconciling, (log) =>
      perform({ run: speculation, steps }, issue, { ...reconciling, log }),
    )
    if (againAfter !== undefined) return againAfter
  }
  return NEXT_TURN_MS
}

const NEXT_TURN_MS = 5_000
