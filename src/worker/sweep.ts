import { messageOf, pause } from '@speculate-dev/system'
import type { Installations } from '../adapters/github/connection/installations/installations.ts'
import type { AskingIssue } from '../adapters/github/issues/asking-issues.ts'
import { issueKey, type RepositoryRef } from '../domain/issue/issue.ts'
import { later } from '../domain/later.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { noteAskedOnDraft } from '../snapshot/asked-on-drafts.ts'
import { ensureLabelsSince } from '../snapshot/labels-since.ts'
import { lastChange } from './repositories-changed.ts'
import type { WorkerContext } from './start-worker.ts'

export interface SweepOptions extends Pick<WorkerContext, 'store' | 'queue' | 'clock' | 'log'> {
  readonly redeliverFailed: Installations['redeliverFailed']
  readonly askingIssues: Installations['askingIssues']
  /** Looks for repositories that are new. */
  readonly onboard?: (() => Promise<void>) | undefined
  /** Repositories with runs; without it nobody asks what their branches require. */
  readonly withRuns?: (() => Promise<readonly RepositoryRef[]>) | undefined
  readonly everyMs: number
}

/** Since when deliveries are looked at: the time of the last sweep, or of the oldest delivery that has not succeeded. Kept across restarts. */
const LAST_GOOD = 'last good sweep'
/** Until when everything that was written had been looked at, by the forge's clock. */
const WORDS_SEEN = 'words seen until'
/** So late what was written may be shown. */
const SHOWN_LATE_MS = 5 * 60_000
/** What lost its webhook is rare: it is looked for at the start, when the App has changed, and else at this interval. */
const LOOK_EVERY_MS = 10 * 60_000
/** An issue whose look failed, or that was refused, is looked at again after this long while it is new. */
const AGAIN_MS = 60 * 60_000
const NEW_MS = 3 * 24 * 60 * 60_000
/** Deliveries have GitHub's times, and this server's clock may be ahead of them. */
const OVERLAP_MS = 60 * 60_000

/**
 * Wakes what is open, asks again for webhooks that did not arrive, and finds labels that were added,
 * and commands that were written, while nobody was looking; at once and then every `everyMs`. Whatever was lost, a wake, a delivery or a worker, costs a delay and never
 * a stuck run. One process does it for all.
 */
export async function keepSweeping(options: SweepOptions, stopping: AbortSignal): Promise<void> {
  const { log, everyMs } = options
  const once = createSweep(options)
  for (; !stopping.aborted; await pause(everyMs, stopping)) {
    await once().catch((error: unknown) => {
      if (!stopping.aborted) log(`sweep: ${messageOf(error)}`)
    })
  }
}

function createSweep({
  store,
  queue,
  clock,
  redeliverFailed,
  askingIssues,
  onboard,
  withRuns,
}: SweepOptions) {
  const startedAt = new Date(clock.now()).toISOString()
  const woken = new Map<string, { readonly updatedAt: string; readonly at: number }>()
  let lookedAt: number | undefined
  let changeSeen: string | undefined

  const lookFurther = async () => {
    const now = clock.now()
    const change = await lastChange(store)
    const isRecent = lookedAt !== undefined && now >= lookedAt && now - lookedAt < LOOK_EVERY_MS
    if (isRecent && change === changeSeen) return
    const since = await ensureLabelsSince(store, now)
    const words = later((await store.note(WORDS_SEEN)) ?? new Date(now).toISOString(), -SHOWN_LATE_MS)
    const { found, isWhole } = await askingIssues(words)
    for (const one of found) {
      const { issue, updatedAt, by, run } = one
      const key = issueKey(issue)
      const before = woken.get(nameOf(one))
      if (before?.updatedAt === updatedAt && (by !== 'label' || !isDueAgain(before, now))) continue
      if (by === 'label' && !mayAsk(await store.latestSpeculation(issue), updatedAt, since)) continue
      if (run !== undefined) await noteAskedOnDraft({ issue, run }, updatedAt, store)
      await queue.wake(key)
      woken.set(nameOf(one), { updatedAt, at: now })
    }
    // Not at once: an installation that could not be read is missing for one look.
    const present = new Set(found.map(nameOf))
    for (const [key, { at }] of woken) if (!present.has(key) && now - at >= AGAIN_MS) woken.delete(key)
    if (isWhole) await store.setNote(WORDS_SEEN, new Date(now).toISOString())
    for (const repository of (await withRuns?.()) ?? [])
      await queue.errand({ kind: 'pass-ordinary', repository })
    await onboard?.()
    lookedAt = now
    changeSeen = change
  }

  return async () => {
    const now = new Date(clock.now()).toISOString()
    for (const issue of await store.openIssues(now)) await queue.wake(issueKey(issue))
    await lookFurther()
    const { openSince } = await redeliverFailed({
      since: overlapping((await store.note(LAST_GOOD)) ?? startedAt),
      now,
    })
    await store.setNote(LAST_GOOD, openSince ?? now)
  }
}

function nameOf({ issue, run }: Pick<AskingIssue, 'issue' | 'run'>): string {
  return run === undefined ? issueKey(issue) : `a draft of ${issueKey(issue)}.${run}`
}

function isDueAgain({ updatedAt, at }: { updatedAt: string; at: number }, now: number): boolean {
  return now - at >= AGAIN_MS && now - Date.parse(updatedAt) < NEW_MS
}

/** What has succeeded meanwhile is not asked for again. */
function overlapping(since: string): string {
  return later(since, -OVERLAP_MS)
}

/** A run that is open is woken anyway; one that is settled asks for another only if something has happened to the issue since. */
function mayAsk(latest: Speculation | undefined, updatedAt: string, since: string): boolean {
  if (!latest) return Date.parse(updatedAt) >= Date.parse(since)
  // GitHub's times are whole seconds.
  return latest.settledAt !== undefined && Date.parse(updatedAt) + 1_000 > Date.parse(latest.settledAt)
}
