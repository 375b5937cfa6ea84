import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import type { Store } from '../ports/store.ts'

/** A run by its place: of which issue, and the how many-th. */
export interface RunPlace {
  readonly issue: IssueRef
  readonly run: number
}

/**
 * Somebody has written a command on a draft of the run. Drafts of the latest run are read at every look; of one that another run has
 * followed only this tells. `by` is different each time. Whoever opens a pull request can name branches of runs that never were: nothing
 * is kept of those.
 */
export async function noteAskedOnDraft(
  place: RunPlace,
  by: string,
  store: Pick<Store, 'latestSpeculation' | 'setNote'>,
): Promise<void> {
  const latest = await store.latestSpeculation(place.issue)
  if (!latest || place.run > latest.run) return
  await store.setNote(nameOf('asked', place), by)
  await store.setNote(nameOfAny(place.issue), by)
}

/** Whether that was so of any run of the issue. Every look asks: of most issues it is all that is read. */
export async function isAskedOnDrafts(issue: IssueRef, store: Pick<Store, 'note'>): Promise<boolean> {
  return (await store.note(nameOfAny(issue))) !== undefined
}

/** Those of the runs on whose drafts something may stand that nobody has looked at, each with how to note that somebody has. */
export async function askedOnDrafts(places: readonly RunPlace[], store: Pick<Store, 'notes' | 'setNote'>) {
  const names = places.flatMap((place) => [nameOf('asked', place), nameOf('looked at', place)])
  const notes = await store.notes(names)
  return places.flatMap((place) => {
    const by = notes.get(nameOf('asked', place))
    // What comes while it is looked at is not lost: it is another one.
    if (by === undefined || notes.get(nameOf('looked at', place)) === by) return []
    return [{ place, noteLookedAt: () => store.setNote(nameOf('looked at', place), by) }]
  })
}

function nameOfAny(issue: IssueRef): string {
  return `asked on drafts of ${issueKey(issue)}`
}

function nameOf(what: 'asked' | 'looked at', { issue, run }: RunPlace): string {
  return `${what} on drafts of ${issueKey(issue)}.${run}`
}
