import type { Speculation } from '../../domain/run/speculation.ts'
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
  readonly speculation: Speculation
  /** The forge's id of the repository. */
  readonly repositoryId: string
  /** What all the commits stand on, which the forge has. */
  readonly parent: string
  readonly commits: readonly CommitToPublish[]
}

export interface Published {
  /** Branches that somebody else has. */
  readonly taken: readonly string[]
  /** Temporary refs to the objects could not be removed. */
  readonly areObjectsLeft: boolean
}

/** All is published. What could not be removed is removed at the end of the run (`remove-left-objects`). */
export class ObjectsLeft extends Error {
  override readonly name = 'ObjectsLeft'
  constructor() {
    super('the temporary refs to what was published could not be removed')
  }
}

/** Objects first, then commits of the forge's own, then all branches at once. */
export async function publishCommits(
  { speculation, repositoryId, parent, commits }: Publication,
  { forge, workspace, log }: CommitPublisher,
): Promise<Published> {
  const { id, run, issue } = speculation
  const repository = { owner: issue.owner, repo: issue.repo }
  const remote = await forge.gitRemote(repository)
  /** A patch from before trees were written down could not be recognised in another commit, so that its own is published. */
  const write = async (
    { branch, commit, tree, message }: CommitToPublish,
    entries: PushedTree | undefined,
  ): Promise<NewBranch> => {
    if (tree === undefined) return { branch, commit, tree, parent }
    const written = await forge.createCommit(repository, { tree, entries, parent, message })
    if (!written.verified) log(`${id}: the forge has not signed the commit of ${branch}`)
    return { branch, commit: written.commit, tree, parent }
  }
  const pushed = commits.map(({ commit, bundle }) => ({ commit, bundle }))
  const waiting = { issue: issue.number, run }
  const request = { repository, remote, waiting, base: parent, commits: pushed }
  const { made: branches, areLeft } = await workspace.withObjects(request, (trees) =>
    Promise.all(commits.map((one) => write(one, trees.get(one.commit)))),
  )
  return {
    taken: await forge.createBranches(repository, { repositoryId, branches }),
    areObjectsLeft: areLeft,
  }
}
