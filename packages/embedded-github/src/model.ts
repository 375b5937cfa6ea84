import type {
  CheckRun,
  CheckSuite,
  CommitStatus,
  Workflow,
  WorkflowJob,
  WorkflowRun,
} from './model-checks.ts'
import type { Project } from './model-projects.ts'

export type * from './model-checks.ts'
export type * from './model-projects.ts'

/** Everything the server knows apart from git objects: plain data, written to state.json as it is. */
export interface State {
  /** Next database id; ids are small, unique over all kinds, and given in order, so that a run can be repeated. */
  nextId: number
  users: User[]
  tokens: Token[]
  apps: App[]
  installations: Installation[]
  repositories: Repository[]
  deliveries: Delivery[]
  /** Absent where nobody has made one. */
  projects?: Project[]
}

/** A person, an organization or an App's bot. Everywhere else an actor is named by `login`; a bot's login ends in `[bot]`. */
export interface User {
  id: number
  login: string
  type: 'User' | 'Organization' | 'Bot'
  createdAt: string
}

export type Access = 'read' | 'write' | 'admin'
/** As in an App's manifest: `contents: 'write'`. */
export type Permissions = Record<string, Access>

/** Personal token of a user, or a one-hour token of an installation. */
export type Token =
  | {
      kind: 'user'
      token: string
      login: string
      /** The App that acts for the person; absent where the person does. */
      appId?: number
      /** Absent where it holds until it is taken back. */
      expiresAt?: string
    }
  | {
      kind: 'installation'
      token: string
      appId: number
      installationId: number
      permissions: Permissions
      /** Repository ids the token was narrowed to; undefined means all of the installation. */
      repositories?: number[]
      expiresAt: string
    }

/** The App whose check suites hold workflow runs; its number is the one github.com uses. */
export const ACTIONS_APP_ID = 15368

export interface App {
  id: number
  slug: string
  name: string
  owner: string
  publicKey: string
  permissions: Permissions
  events: string[]
  hook: { id: number; url: string; secret: string } | null
  /** Absent where nobody can sign in with it. */
  signIn?: { secret: string; callbackUrls: string[] }
  createdAt: string
}

export interface Installation {
  id: number
  appId: number
  account: string
  repositories: number[]
  permissions: Permissions
  events: string[]
  suspendedAt: string | null
  createdAt: string
}

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin'

export interface Repository {
  id: number
  owner: string
  name: string
  /** `owner/name` before it was renamed or transferred; absent in a state from before it could be. */
  formerNames?: string[]
  description: string | null
  isPrivate: boolean
  isArchived: boolean
  draftsSupported: boolean
  defaultBranch: string
  createdAt: string
  pushedAt: string
  /** Number of the next issue or pull request. */
  nextNumber: number
  collaborators: Record<string, Role>
  labels: Label[]
  /** Absent where nobody has made one. */
  milestones?: Milestone[]
  /** Issues and pull requests alike, in order of their numbers. */
  issues: Issue[]
  /** Numbers that stand for nothing any more; absent in a state from before any could go. */
  gone?: GoneIssue[]
  comments: Comment[]
  timeline: TimelineEvent[]
  reviews: Review[]
  reviewComments: ReviewComment[]
  checkSuites: CheckSuite[]
  checkRuns: CheckRun[]
  statuses: CommitStatus[]
  workflows: Workflow[]
  workflowRuns: WorkflowRun[]
  workflowJobs: WorkflowJob[]
  rulesets: Ruleset[]
  /** Classic protection, by branch name. */
  protections: Record<string, BranchProtection>
  /** Commits that the server has written and signed itself; absent in a state from before it did. */
  signedCommits?: string[]
}

export interface Milestone {
  id: number
  number: number
  title: string
  description: string | null
  state: 'open' | 'closed'
  creator: string
  createdAt: string
}

/** Deleted, or moved to another repository. */
interface GoneIssue {
  number: number
  movedTo?: { repository: number; number: number }
}

export interface Label {
  id: number
  name: string
  /** Six hexadecimal digits without `#`. */
  color: string
  description: string | null
}

export interface Issue {
  id: number
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'reopened' | 'duplicate' | null
  author: string
  /** The App that acted, when it was one. */
  viaApp: number | null
  /** Ids of the repository's labels. */
  labels: number[]
  assignees: string[]
  createdAt: string
  updatedAt: string
  closedAt: string | null
  closedBy: string | null
  lastEditedAt: string | null
  /** Only those with write access may comment. */
  locked?: boolean
  /** Number of its milestone. */
  milestone?: number
  /** Ids of the issues that it waits for. */
  blockedBy?: number[]
  /** Id of the issue that it is a sub-issue of. */
  parent?: number
  /** Present when the issue is a pull request. */
  pull?: PullRequest
}

/** An issue known to be a pull request. */
export type PullRequestIssue = Issue & { pull: PullRequest }

interface PullRequest {
  id: number
  draft: boolean
  base: { ref: string; sha: string }
  /** `sha` follows the branch while the pull request is open. Heads are always branches of the same repository. */
  head: { ref: string; sha: string }
  mergedAt: string | null
  mergedBy: string | null
  mergeCommitSha: string | null
  requestedReviewers: string[]
  autoMerge: { enabledAt: string; enabledBy: string; method: 'merge' | 'squash' | 'rebase' } | null
}

export interface Comment {
  id: number
  issue: number
  author: string
  viaApp: number | null
  body: string
  createdAt: string
  updatedAt: string
  lastEditedAt: string | null
  reactions?: Reaction[]
}

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const

export interface Reaction {
  id: number
  author: string
  content: (typeof REACTIONS)[number]
  createdAt: string
}

export type TimelineKind =
  | 'labeled'
  | 'unlabeled'
  | 'closed'
  | 'reopened'
  | 'renamed'
  | 'ready_for_review'
  | 'convert_to_draft'
  | 'head_ref_force_pushed'
  | 'head_ref_deleted'
  | 'base_ref_changed'
  | 'automatic_base_change_succeeded'
  | 'review_requested'
  | 'review_request_removed'
  | 'merged'
  | 'assigned'
  | 'unassigned'

export interface TimelineEvent {
  id: number
  issue: number
  kind: TimelineKind
  actor: string
  viaApp: number | null
  createdAt: string
  /** A copy: the label may be renamed or deleted later. */
  label?: { name: string; color: string }
  reviewer?: string
  assignee?: string
  rename?: { from: string; to: string }
  bases?: { from: string; to: string }
  /** Heads before and after a forced push. */
  commits?: { before: string; after: string }
}

export interface Review {
  id: number
  issue: number
  author: string
  viaApp: number | null
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  body: string
  commit: string
  submittedAt: string
}

export interface ReviewComment {
  id: number
  issue: number
  review: number
  author: string
  body: string
  path: string
  line: number | null
  side: 'LEFT' | 'RIGHT'
  /** Where a comment on several lines begins. */
  start?: { line: number; side: 'LEFT' | 'RIGHT' }
  commit: string
  diffHunk: string
  inReplyTo: number | null
  createdAt: string
  updatedAt: string
}

export interface RequiredStatusCheck {
  context: string
  integrationId: number | null
}

interface BranchProtection {
  checks: RequiredStatusCheck[]
  strict: boolean
}

/** Active on the branches named; `~DEFAULT_BRANCH` and `~ALL` mean what they mean on GitHub. */
export interface Ruleset {
  id: number
  name: string
  branches: string[]
  requiredChecks: RequiredStatusCheck[]
  /** Workflows from outside the repository that run on every pull request, in spite of what its head contains. */
  workflows: { path: string; content: string }[]
}

export interface Delivery {
  id: number
  guid: string
  appId: number
  installationId: number | null
  repositoryId: number | null
  event: string
  action: string | null
  redelivery: boolean
  deliveredAt: string
  durationSeconds: number
  /** `OK`, or what went wrong, as GitHub words it; `pending` until then. The payload lies beside the state, by delivery id. */
  status: string
  /** 0 when no answer came. */
  statusCode: number
}
