import { ApiError } from '../../api-error.ts'
import type { GitPerson } from '../../git/bare-repository.ts'
import { mergedTree, writeCommit } from '../../git/write-objects.ts'
import type { Actor, GitHub } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { closeNamedIssues } from '../issues/close-named-issues.ts'
import { changeRefs, markMerged } from '../refs.ts'
import { whatIsMissing } from './required-checks.ts'

interface Merge {
  readonly issue: PullRequestIssue
  readonly sha?: string | undefined
  readonly message?: string | undefined
  readonly method?: 'merge' | 'squash' | 'rebase'
  readonly actor: Actor
}

/** A merge commit on the base branch, one commit of all changes, or each commit made again. Throws 405 or 409 as GitHub does. */
export async function mergePullRequest(
  github: GitHub,
  repository: Repository,
  merge: Merge,
): Promise<string> {
  const { issue, actor, method = 'merge' } = merge
  if (merge.sha !== undefined && merge.sha !== issue.pull.head.sha) {
    throw new ApiError(409, 'Head branch was modified. Review and try the merge again.')
  }
  const base = await github.git(repository).resolve(`refs/heads/${issue.pull.base.ref}`)
  const isOpen = issue.state === 'open' && !issue.pull.draft
  const missing = isOpen ? whatIsMissing(github, repository, { pull: issue.pull, actor }) : undefined
  if (missing !== undefined) throw new ApiError(405, missing)
  const make = method === 'rebase' ? remadeCommits : newCommit
  const after = base !== undefined && isOpen ? await make(github, repository, { ...merge, base }) : undefined
  if (base === undefined || after === undefined) throw new ApiError(405, 'Pull Request is not mergeable')
  const name = `refs/heads/${issue.pull.base.ref}`
  const refused = await changeRefs(github, repository, { updates: [{ name, before: base, after }], actor })
  if (refused !== undefined)
    throw new ApiError(409, 'Base branch was modified. Review and try the merge again.')
  if (method !== 'merge') await markMerged(github, repository, { issue, actor, sha: after })
  await closeNamedIssues(github, repository, { issue, actor })
  return after
}

type OnBase = Merge & { readonly base: string }

/** Undefined where the two conflict. */
async function newCommit(
  github: GitHub,
  repository: Repository,
  { issue, base, method, message, actor }: OnBase,
): Promise<string | undefined> {
  const { directory } = github.git(repository)
  const tree = await mergedTree(directory, base, issue.pull.head.sha)
  if (tree === undefined) return undefined
  const isSquash = method === 'squash'
  const title = `Merge pull request #${issue.number} from ${repository.owner}/${issue.pull.head.ref}`
  const usual = isSquash ? `${issue.title} (#${issue.number})\n\n${issue.body}` : `${title}\n\n${issue.title}`
  const person = personOf(github, actor)
  return writeCommit(directory, {
    tree,
    parents: isSquash ? [base] : [base, issue.pull.head.sha],
    message: message ?? usual.trimEnd(),
    author: person,
    committer: person,
  })
}

/** The commits of the head on top of the base, by the same authors, merges left out. Undefined where one conflicts. */
async function remadeCommits(
  github: GitHub,
  repository: Repository,
  { issue, base, actor }: OnBase,
): Promise<string | undefined> {
  const git = github.git(repository)
  const committer = personOf(github, actor)
  let onto = base
  for (const commit of await git.commitsBetween(base, issue.pull.head.sha)) {
    const [parent, ...others] = commit.parents
    if (parent === undefined || others.length > 0) continue
    // What was made so far, as if it had been done where the commit was: so git sees what the commit itself has changed.
    const { tree = '' } = (await git.commit(onto)) ?? {}
    const beside = await writeCommit(git.directory, { ...commit, tree, parents: [parent], committer })
    const merged = await mergedTree(git.directory, beside, commit.oid)
    if (merged === undefined) return undefined
    onto = await writeCommit(git.directory, { ...commit, tree: merged, parents: [onto], committer })
  }
  return onto
}

function personOf(github: GitHub, { login }: Actor): GitPerson {
  return { name: login, email: `${login}@users.noreply.github.com`, date: github.now() }
}
