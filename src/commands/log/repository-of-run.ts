import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { issueOfSpeculation } from '../../domain/run/speculation.ts'
import type { Store } from '../../ports/store.ts'

/** Under the name of now; of a run that only its log knows, under the name of then. */
export async function repositoryOfRun(store: Store, run: string): Promise<RepositoryRef> {
  const { owner, repo } = (await store.issueOf(run)) ?? issueOfSpeculation(run)
  return { owner, repo }
}
