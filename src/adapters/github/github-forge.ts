import type { Forge } from '../../ports/forge.ts'
import { baseNow } from './base-now.ts'
import { closePullRequest, reopenPullRequest } from './close-pull-request.ts'
import { createBranches } from './create-branches.ts'
import { createCommit } from './create-commit.ts'
import { branchHead, deleteBranch } from './delete-branch.ts'
import { dispatchWorkflow } from './dispatch-workflow.ts'
import { ensureComment } from './ensure-comment.ts'
import { ensureDraft } from './ensure-draft.ts'
import { ensureLabels } from './ensure-labels.ts'
import { ensureReview } from './ensure-review.ts'
import { ensureText } from './ensure-text.ts'
import { gitRemote } from './git-remote.ts'
import type { GitHubClient } from './github-client.ts'
import { withForgeErrors } from './github-errors.ts'
import { convertToDraft, markReady } from './mark-ready.ts'
import { filesIn, readTextFile, treeOf } from './read-contents.ts'
import { readFacts } from './read-facts.ts'
import { readOffered } from './read-offered.ts'
import { listTree, readTextFiles } from './read-tree.ts'
import { recentSubjects } from './recent-subjects.ts'
import { rememberPerCommit } from './remember-per-commit.ts'
import { requestReviewers } from './request-reviewers.ts'
import { requiredChecks } from './required-checks.ts'
import { rerunJobs } from './rerun-jobs.ts'
import { roleOf } from './role-of.ts'
import { createVerifierReader } from './verifier-reading.ts'
import { workflowJobs, workflowLogs } from './workflow-jobs.ts'
import { cancelWorkflowRun, findDispatched, workflowRun } from './workflow-run.ts'

/** A list names every file of a commit: those of the bases that runs are on, and of where they are now. */
const MAX_LISTS = 20

/** The forge on GitHub, for one installation and repository. Every failure is a `ForgeError`. */
export function createGitHubForge(client: GitHubClient): Forge {
  const jobs = createVerifierReader(client.octokit)
  const knownLabels = new Set<string>()
  const contents = rememberPerCommit((repository, commit, file: { path: string; maxBytes: number }) =>
    readTextFile(client, repository, { commit, ...file }),
  )
  const folders = rememberPerCommit((repository, commit, folder: { path: string }) =>
    filesIn(client, repository, { commit, ...folder }),
  )
  const trees = rememberPerCommit((repository, commit, folder: { path: string }) =>
    treeOf(client, repository, { commit, ...folder }),
  )
  const files = rememberPerCommit((repository, commit) => listTree(client, repository, { commit }), MAX_LISTS)
  const texts = rememberPerCommit(
    (repository, commit, wanted: { paths: readonly string[]; maxBytes: number }) =>
      readTextFiles(client, repository, { commit, ...wanted }),
  )
  return {
    facts: (query) => withForgeErrors(() => readFacts(client, jobs.begin(), query)),
    roleOf: (repository, login) => withForgeErrors(() => roleOf(client, repository, login)),
    pullRequest: (repository, number) => withForgeErrors(() => readOffered(client, repository, number)),
    baseNow: (repository, base) => withForgeErrors(() => baseNow(client, repository, base)),
    readTextFile: (repository, commit, path, maxBytes) =>
      withForgeErrors(() => contents(repository, commit, { path, maxBytes })),
    filesIn: (repository, commit, path) => withForgeErrors(() => folders(repository, commit, { path })),
    treeOf: (repository, commit, path) => withForgeErrors(() => trees(repository, commit, { path })),
    requiredChecks: (repository, branch, deadlineMinutes) =>
      withForgeErrors(() => requiredChecks(client, repository, { branch, deadlineMinutes })),
    listTree: (repository, commit) => withForgeErrors(() => files(repository, commit, {})),
    readTextFiles: (repository, commit, wanted) => withForgeErrors(() => texts(repository, commit, wanted)),
    gitRemote: (repository) => withForgeErrors(() => gitRemote(client, repository)),
    createCommit: (repository, commit) => withForgeErrors(() => createCommit(client, repository, commit)),
    createBranches: (repository, wanted) => withForgeErrors(() => createBranches(client, repository, wanted)),
    ensureDraft: (repository, draft) => withForgeErrors(() => ensureDraft(client, repository, draft)),
    ensureComment: (repository, wanted) => withForgeErrors(() => ensureComment(client, repository, wanted)),
    ensureLabels: (repository, wanted) =>
      withForgeErrors(() => ensureLabels(client, knownLabels, { repository, wanted })),
    ensureText: (repository, pullRequest, { title, body }) =>
      withForgeErrors(() =>
        ensureText(client, repository, {
          pullRequest,
          ...(title !== undefined && { title }),
          ...(body !== undefined && { body }),
        }),
      ),
    recentSubjects: (repository, commit) =>
      withForgeErrors(() => recentSubjects(client, repository, { commit })),
    markReady: (_repository, pullRequest, head) =>
      withForgeErrors(() => markReady(client, pullRequest, head)),
    convertToDraft: (_repository, pullRequest) => withForgeErrors(() => convertToDraft(client, pullRequest)),
    closePullRequest: (repository, pullRequest) =>
      withForgeErrors(() => closePullRequest(client, repository, pullRequest)),
    reopenPullRequest: (repository, pullRequest) =>
      withForgeErrors(() => reopenPullRequest(client, repository, pullRequest)),
    requestReviewers: (repository, pullRequest, reviewers) =>
      withForgeErrors(() => requestReviewers(client, repository, { pullRequest, reviewers })),
    ensureReview: (repository, review) => withForgeErrors(() => ensureReview(client, repository, review)),
    rerunJobs: (repository, jobs) => withForgeErrors(() => rerunJobs(client, repository, jobs)),
    dispatchWorkflow: (repository, wanted) =>
      withForgeErrors(() => dispatchWorkflow(client, repository, wanted)),
    findDispatched: (repository, wanted) => withForgeErrors(() => findDispatched(client, repository, wanted)),
    workflowRun: (repository, id) => withForgeErrors(() => workflowRun(client, repository, id)),
    workflowJobs: (repository, run) => withForgeErrors(() => workflowJobs(client, repository, run)),
    workflowLogs: (repository, run, jobs) =>
      withForgeErrors(() => workflowLogs(client, repository, { run, jobs })),
    cancelWorkflowRun: (repository, id) => withForgeErrors(() => cancelWorkflowRun(client, repository, id)),
    branchHead: (repository, branch) => withForgeErrors(() => branchHead(client, repository, branch)),
    deleteBranch: (repository, branch, expectedHead) =>
      withForgeErrors(() => deleteBranch(client, repository, { branch, expectedHead })),
  }
}
