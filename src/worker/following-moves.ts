import type { Clock } from '@speculate-dev/system'
import { type IssueKey, issueKey, parseIssueKey } from '../domain/issue/issue.ts'
import { RepositoryMoved } from '../ports/forge-errors.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'

interface MoveContext {
  readonly store: Pick<Store, 'moveRepository'>
  readonly queue: Pick<Queue, 'wake'>
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** A look that finds the repository under another name takes all that is kept of it there, and is done there. */
export async function followingMoves(
  key: IssueKey,
  { store, queue, clock, log }: MoveContext,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof RepositoryMoved)) throw error
    const { owner, repo, number } = parseIssueKey(key)
    const { id, to } = error
    const at = new Date(clock.now()).toISOString()
    const moved = await store.moveRepository({ id, to, from: { owner, repo }, at })
    if (moved) log(`${key}: ${owner}/${repo} is called ${to.owner}/${to.repo} now; its runs go on there`)
    await queue.wake(issueKey({ ...to, number }))
  }
}
