import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Step } from '../../domain/run/step.ts'
import type { Forge } from '../../ports/forge.ts'
import { BranchTaken } from './publish-branches.ts'

/** Of a pull request that is opened again: the forge keeps its commits. Throws `BranchTaken` where the name holds something else by now. */
export async function restoreBranch(
  { repositoryId, branch, commit }: Extract<Step, { do: 'restore-branch' }>,
  repository: RepositoryRef,
  { forge }: { readonly forge: Pick<Forge, 'createBranches'> },
): Promise<void> {
  const wanted = { branch, commit, tree: undefined, parent: commit }
  const taken = await forge.createBranches(repository, { repositoryId, branches: [wanted] })
  if (taken.length > 0) throw new BranchTaken(`${branch} holds something else by now`)
}
