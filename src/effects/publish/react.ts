import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Step } from '../../domain/run/step.ts'
import { ForgeError, InstallationLimited } from '../../ports/forge.ts'
import type { EffectContext } from '../perform.ts'

/** Where nobody may react (a locked conversation, an archived repository) the command counts all the same. */
export async function react(
  { comment, reaction }: Extract<Step, { do: 'react' }>,
  repository: RepositoryRef,
  { forge, log }: Pick<EffectContext, 'forge' | 'log'>,
): Promise<void> {
  await forge.react(repository, comment, reaction).catch((error: unknown) => {
    if (!(error instanceof ForgeError && error.kind === 'forbidden')) throw error
    if (error instanceof InstallationLimited) throw error
    log(
      `${repository.owner}/${repository.repo}: a reaction to comment ${comment} was refused, and the run goes on without it: ${error.message}`,
    )
  })
}
