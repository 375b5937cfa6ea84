/** Checks, statuses and what runs them, as the server keeps them. */

export type CheckStatus = 'queued' | 'in_progress' | 'completed'
export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure'

export interface CheckSuite {
  id: number
  appId: number
  headSha: string
  headBranch: string | null
  status: CheckStatus
  conclusion: CheckConclusion | null
  pullRequests: number[]
  workflowRunId: number | null
  createdAt: string
  updatedAt: string
}

export interface CheckRun {
  id: number
  suiteId: number
  appId: number
  name: string
  headSha: string
  externalId: string
  status: CheckStatus
  conclusion: CheckConclusion | null
  startedAt: string | null
  completedAt: string | null
  detailsUrl: string
  output: { title: string | null; summary: string | null; text: string | null }
  annotations: Annotation[]
  /** Buttons that its App offers on the page of the check; absent where there never were any. */
  actions?: CheckAction[]
}

/** As the App is told of it, `identifier` alone says which one was pressed. */
export interface CheckAction {
  label: string
  description: string
  identifier: string
}

export interface Annotation {
  path: string
  startLine: number
  endLine: number
  startColumn: number | null
  endColumn: number | null
  level: 'notice' | 'warning' | 'failure'
  title: string | null
  message: string
  rawDetails: string | null
}

export interface CommitStatus {
  id: number
  sha: string
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  description: string | null
  targetUrl: string | null
  creator: string
  createdAt: string
}

export interface Workflow {
  id: number
  name: string
  /** `.github/workflows/ci.yml`, or the path given to a required workflow. */
  path: string
  createdAt: string
}

export interface WorkflowRun {
  id: number
  workflowId: number
  name: string
  path: string
  event: string
  status: CheckStatus
  conclusion: CheckConclusion | null
  headSha: string
  headBranch: string
  runNumber: number
  suiteId: number
  actor: string
  pullRequests: number[]
  /** Of a push: what the branch was at. */
  before?: string
  /** Of a pull request: the commit of its base that the head was merged with. */
  mergedWith?: string
  /** Of a dispatch, with the defaults of those that were not given. */
  inputs?: Record<string, string>
  /** `run-name`, filled in; without it runs are titled by their commit. */
  title?: string
  /** How often it was run, 1 without it. */
  attempt?: number
  /** Checks that the latest attempt runs again; the others stand as they ended. */
  rerun?: string[]
  createdAt: string
  startedAt: string
  updatedAt: string
}

export interface WorkflowJob {
  /** As on GitHub, a job and its check run have the same number. */
  id: number
  runId: number
  /** The attempt of the run that it ran in, 1 without it. */
  attempt?: number
  checkRunId: number
  name: string
  status: CheckStatus
  conclusion: CheckConclusion | null
  createdAt: string
  startedAt: string | null
  completedAt: string | null
  steps: WorkflowStep[]
}

export interface WorkflowStep {
  name: string
  number: number
  status: CheckStatus
  conclusion: CheckConclusion | null
  startedAt: string | null
  completedAt: string | null
}
