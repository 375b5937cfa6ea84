import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import type { Store } from '../ports/store.ts'

type Notes = Pick<Store, 'note' | 'setNote'>
type Runs = Pick<Store, 'latestSpeculation'>

/** A run by its place: of which issue, and the how many-th. */
interface RunPlace {
  readonly issue: IssueRef
  readonly run: number
}

/**
 * Somebody has written a command on a draft of the run. Drafts of the latest run are read at every look; of one that another run has
 * followed only this tells. `by` is different each time. Whoever opens a pull request can name branches of runs that never were: nothing
 * is kept of those.
 */
export async function noteAskedOnDraft(place: RunPlace, by: string, store: Notes & Runs): Promise<void> {
  const latest = await store.latestSpeculation(place.issue)
  if (!latest || place.run > latest.run) return
  await store.setNote(nameOf('asked', place), by)
}

/** Those of the runs on whose drafts something may stand that nobody has looked at, each with how to note that somebody has. */
export async function askedOnDrafts<Run extends RunPlace>(runs: readonly Run[], store: Notes) {
  const asked: { run: Run; noteLookedAt: () => Promise<void> }[] = []
  for (const run of runs) {
    const by = await store.note(nameOf('asked', run))
    // What comes while it is looked at is not lost: it is another one.
    if (by === undefined || (await store.note(nameOf('looked at', run))) === by) continue
    asked.push({ run, noteLookedAt: () => store.setNote(nameOf('looked at', run), by) })
  }
  return asked
}

function nameOf(what: 'asked' | 'looked at', { issue, run }: RunPlace): string {
  return `${what} on drafts of ${issueKey(issue)}.${run}`
}
