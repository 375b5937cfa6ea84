import type { Clock } from '@speculate-dev/system'
import { type Turn, turnOfErrands } from '../adapters/github/pacing/turn.ts'
import type { Errand } from '../domain/errand.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { Forge } from '../ports/forge.ts'
import { InstallationLimited, NotInstalled, RepositoryMoved } from '../ports/forge-errors.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'
import { checkPushedSettings } from './check-pushed-settings.ts'
import { passWhereRequired } from './pass-where-required.ts'

interface ErrandContext {
  readonly queue: Pick<Queue, 'errand'>
  readonly store: Pick<Store, 'note' | 'setNote'>
  readonly clock: Clock
  readonly forgeFor: (repository: RepositoryRef, turn?: Turn) => Promise<Forge>
}

/** Where the App may not work, or is not any more, there is nothing to do; a repository that has another name by now is followed. */
export async function doErrand(
  errand: Errand,
  { queue, forgeFor, ...context }: ErrandContext,
): Promise<void> {
  const { repository } = errand
  try {
    const forge = await forgeFor(repository, turnOfErrands(repository))
    if (errand.kind === 'check-settings') await checkPushedSettings(forge, repository, errand.commit)
    else await passWhereRequired(forge, repository, context)
  } catch (error) {
    if (error instanceof RepositoryMoved) return queue.errand({ ...errand, repository: error.to })
    if (!(error instanceof NotInstalled) && !(error instanceof InstallationLimited)) throw error
  }
}
