import type { IssueRef } from '../../domain/issue/issue.ts'
import { shownNote } from '../../domain/run/shown-note.ts'
import type { Step } from '../../domain/run/step.ts'
import type { EffectContext } from '../perform.ts'
import { unlessForbidden } from './unless-forbidden.ts'

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
  const { owner, repo } = issue
  const repository = { owner, repo }
  const written = existing === undefined ? [] : await store.writtenComments(repository, [on])
  const isOwn = written.some(({ id }) => id === existing)
  const writing = forge.ensureComment(repository, { ...step, isNew, isOwn })
  const id = await unlessForbidden(writing, (message) => {
    log(`${owner}/${repo}#${on}: a comment was refused, and the run goes on without it: ${message}`)
    return existing ?? 0
  })
  await store.recordComment(repository, { on, marker, id, body })
  if (on === issue.number) await store.setNote(shownNote(issue), new Date(clock.now()).toISOString())
}

type CommentContext = Pick<EffectContext, 'forge' | 'store' | 'clock' | 'log'> & { readonly isNew: boolean }
