import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Step } from '../../domain/run/step.ts'
import type { EffectContext } from '../perform.ts'
import { unlessForbidden } from './unless-forbidden.ts'

/** Where nobody may react the command counts all the same. */
export async function react(
  { comment, reaction }: Extract<Step, { do: 'react' }>,
  { owner, repo }: RepositoryRef,
  { forge, log }: Pick<EffectContext, 'forge' | 'log'>,
): Promise<void> {
  await unlessForbidden(forge.react({ owner, repo }, comment, reaction), (message) =>
    log(
      `${owner}/${repo}: a reaction to comment ${comment} was refused, and the run goes on without it: ${message}`,
    ),
  )
}
