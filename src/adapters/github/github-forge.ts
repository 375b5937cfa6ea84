import type { Forge } from '../../ports/forge.ts'
import { closePullRequest } from './close-pull-request.ts'
import { createJobConfirmation } from './confirm-jobs.ts'
import { deleteBranch } from './delete-branch.ts'
import { ensureComment } from './ensure-comment.ts'
import { ensureDraft } from './ensure-draft.ts'
import { ensureLabels } from './ensure-labels.ts'
import { gitRemote } from './git-remote.ts'
import type { GitHubClient } from './github-client.ts'
import { withForgeErrors } from './github-errors.ts'
import { convertToDraft, markReady } from './mark-ready.ts'
import { readTextFile, treeOf } from './read-contents.ts'
import { readFacts } from './read-facts.ts'
import { requestReviewers } from './request-reviewers.ts'
import { requiredChecks } from './required-checks.ts'
import { roleOf } from './role-of.ts'

/** The forge on GitHub, for one installation and repository. Every failure is a `ForgeError`. */
export function createGitHubForge(client: GitHubClient): Forge {
  const jobs = createJobConfirmation(client.octokit)
  const knownLabels = new Set<string>()
  return {
    facts: (query) => withForgeErrors(() => readFacts(client, jobs.begin(), query)),
    roleOf: (repository, login) => withForgeErrors(() => roleOf(client, repository, login)),
    readTextFile: (repository, commit, path, maxBytes) =>
      withForgeErrors(() => readTextFile(client, repository, { commit, path, maxBytes })),
    treeOf: (repository, commit, path) => withForgeErrors(() => treeOf(client, repository, { commit, path })),
    requiredChecks: (repository, branch, deadlineMinutes) =>
      withForgeErrors(() => requiredChecks(client, repository, { branch, deadlineMinutes })),
    gitRemote: (repository) => withForgeErrors(() => gitRemote(client, repository)),
    ensureDraft: (repository, draft) => withForgeErrors(() => ensureDraft(client, repository, draft)),
    ensureComment: (repository, wanted) => withForgeErrors(() => ensureComment(client, repository, wanted)),
    ensureLabels: (repository, wanted) =>
      withForgeErrors(() => ensureLabels(client, knownLabels, { repository, wanted })),
    markReady: (_repository, pullRequest, head) =>
      withForgeErrors(() => markReady(client, pullRequest, head)),
    convertToDraft: (_repository, pullRequest) => withForgeErrors(() => convertToDraft(client, pullRequest)),
    closePullRequest: (repository, pullRequest) =>
      withForgeErrors(() => closePullRequest(client, repository, pullRequest)),
    requestReviewers: (repository, pullRequest, reviewers) =>
      withForgeErrors(() => requestReviewers(client, repository, { pullRequest, reviewers })),
    deleteBranch: (repository, branch, expectedHead) =>
      withForgeErrors(() => deleteBranch(client, repository, { branch, expectedHead })),
  }
}
