import type { GitHubContext } from './github-context.ts'
import type {
  Annotation,
  CheckConclusion,
  CheckRun,
  CheckStatus,
  PullRequestIssue,
  Repository,
  WorkflowJob,
  WorkflowRun,
  WorkflowStep,
} from './model.ts'

/** What starts a workflow that says nothing of activities, or that only a change of the draft state does. */
export const USUAL_ACTIVITIES = ['opened', 'synchronize', 'reopened', 'ready_for_review'] as const
/** What starts only a workflow that lists it under `types`. */
export const OTHER_ACTIVITIES = [
  'labeled',
  'unlabeled',
  'edited',
  'review_requested',
  'review_request_removed',
  'converted_to_draft',
  'closed',
  'assigned',
  'unassigned',
  'locked',
  'unlocked',
] as const

/** What a runner hears. `draft` and the head are read from the pull request. */
export interface PullRequestActivity {
  readonly repository: Repository
  readonly pullRequest: PullRequestIssue
  readonly action: (typeof USUAL_ACTIVITIES)[number] | (typeof OTHER_ACTIVITIES)[number]
  /** Login of who caused it. */
  readonly actor: string
  /** What its webhook says besides: the `label`, the `changes`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** A branch that was created or moved. */
export interface PushActivity {
  readonly repository: Repository
  readonly branch: string
  /** Zeros when the branch is new. */
  readonly before: string
  readonly after: string
  /** Login of who caused it. */
  readonly actor: string
}

/** A run that has ended and is to run some of its checks again, as its next attempt; the run says which. */
export interface RerunActivity {
  readonly repository: Repository
  readonly rerun: WorkflowRun
}

/** A run that somebody has started with inputs. */
export interface DispatchActivity {
  readonly repository: Repository
  readonly dispatched: WorkflowRun
}

/** A commit that no pull request has, whose checks are wanted as one that changes nothing would start them. */
export interface Rehearsal {
  readonly repository: Repository
  readonly head: { readonly ref: string; readonly sha: string }
  /** Login of who asks for it. */
  readonly actor: string
  /** Files of the only workflows to run; all, without it. */
  readonly workflows?: readonly string[] | undefined
  /** Cancels what has not ended. */
  readonly signal?: AbortSignal | undefined
}

/** A run that is to end now. */
interface CancelActivity {
  readonly repository: Repository
  readonly cancelled: WorkflowRun
}

export type Activity = PullRequestActivity | PushActivity | RerunActivity | DispatchActivity | CancelActivity

export interface NewWorkflowRun {
  readonly repository: Repository
  readonly workflow: { readonly path: string; readonly name: string }
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  readonly pullRequests: readonly number[]
  readonly actor: string
  /** What the branch was at before a push. */
  readonly before?: string
  /** Of a dispatch. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly title?: string
  /** What the head of a pull request was merged with. */
  readonly mergedWith?: string
}

export interface PayloadEvent {
  /** Login of who caused it. */
  readonly actor: string
  readonly pullRequest?: PullRequestIssue
  readonly push?: { readonly branch: string; readonly before: string; readonly after: string }
}

export interface JobUpdate {
  readonly status?: CheckStatus
  readonly conclusion?: CheckConclusion
  readonly steps?: readonly WorkflowStep[]
  readonly output?: CheckRun['output']
  /** Replaces the annotations given so far. */
  readonly annotations?: readonly Annotation[]
}

/**
 * What the server offers a runner. Every call changes the state, keeps timestamps, check runs and suites in step, and sends
 * the webhooks; a call resolves once the change is on disk.
 */
export interface RunnerHost {
  readonly github: GitHubContext
  /** What the webhook of the event says, without its action; of a dispatch only who and where. */
  payloadOf(repository: Repository, event: PayloadEvent): Promise<object>
  /** Creates the workflow when it is new, a check suite of the Actions App, and a queued run. */
  createRun(run: NewWorkflowRun): Promise<WorkflowRun>
  /** Creates a queued job and its check run. */
  createJob(repository: Repository, run: WorkflowRun, name: string): Promise<WorkflowJob>
  /** The first `in_progress` also starts the run. `startedAt` and `completedAt` follow `status`. */
  updateJob(repository: Repository, job: WorkflowJob, update: JobUpdate): Promise<void>
  appendLog(job: WorkflowJob, text: string): Promise<void>
  readLog(jobId: number): Promise<string>
  /** Completes the run and its check suite. */
  completeRun(repository: Repository, run: WorkflowRun, conclusion: CheckConclusion): Promise<void>
  /** A `GITHUB_TOKEN`: reads (or writes) contents, writes checks and statuses of this repository for an hour. */
  jobToken(repository: Repository, contents?: 'read' | 'write'): Promise<string>
}

export interface Runner {
  /** Called after the change is on disk; must return at once and do its work in the background. */
  onPullRequestActivity(activity: PullRequestActivity): void
  /** As above; without it, pushes run nothing. */
  onPush?(activity: PushActivity): void
  onRerun?(activity: RerunActivity): void
  onDispatch?(activity: DispatchActivity): void
  /** Without it, or for a run that it does not know, the run is completed at once. True: it ends the run itself. */
  onCancel?(activity: CancelActivity): boolean
  /** Resolves when everything of it has ended. */
  rehearse?(rehearsal: Rehearsal): Promise<void>
  /** A run found unfinished when the server starts on an existing data directory. */
  resume(repository: Repository, run: WorkflowRun): void
  /** Ends what is running; resolves when nothing is left. */
  close(): Promise<void>
}

export type RunnerFactory = (host: RunnerHost) => Runner
