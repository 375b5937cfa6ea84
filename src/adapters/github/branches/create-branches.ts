import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { NewBranch, NewBranches } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'
import { branchesQuery, updateRefsMutation } from '../ensure/mutations.ts'
import { Ref } from '../facts/facts-answer.ts'
import { toCommitFacts } from '../pull-requests/to-commit-facts.ts'

const NO_COMMIT = '0'.repeat(40)

/**
 * All at once by compare-and-swap, so that a branch that exists is never moved. When GitHub refuses, or its answer is lost, the
 * branches are read: one that holds the same work is done, a name that somebody else has is answered, and the others are tried again
 * without those. Throws GitHub's own error when it refuses although every name is free.
 */
export async function createBranches(
  client: GitHubClient,
  repository: RepositoryRef,
  { repositoryId, branches }: NewBranches,
): Promise<readonly string[]> {
  const refUpdates = branches.map(({ branch, commit }) => ({
    name: `refs/heads/${branch}`,
    beforeOid: NO_COMMIT,
    afterOid: commit,
  }))
  try {
    await client.octokit.graphql(updateRefsMutation, { repository: repositoryId, updates: refUpdates })
    return []
  } catch (error) {
    const { kind } = toForgeError(error)
    if (kind === 'rate-limited' || kind === 'forbidden') throw error
    const { free, taken } = await look(client, repository, branches)
    if (free.length === branches.length) throw error
    if (free.length === 0) return taken
    return [...taken, ...(await createBranches(client, repository, { repositoryId, branches: free }))]
  }
}

const BranchesAnswer = z.object({ repository: z.looseObject({}) })

async function look(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  branches: readonly NewBranch[],
): Promise<{ free: readonly NewBranch[]; taken: readonly string[] }> {
  const variables = Object.fromEntries(branches.map(({ branch }, n) => [`ref${n}`, `refs/heads/${branch}`]))
  const document = branchesQuery(branches.length)
  const { repository } = BranchesAnswer.parse(
    await octokit.graphql(document, { owner, name: repo, ...variables }),
  )
  const free: NewBranch[] = []
  const taken: string[] = []
  for (const [n, wanted] of branches.entries()) {
    const target = Ref.parse(repository[`r${n}`])?.target
    if (!target) free.push(wanted)
    else if (!holds(wanted, target.oid, toCommitFacts(target))) taken.push(wanted.branch)
  }
  return { free, taken }
}

/** Another worker, or an earlier try, has written the same tree on the same parent: only the ids of the commits differ. */
function holds(
  { commit, tree, parent }: NewBranch,
  oid: string,
  facts: ReturnType<typeof toCommitFacts>,
): boolean {
  if (oid === commit) return true
  return (
    tree !== undefined && facts?.tree === tree && facts.parents.length === 1 && facts.parents[0] === parent
  )
}
