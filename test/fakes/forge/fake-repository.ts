import { createHash } from 'node:crypto'
import type { CommitFacts } from '../../../src/domain/candidate/patch.ts'
import type { RequiredCheck } from '../../../src/domain/checks/contract.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { WantedCheckRun } from '../../../src/domain/checks/own-check.ts'
import type { LabelEvent, PullRequestEvent } from '../../../src/domain/forge/forge-facts.ts'
import type { PastChange } from '../../../src/domain/issue/checklist.ts'
import type { RepositoryRef, Role } from '../../../src/domain/issue/issue.ts'
import type { FakeWorkflowRun } from './fake-workflow-runs.ts'

export const APP_LOGIN = 'speculate[bot]'
export const REPOSITORY_ID = 'R_1'

interface FakeComment {
  readonly id: number
  readonly author: string
  body: string
  readonly at?: string
  isEdited?: boolean
}

export interface FakeIssue {
  readonly number: number
  readonly author: string
  createdAt?: string
  title: string
  body: string
  lastEditedAt: string | undefined
  open: boolean
  readonly labels: Set<string>
  readonly comments: FakeComment[]
  labelled: LabelEvent | undefined
  unlabelledAt?: string | undefined
  titleAtLabel?: string | undefined
  renamed?: { at: string; from: string }[]
  unlabelled?: LabelEvent
  /** A pull request is an issue with a branch, as on GitHub. */
  pull: FakePull | undefined
}

interface FakeReview {
  readonly id: number
  readonly body: string
  readonly comments: readonly { readonly path: string; readonly line: number; readonly body: string }[]
}

interface FakePull {
  readonly branch: string
  /** The branch it wants to be merged into. */
  base: string
  readonly fromFork: boolean
  /** Kept when the branch goes. */
  head: string
  isDraft: boolean
  merged: boolean
  mergeable: 'mergeable' | 'conflicting' | 'unknown'
  readonly reviewers: Set<string>
  autoMerge?: boolean
  /** Of this app. */
  readonly reviews: FakeReview[]
  readonly events: PullRequestEvent[]
}

/** The state of one repository, as far as the forge port shows it. Plain data: tests may look at all of it. */
export interface FakeRepository {
  readonly ref: RepositoryRef
  isArchived: boolean
  isPrivate: boolean
  /** False as in private repositories on a free plan. */
  supportsDrafts: boolean
  /** First lines of the base's last commits. */
  subjects: string[]
  /** What was changed of the files that an issue names. */
  changes: PastChange[]
  /** What each issue waits for. */
  readonly blockers: Map<number, number[]>
  /** Of each issue. */
  readonly milestones: Map<number, string>
  /** Of every issue. */
  assignees: string[]
  /** What the account says for all its repositories, where it does. */
  accountSettings?: string
  /** By branch. */
  readonly heads: Map<string, string>
  /** Refs that are no branches. */
  readonly archive: Map<string, string>
  /** Files by commit, then by path. */
  readonly files: Map<string, ReadonlyMap<string, string>>
  /** By commit; of one that was made elsewhere nothing is known. */
  readonly commits: Map<string, CommitFacts>
  readonly issues: FakeIssue[]
  /** Issues that were deleted, or moved elsewhere. */
  readonly gone: Set<number>
  /** Issues and pull requests where the App may not comment. */
  readonly locked: Set<number>
  readonly roles: Map<string, Role>
  observations: Observation[]
  /** Whether the installation lets the App write check runs; it does not say without it, and none is written. */
  mayWriteChecks: boolean | undefined
  /** Of the App, by their commits. */
  readonly checkRuns: Map<string, WantedCheckRun & { readonly candidate?: string }>
  /** The App may not write actions. */
  refusesReruns: boolean
  /** Why no auto-merge is turned on, where none is. */
  refusesAutoMerge?: string
  readonly workflowRuns: FakeWorkflowRun[]
  /** False as on servers from before dispatches were answered with their run. */
  reportsRuns: boolean
  /** Pull requests of these commits could only be read in part. */
  readonly unreadable: Set<string>
  readonly requiredChecks: Omit<RequiredCheck, 'deadlineMinutes'>[]
  /** One id for everything, counting up. */
  lastId: number
}

export function createFakeRepository(ref: RepositoryRef): FakeRepository {
  const repository: FakeRepository = {
    ref,
    isArchived: false,
    mayWriteChecks: undefined,
    checkRuns: new Map(),
    isPrivate: false,
    supportsDrafts: true,
    subjects: [],
    changes: [],
    blockers: new Map(),
    milestones: new Map(),
    assignees: [],
    heads: new Map(),
    archive: new Map(),
    files: new Map(),
    commits: new Map(),
    issues: [],
    gone: new Set(),
    locked: new Set(),
    roles: new Map([
      [ref.owner, 'admin'],
      ['maya', 'write'],
    ]),
    observations: [],
    refusesReruns: false,
    workflowRuns: [],
    reportsRuns: true,
    unreadable: new Set(),
    requiredChecks: [],
    lastId: 0,
  }
  commit(repository, 'main', new Map([['README.md', '# A sample\n']]))
  return repository
}

/** Adds `changes` on top of what the branch (or else main) holds; the same content gives the same commit. */
export function commit(
  repository: FakeRepository,
  branch: string,
  changes: ReadonlyMap<string, string>,
): string {
  const parent = repository.heads.get(branch) ?? repository.heads.get('main') ?? ''
  const files = new Map([...(repository.files.get(parent) ?? []), ...changes])
  const id = objectId(parent, ...[...files].flat())
  repository.files.set(id, files)
  const tree = objectId('tree', ...[...files].flat())
  repository.commits.set(id, { oid: id, tree, parents: parent === '' ? [] : [parent] })
  moveBranch(repository, branch, id)
  return id
}

/** Moves the branch and the open pull requests on it, as a push does. */
export function moveBranch(repository: FakeRepository, branch: string, head: string): void {
  repository.heads.set(branch, head)
  for (const { open, pull } of repository.issues) {
    if (open && pull?.branch === branch && !pull.fromFork) pull.head = head
  }
}

export function addIssue(
  repository: FakeRepository,
  issue: Pick<FakeIssue, 'author' | 'title' | 'body'> & { pull?: FakePull },
): FakeIssue {
  const added: FakeIssue = {
    ...issue,
    number: repository.issues.length + 1,
    lastEditedAt: undefined,
    open: true,
    labels: new Set(),
    comments: [],
    labelled: undefined,
    pull: issue.pull,
  }
  repository.issues.push(added)
  return added
}

export function addPull(
  repository: FakeRepository,
  pull: {
    author: string
    branch: string
    base?: string
    title: string
    body: string
    fromFork: boolean
    isDraft: boolean
  },
): FakeIssue {
  const { author, branch, base = 'main', title, body, fromFork, isDraft } = pull
  const head = fromFork ? objectId('fork', branch) : (repository.heads.get(branch) ?? '')
  const state = {
    merged: false,
    mergeable: 'mergeable' as const,
    reviewers: new Set<string>(),
    reviews: [],
    events: [],
  }
  return addIssue(repository, {
    author,
    title,
    body,
    pull: { ...state, branch, base, fromFork, head, isDraft },
  })
}

export function objectId(...parts: readonly string[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex')
}
