import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import type { Forge } from '../../ports/forge.ts'
import type { JournalEntry, Store } from '../../ports/store.ts'
import type { Workspace } from '../../ports/workspace.ts'

/** What of the context it takes. */
interface RemovingObjects {
  readonly store: Pick<Store, 'journalOf'>
  readonly forge: Pick<Forge, 'gitRemote'>
  readonly workspace: Pick<Workspace, 'removeObjects'>
}

const PUBLISHING: readonly string[] = ['publish-branches', 'publish-grafts'] satisfies Step['do'][]
const SETTLING: string = 'settle' satisfies Step['do']

/**
 * At the end of a run: removes what a publication has left on the forge that was broken off, or could not tidy up after itself. Where each
 * ended well nothing is asked of the forge.
 */
export async function removeLeftObjects(
  { id, run, issue }: Speculation,
  { store, forge, workspace }: RemovingObjects,
): Promise<void> {
  if (!mayHaveLeft(await store.journalOf(id))) return
  const remote = await forge.gitRemote({ owner: issue.owner, repo: issue.repo })
  await workspace.removeObjects({ remote, waiting: { issue: issue.number, run } })
}

/** Each publication removes what those before it have left, so the last one tells. A run that was opened again settles twice. */
function mayHaveLeft(journal: readonly JournalEntry[]): boolean {
  const last = journal.findLast(
    ({ step, phase }) => PUBLISHING.includes(step) || (step === SETTLING && phase === 'done'),
  )
  return last !== undefined && last.phase !== 'done'
}
