import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { BranchToPublish, Step } from '../../domain/run/step.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { Store } from '../../ports/store.ts'
import {
  type CommitPublisher,
  type CommitToPublish,
  ObjectsLeft,
  type Published,
  publishCommits,
} from './publish-commits.ts'

/** What of the context it takes. */
export interface BranchPublisher extends CommitPublisher {
  readonly store: Pick<Store, 'attempts' | 'bundle'>
}

type PublishBranches = Extract<Step, { do: 'publish-branches' }>

/**
 * Publishes the stored bundles: any machine can, whichever ran the agents. Throws `BranchTaken` or `ObjectsLeft` when that was all that
 * went wrong. Whatever was done before a failure is found again, and not done a second time.
 */
export async function publishBranches(
  { repositoryId, branches }: PublishBranches,
  speculation: Speculation,
  context: BranchPublisher,
): Promise<void> {
  const publication = { repositoryId, speculation, context }
  const published = await publishTogether(branches, publication).catch((error: unknown) => {
    if (branches.length === 1 || isLimit(error)) throw error
    // A patch that the forge refuses must not keep the others from being published.
    return publishOneByOne(branches, publication)
  })
  if (published.taken.length > 0) {
    const names = published.taken.join(', ')
    throw new BranchTaken(`${names} already exists and holds something other than the candidate`)
  }
  if (published.areObjectsLeft) throw new ObjectsLeft()
}

export class BranchTaken extends Error {
  override readonly name = 'BranchTaken'
}

interface Publication {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly speculation: Speculation
  readonly context: BranchPublisher
}

async function publishOneByOne(
  branches: readonly BranchToPublish[],
  publication: Publication,
): Promise<Published> {
  const taken: string[] = []
  const failures: unknown[] = []
  let areObjectsLeft = false
  for (const branch of branches) {
    try {
      const published = await publishTogether([branch], publication)
      taken.push(...published.taken)
      // Each removes what those before it have left.
      areObjectsLeft = published.areObjectsLeft
    } catch (error) {
      failures.push(error)
      if (isLimit(error)) break
    }
  }
  if (failures.length > 0) throw failures[0]
  return { taken, areObjectsLeft }
}

async function publishTogether(
  branches: readonly BranchToPublish[],
  { repositoryId, speculation, context }: Publication,
): Promise<Published> {
  const parent = speculation.base.commit
  const commits = await readBundles(branches, speculation, context)
  return publishCommits({ speculation, repositoryId, parent, commits }, context)
}

async function readBundles(
  branches: readonly BranchToPublish[],
  speculation: Speculation,
  { store }: BranchPublisher,
): Promise<readonly CommitToPublish[]> {
  const attempts = await store.attempts(speculation.id)
  return Promise.all(
    branches.map(async ({ candidate, ...branch }) => {
      const number = latestAttempt(attempts, candidate)?.number ?? 1
      const bundle = await store.bundle({ speculation: speculation.id, candidate, number })
      if (!bundle) throw new Error(`the patch of ${candidate} is not in the store`)
      return { ...branch, bundle }
    }),
  )
}

function isLimit(error: unknown): boolean {
  return error instanceof ForgeError && error.kind === 'rate-limited'
}
