import type { IssueRef } from '../../domain/issue/issue.ts'
import { shownNote } from '../../domain/run/shown-note.ts'
import type { Step } from '../../domain/run/step.ts'
import { ForgeError, InstallationLimited } from '../../ports/forge.ts'
import type { EffectContext } from '../perform.ts'

/**
 * Writes the comment and remembers its id and text, so that it is found again however much others write, and edited without being read:
 * what somebody else has made of it is overwritten, and what somebody has deleted is written anew. Where nobody may comment
 * (a locked conversation, an archived repository) the run goes on: what could not be said is remembered as if it had been, and said
 * in the log.
 */
export async function ensureComment(
  step: Extract<Step, { do: 'ensure-comment' }>,
  issue: IssueRef,
  { forge, store, clock, log, isNew }: CommentContext,
): Promise<void> {
  const { on, marker, body, existing } = step
  const repository = { owner: issue.owner, repo: issue.repo }
  const written = existing === undefined ? [] : await store.writtenComments(repository, [on])
  const isOwn = written.some(({ id }) => id === existing)
  const id = await forge.ensureComment(repository, { ...step, isNew, isOwn }).catch((error: unknown) => {
    if (!(error instanceof ForgeError && error.kind === 'forbidden')) throw error
    // Nothing at all can be done now, and all of it once that is over.
    if (error instanceof InstallationLimited) throw error
    log(
      `${repository.owner}/${repository.repo}#${on}: a comment was refused, and the run goes on without it: ${error.message}`,
    )
    return existing ?? 0
  })
  await store.recordComment(repository, { on, marker, id, body })
  if (on === issue.number) await store.setNote(shownNote(issue), new Date(clock.now()).toISOString())
}

type CommentContext = Pick<EffectContext, 'forge' | 'store' | 'clock' | 'log'> & { readonly isNew: boolean }
