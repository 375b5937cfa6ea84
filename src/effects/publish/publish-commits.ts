import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Forge, NewBranch } from '../../ports/forge.ts'
import type { PushedTree, Workspace } from '../../ports/workspace.ts'

/** What of the context it takes. */
export interface CommitPublisher {
  readonly forge: Pick<Forge, 'gitRemote' | 'createCommit' | 'createBranches'>
  readonly workspace: Pick<Workspace, 'withObjects'>
  readonly log: (message: string) => void
}

export interface CommitToPublish {
  readonly branch: string
  /** Where it was collected, and a bundle of it on top of the parent. */
  readonly commit: string
  readonly bundle: Uint8Array
  readonly tree: string | undefined
  readonly message: string
}

interface Publication {
  readonly repository: RepositoryRef
  /** The forge's id of the repository. */
  readonly repositoryId: string
  /** What all the commits stand on, which the forge has. */
  readonly parent: string
  readonly commits: readonly CommitToPublish[]
  /** For the log. */
  readonly of: string
}

/** Objects first, then commits of the forge's own, then all branches at once. Answers the branches that somebody else has. */
export async function publishCommits(
  { repository, repositoryId, parent, commits, of }: Publication,
  { forge, workspace, log }: CommitPublisher,
): Promise<readonly string[]> {
  const remote = await forge.gitRemote(repository)
  /** A patch from before trees were written down could not be recognised in another commit, so that its own is published. */
  const write = async (
    { branch, commit, tree, message }: CommitToPublish,
    entries: PushedTree | undefined,
  ): Promise<NewBranch> => {
    if (tree === undefined) return { branch, commit, tree, parent }
    const written = await forge.createCommit(repository, { tree, entries, parent, message })
    if (!written.verified) log(`${of}: the forge has not signed the commit of ${branch}`)
    return { branch, commit: written.commit, tree, parent }
  }
  const pushed = commits.map(({ commit, bundle }) => ({ commit, bundle }))
  const request = { repository, remote, base: parent, commits: pushed }
  const branches = await workspace.withObjects(request, (trees) =>
    Promise.all(commits.map((one) => write(one, trees.get(one.commit)))),
  )
  return forge.createBranches(repository, { repositoryId, branches })
}
