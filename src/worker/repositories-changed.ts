import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import type { RepositoriesOf, Store } from '../ports/store.ts'
import { noteFailedLooks } from '../snapshot/failed-looks.ts'

/** What the sweep compares: another text than before, and labels are looked for at once. */
const CHANGED = 'the App has changed'

type NoteStore = Pick<Store, 'note' | 'setNote'>

/**
 * Whose runs have to be looked at now that the App, or one of these repositories, is not what it was. What made their last looks fail may
 * be over, so that they do not wait any longer; and labels that nobody saw meanwhile are looked for by the next sweep.
 */
export async function repositoriesChanged(
  of: RepositoriesOf,
  store: NoteStore & Pick<Store, 'runsIn'>,
  at: string,
): Promise<readonly IssueRef[]> {
  const issues = await store.runsIn(of)
  for (const issue of issues) await noteFailedLooks(issueKey(issue), store, undefined)
  await store.setNote(CHANGED, at)
  return issues
}

/** Differs from before when the App has changed since. */
export async function lastChange(store: NoteStore): Promise<string | undefined> {
  return store.note(CHANGED)
}
