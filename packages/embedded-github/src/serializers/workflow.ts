import type { GitCommit } from '../git/bare-repository.ts'
import type { GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Repository, Workflow, WorkflowJob, WorkflowRun } from '../model.ts'
import type { RunArtifact } from '../operations/checks/artifacts.ts'
import { minimalPullRequests } from './check.ts'
import { simpleCommit } from './commit.ts'
import { repositoryApi, repositoryPage, serializeRepository } from './repository.ts'
import { type Schemas, serializeUser } from './user.ts'

export function serializeWorkflow(github: GitHub, repository: Repository, workflow: Workflow) {
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: workflow.createdAt,
    updated_at: workflow.createdAt,
    url: `${repositoryApi(github, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${repositoryPage(github, repository)}/actions/workflows/${workflow.id}`,
    badge_url: `${repositoryPage(github, repository)}/workflows/${workflow.id}/badge.svg`,
  } satisfies Schemas['workflow']
}

export function serializeWorkflowRun(
  github: GitHub,
  repository: Repository,
  item: { readonly run: WorkflowRun; readonly commit: GitCommit | undefined },
): Schemas['workflow-run'] {
  const { run, commit } = item
  const api = repositoryApi(github, repository)
  const url = `${api}/actions/runs/${run.id}`
  const repo = serializeRepository(github, repository)
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.name,
    display_title: run.title ?? commit?.message.split('\n')[0] ?? run.name,
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeId('CheckSuite', run.suiteId),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    run_number: run.runNumber,
    run_attempt: run.attempt ?? 1,
    referenced_workflows: [],
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: `${repositoryPage(github, repository)}/actions/runs/${run.id}`,
    pull_requests: minimalPullRequests(github, repository, run.pullRequests),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.startedAt,
    actor: serializeUser(github, run.actor),
    triggering_actor: serializeUser(github, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: (run.attempt ?? 1) > 1 ? `${url}/attempts/${(run.attempt ?? 1) - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: commit === undefined ? null : simpleCommit(commit),
    repository: repo,
    head_repository: repo,
  }
}

export function serializeJob(
  github: GitHub,
  repository: Repository,
  item: { readonly run: WorkflowRun; readonly job: WorkflowJob },
): Schemas['job'] {
  const { run, job } = item
  const api = repositoryApi(github, repository)
  const steps = job.steps.map((step) => ({
    name: step.name,
    number: step.number,
    status: step.status,
    conclusion: step.conclusion,
    started_at: step.startedAt,
    completed_at: step.completedAt,
  }))
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt ?? 1,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(github, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion as Schemas['job']['conclusion'],
    created_at: job.createdAt,
    started_at: job.startedAt ?? job.createdAt,
    completed_at: job.completedAt,
    name: job.name,
    steps,
    check_run_url: `${api}/check-runs/${job.checkRunId}`,
    labels: ['self-hosted'],
    runner_id: job.status === 'queued' ? null : 1,
    runner_name: job.status === 'queued' ? null : 'embedded',
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.name,
    head_branch: run.headBranch,
  }
}

/** GitHub keeps artifacts for 90 days, if nobody says otherwise. */
const KEPT_MS = 90 * 24 * 3_600_000

export function serializeArtifact(
  github: GitHub,
  repository: Repository,
  { id, name, bytes, createdAt, run }: RunArtifact,
): Schemas['artifact'] {
  const url = `${repositoryApi(github, repository)}/actions/artifacts/${id}`
  return {
    id,
    node_id: nodeId('Artifact', id),
    name,
    size_in_bytes: bytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: new Date(Date.parse(createdAt) + KEPT_MS).toISOString(),
    digest: null,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: repository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  }
}
