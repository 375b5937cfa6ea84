import { type Turn, turnOfErrands } from '../adapters/github/pacing/turn.ts'
import type { Errand } from '../domain/errand.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { type Forge, InstallationLimited, NotInstalled, RepositoryMoved } from '../ports/forge.ts'
import type { Queue } from '../ports/queue.ts'
import { checkPushedSettings } from './check-pushed-settings.ts'

interface ErrandContext {
  readonly queue: Pick<Queue, 'errand'>
  readonly forgeFor: (repository: RepositoryRef, turn?: Turn) => Promise<Forge>
}

/** Where the App may not work, or is not any more, there is nothing to do; a repository that has another name by now is followed. */
export async function doErrand(errand: Errand, { queue, forgeFor }: ErrandContext): Promise<void> {
  const { repository, commit } = errand
  try {
    const forge = await forgeFor(repository, turnOfErrands(repository))
    await checkPushedSettings(forge, repository, commit)
  } catch (error) {
    if (error instanceof RepositoryMoved) return queue.errand({ ...errand, repository: error.to })
    if (!(error instanceof NotInstalled) && !(error instanceof InstallationLimited)) throw error
  }
}
