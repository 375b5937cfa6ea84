import type { Forge } from '../../ports/forge.ts'
import { advanceBranch } from './branches/advance-branch.ts'
import { archiveBranches } from './branches/archive-branches.ts'
import { createBranches } from './branches/create-branches.ts'
import { createCommit } from './branches/create-commit.ts'
import { branchHead, deleteBranch } from './branches/delete-branch.ts'
import { rememberPerCommit } from './checks/remember-per-commit.ts'
import { requiredChecks } from './checks/required-checks.ts'
import { createVerifierReader } from './checks/verifier-reading.ts'
import { gitRemote } from './connection/installations/git-remote.ts'
import type { GitHubClient } from './connection/installations/github-client.ts'
import { withForgeErrors } from './connection/sending/github-errors.ts'
import { rememberedAnswers } from './connection/sending/remembered-answers.ts'
import { baseNow } from './contents/base-now.ts'
import { branchHistory } from './contents/branch-history.ts'
import { changedLines } from './contents/changed-lines.ts'
import { filesIn, readTextFile, treeOf } from './contents/read-contents.ts'
import { filesListed, listTree, readTextFiles } from './contents/read-tree.ts'
import { recentHistory } from './contents/recent-history.ts'
import { enableAutoMerge } from './ensure/auto-merge.ts'
import { changePullRequest } from './ensure/change-pull-request.ts'
import type { KnownLabels } from './ensure/define-labels.ts'
import { deleteComment } from './ensure/delete-comment.ts'
import { ensureCheckRuns, type MadeCheckRuns } from './ensure/ensure-check-runs.ts'
import { ensureComment } from './ensure/ensure-comment.ts'
import { ensureDraft } from './ensure/ensure-draft.ts'
import { ensureLabels } from './ensure/ensure-labels.ts'
import { ensureReview } from './ensure/ensure-review.ts'
import { markReady } from './ensure/mark-ready.ts'
import { react } from './ensure/react.ts'
import { readFacts, readRepositoryFacts } from './facts/read-facts.ts'
import { openIssues } from './issues/open-issues.ts'
import { roleOf } from './issues/role-of.ts'
import { openPullRequests } from './pull-requests/open-pull-requests.ts'
import { readNamedPullRequest } from './pull-requests/read-named-pull-request.ts'
import { dispatchWorkflow } from './workflows/dispatch-workflow.ts'
import { rerunJobs } from './workflows/rerun-jobs.ts'
import { workflowJobs, workflowLogs } from './workflows/workflow-jobs.ts'
import { cancelWorkflowRun, findDispatched, workflowRun } from './workflows/workflow-run.ts'

/** How many listings are remembered, each with all files of a commit: of the bases of runs, and of where those branches are now. */
const MAX_LISTS = 20

/** The forge on GitHub, for one installation and repository. Every failure is a `ForgeError`. */
export function createGitHubForge(client: GitHubClient): Forge {
  const jobs = createVerifierReader(client)
  const rules = rememberedAnswers(client.octokit)
  const knownLabels: KnownLabels = new Set()
  const madeCheckRuns: MadeCheckRuns = new Map()
  const contents = rememberPerCommit((repository, commit, file: { path: string; maxBytes: number }) =>
    readTextFile(client, repository, { commit, ...file }),
  )
  const files = rememberPerCommit((repository, commit) => listTree(client, repository, { commit }), MAX_LISTS)
  const folders = rememberPerCommit(async (repository, commit, folder: { path: string }) => {
    const listing = await files(repository, commit, {})
    return filesListed(listing, folder.path) ?? filesIn(client, repository, { commit, ...folder })
  })
  const trees = rememberPerCommit(async (repository, commit, folder: { path: string }) => {
    const { complete, folders } = await files(repository, commit, {})
    return complete ? folders.get(folder.path) : treeOf(client, repository, { commit, ...folder })
  })
  const texts = rememberPerCommit(
    (repository, commit, wanted: { paths: readonly string[]; maxBytes: number }) =>
      readTextFiles(client, repository, { commit, ...wanted }),
  )
  return {
    facts: (query) => withForgeErrors(() => readFacts(client, jobs.begin(), query)),
    repositoryFacts: (repository) => withForgeErrors(() => readRepositoryFacts(client, repository)),
    roleOf: (repository, login) => withForgeErrors(() => roleOf(client, repository, login)),
    pullRequest: (repository, number) =>
      withForgeErrors(() => readNamedPullRequest(client, repository, number)),
    baseNow: (repository, base) => withForgeErrors(() => baseNow(client, repository, base)),
    readTextFile: (repository, commit, path, maxBytes) =>
      withForgeErrors(() => contents(repository, commit, { path, maxBytes })),
    accountSettings: ({ owner }) =>
      withForgeErrors(async () => (await client.accountSettings?.(owner)) ?? { kind: 'not installed' }),
    filesIn: (repository, commit, path) => withForgeErrors(() => folders(repository, commit, { path })),
    treeOf: (repository, commit, path) => withForgeErrors(() => trees(repository, commit, { path })),
    requiredChecks: (repository, branch, deadlineMinutes) =>
      withForgeErrors(() => requiredChecks(rules, repository, { branch, deadlineMinutes })),
    listTree: (repository, commit) => withForgeErrors(() => files(repository, commit, {})),
    readTextFiles: (repository, commit, wanted) => withForgeErrors(() => texts(repository, commit, wanted)),
    gitRemote: (repository) => withForgeErrors(() => gitRemote(client, repository)),
    createCommit: (repository, commit) => withForgeErrors(() => createCommit(client, repository, commit)),
    createBranches: (repository, wanted) => withForgeErrors(() => createBranches(client, repository, wanted)),
    ensureDraft: (repository, draft) => withForgeErrors(() => ensureDraft(client, repository, draft)),
    ensureComment: (repository, wanted) => withForgeErrors(() => ensureComment(client, repository, wanted)),
    react: (repository, comment, reaction) =>
      withForgeErrors(() => react(client, repository, { comment, reaction })),
    deleteComment: (repository, id) => withForgeErrors(() => deleteComment(client, repository, id)),
    ensureLabels: (repository, wanted) =>
      withForgeErrors(() => ensureLabels(client, knownLabels, { repository, wanted })),
    openPullRequests: (repository) => withForgeErrors(() => openPullRequests(client, repository)),
    openIssues: (repository, wanted) => withForgeErrors(() => openIssues(client, repository, wanted)),
    recentHistory: (issue, query) => withForgeErrors(() => recentHistory(client, issue, query)),
    branchHistory: (repository, query) => withForgeErrors(() => branchHistory(client, repository, query)),
    changedLines: (repository, change) => withForgeErrors(() => changedLines(client, repository, change)),
    markReady: (_repository, pullRequest, head) =>
      withForgeErrors(() => markReady(client, pullRequest, head)),
    enableAutoMerge: (_repository, pullRequest, wanted) =>
      withForgeErrors(() => enableAutoMerge(client, pullRequest, wanted)),
    changePullRequest: (repository, change) =>
      withForgeErrors(() => changePullRequest(client, repository, change)),
    ensureCheckRuns: (repository, wanted) =>
      withForgeErrors(() => ensureCheckRuns(client, madeCheckRuns, { repository, wanted })),
    ensureReview: (repository, review) => withForgeErrors(() => ensureReview(client, repository, review)),
    rerunJobs: (repository, jobs) => withForgeErrors(() => rerunJobs(client, repository, jobs)),
    dispatchWorkflow: (repository, wanted) =>
      withForgeErrors(() => dispatchWorkflow(client, repository, wanted)),
    findDispatched: (repository, wanted) => withForgeErrors(() => findDispatched(client, repository, wanted)),
    workflowRun: (repository, id) => withForgeErrors(() => workflowRun(client, repository, id)),
    workflowJobs: (repository, run) => withForgeErrors(() => workflowJobs(client, repository, run)),
    workflowLogs: (repository, run, wanted) =>
      withForgeErrors(() => workflowLogs(client, repository, { run, ...wanted })),
    cancelWorkflowRun: (repository, id) => withForgeErrors(() => cancelWorkflowRun(client, repository, id)),
    branchHead: (repository, branch) => withForgeErrors(() => branchHead(client, repository, branch)),
    archiveBranches: (repository, wanted) =>
      withForgeErrors(() => archiveBranches(client, repository, wanted)),
    advanceBranch: (repository, wanted) => withForgeErrors(() => advanceBranch(client, repository, wanted)),
    deleteBranch: (repository, branch, expectedHead) =>
      withForgeErrors(() => deleteBranch(client, repository, { branch, expectedHead })),
  }
}
