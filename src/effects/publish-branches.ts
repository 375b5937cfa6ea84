import type { Speculation } from '../domain/speculation.ts'
import type { BranchToPublish, Step } from '../domain/step.ts'
import { type Forge, ForgeError, type NewBranch } from '../ports/forge.ts'
import type { Store } from '../ports/store.ts'
import type { PushedTree, Workspace } from '../ports/workspace.ts'
import { latestAttempt } from '../stages/generate.ts'

/** What of the hands it takes. */
export interface Publishing {
  readonly store: Pick<Store, 'attempts' | 'bundle'>
  readonly forge: Pick<Forge, 'gitRemote' | 'createCommit' | 'createBranches'>
  readonly workspace: Pick<Workspace, 'withObjects'>
  readonly log: (message: string) => void
}

type PublishBranches = Extract<Step, { do: 'publish-branches' }>

/**
 * Publishes the stored bundles: any machine can, whichever ran the agents. Throws `BranchTaken` when that was all that went wrong.
 * Whatever was done before a failure is found again, and not done a second time.
 */
export async function publishBranches(
  { repositoryId, branches }: PublishBranches,
  speculation: Speculation,
  hands: Publishing,
): Promise<void> {
  const publication = { repositoryId, speculation, hands }
  const taken: string[] = []
  try {
    taken.push(...(await publishTogether(branches, publication)))
  } catch (error) {
    if (branches.length === 1 || isLimit(error)) throw error
    // A patch that the forge refuses must not keep the others from being published.
    taken.push(...(await publishOneByOne(branches, publication)))
  }
  if (taken.length > 0) {
    const names = taken.join(', ')
    throw new BranchTaken(`${names} exists already and holds something else than the candidate`)
  }
}

export class BranchTaken extends Error {
  override readonly name = 'BranchTaken'
}

interface Publication {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly speculation: Speculation
  readonly hands: Publishing
}

async function publishOneByOne(
  branches: readonly BranchToPublish[],
  publication: Publication,
): Promise<readonly string[]> {
  const taken: string[] = []
  const failures: unknown[] = []
  for (const branch of branches) {
    try {
      taken.push(...(await publishTogether([branch], publication)))
    } catch (error) {
      failures.push(error)
      if (isLimit(error)) break
    }
  }
  if (failures.length > 0) throw failures[0]
  return taken
}

/** Objects first, then commits of the forge's own, then all branches at once. Answers the branches that somebody else has. */
async function publishTogether(
  branches: readonly BranchToPublish[],
  { repositoryId, speculation, hands }: Publication,
): Promise<readonly string[]> {
  const { forge, workspace } = hands
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const commits = await readBundles(branches, speculation, hands)
  const remote = await forge.gitRemote(repository)
  const request = { repository, remote, base: speculation.base.commit, commits }
  const created = await workspace.withObjects(request, (trees) =>
    Promise.all(
      branches.map((branch) => writeCommit(branch, trees.get(branch.commit), { speculation, hands })),
    ),
  )
  return forge.createBranches(repository, { repositoryId, branches: created })
}

async function readBundles(
  branches: readonly BranchToPublish[],
  speculation: Speculation,
  { store }: Publishing,
): Promise<readonly { commit: string; bundle: Uint8Array }[]> {
  const attempts = await store.attempts(speculation.id)
  return Promise.all(
    branches.map(async ({ candidate, commit }) => {
      const number = latestAttempt(attempts, candidate)?.number ?? 1
      const bundle = await store.bundle({ speculation: speculation.id, candidate, number })
      if (!bundle) throw new Error(`the patch of ${candidate} is not in the store`)
      return { commit, bundle }
    }),
  )
}

/** A patch from before trees were written down could not be recognised in another commit, so that its own is published. */
async function writeCommit(
  { branch, commit, tree, message }: BranchToPublish,
  pushed: PushedTree | undefined,
  { speculation, hands }: Pick<Publication, 'speculation' | 'hands'>,
): Promise<NewBranch> {
  const parent = speculation.base.commit
  if (tree === undefined) return { branch, commit, tree, parent }
  const { owner, repo } = speculation.issue
  const written = await hands.forge.createCommit({ owner, repo }, { tree, entries: pushed, parent, message })
  if (!written.verified) hands.log(`${speculation.id}: the forge has not signed the commit of ${branch}`)
  return { branch, commit: written.commit, tree, parent }
}

function isLimit(error: unknown): boolean {
  return error instanceof ForgeError && error.kind === 'rate-limited'
}
