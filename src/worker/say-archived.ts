import type { IssueKey } from '../domain/issue/issue.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { NoteContext } from './back-off.ts'

/** An archived repository takes no comment: what became of its run stands in the log alone, once. */
export async function sayArchived(
  key: IssueKey,
  { repository, speculation }: Snapshot,
  { store, log }: Pick<NoteContext, 'store' | 'log'>,
): Promise<void> {
  const decidedAt = speculation?.verdict?.decidedAt
  if (!repository.isArchived || !decidedAt || speculation?.settledAt) return
  const name = `archived: ${key}`
  if ((await store.note(name)) === decidedAt) return
  log(
    `${speculation.id}: the repository is archived, so nothing can be written there; its agents have stopped, and its drafts stay as they are`,
    {
      run: speculation.id,
      next: 'Once it is unarchived, what its verdict asks for is done within a day, or as soon as something happens to the issue; adding the label again begins another run.',
    },
  )
  await store.setNote(name, decidedAt)
}
