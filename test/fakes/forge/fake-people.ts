import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { PullRequestEvent } from '../../../src/domain/forge/forge-facts.ts'
import type { Role } from '../../../src/domain/issue/issue.ts'
import { isLabel, TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import {
  APP_LOGIN,
  addIssue,
  addPull,
  commit,
  type FakeIssue,
  type FakeRepository,
} from './fake-repository.ts'

/** What the parts of the fake share. */
export interface World {
  readonly state: FakeRepository
  readonly changed: (what: string) => void
  readonly now: () => string
}

/** What people do on the forge, and what its checks report. */
export interface FakePeople {
  openIssue(issue: { title: string; body: string; author?: string }): Promise<number>
  label(issue: number, label: string, by?: string): Promise<void>
  unlabel(issue: number, label: string, by?: string): Promise<void>
  rename(issue: number, title: string): Promise<void>
  /** Deletes it, or moves it to another repository. */
  removeIssue(issue: number): Promise<void>
  comment(on: number, body: string, by?: string): Promise<number>
  /** From a branch of the repository. */
  openPullRequest(branch: string, by?: string): Promise<number>
  setRole(login: string, role: Role): Promise<void>
  commitToMain(path: string, text: string): Promise<string>
  /** Commits a file on the branch, which begins at main. */
  push(branch: string, path: string, text: string, by?: string): Promise<string>
  /** A commit status or a check run by a job of the repository's own workflow; the latter unless `kind` says otherwise. */
  report(head: string, check: ReportedCheck): Promise<void>
  closeAs(login: string, pullRequest: number): Promise<void>
  reopenAs(login: string, pullRequest: number): Promise<void>
  mergeAs(login: string, pullRequest: number): Promise<void>
  markReadyAs(login: string, pullRequest: number): Promise<void>
  /** Gives it another base branch. */
  retargetAs(login: string, pullRequest: number, base: string): Promise<void>
  /** A stranger's pull request from a fork whose branch has the same name. */
  openFromFork(branch: string): Promise<number>
}

interface ReportedCheck {
  readonly kind?: 'check-run' | 'status'
  readonly name: string
  /** Leaves the check running when absent. */
  readonly conclusion?: string
}

/** What people do, and whoever runs the checks. */
export function people(world: World): FakePeople {
  return { ...onIssues(world), ...onBranches(world), ...onPullRequests(world) }
}

/** Issues, what is said on them, and who may what. */
function onIssues(
  world: World,
): Pick<FakePeople, 'openIssue' | 'label' | 'unlabel' | 'rename' | 'removeIssue' | 'comment' | 'setRole'> {
  const { state, now } = world
  return {
    openIssue: async ({ title, body, author = 'maya' }) => {
      const issue = addIssue(state, { author, title, body })
      issue.createdAt = now()
      return issue.number
    },
    label: async (number, label, by = 'maya') => {
      const issue = issueOf(state, number)
      const present = [...issue.labels].some((one) => isLabel(one, label))
      if (!present) issue.labels.add(label)
      if (!isLabel(label, TRIGGER_LABEL)) return
      issue.labelled = { actor: by, actorType: 'User', at: now() }
      issue.titleAtLabel = undefined
    },
    unlabel: async (number, label, by = 'maya') => {
      const issue = issueOf(state, number)
      for (const one of issue.labels) if (isLabel(one, label)) issue.labels.delete(one)
      if (!isLabel(label, TRIGGER_LABEL)) return
      issue.unlabelledAt = now()
      const actorType = by.endsWith('[bot]') ? ('Bot' as const) : ('User' as const)
      issue.unlabelled = { actor: by, actorType, at: now() }
    },
    rename: async (number, title) => {
      const issue = issueOf(state, number)
      if (issue.labelled) issue.titleAtLabel ??= issue.title
      issue.renamed = [...(issue.renamed ?? []), { at: now(), from: issue.title }]
      issue.title = title
    },
    removeIssue: async (number) => {
      state.gone.add(number)
    },
    comment: async (on, body, by = 'stranger') => addComment(state, on, { author: by, body, at: now() }),
    setRole: async (login, role) => {
      state.roles.set(login, role)
    },
  }
}

/** Commits, and what checks report of them. */
function onBranches(world: World): Pick<FakePeople, 'commitToMain' | 'push' | 'report'> {
  const { state } = world
  return {
    commitToMain: async (path, text) => commit(state, 'main', new Map([[path, text]])),
    push: async (branch, path, text, by = 'maya') => {
      const oid = commit(state, branch, new Map([[path, text]]))
      const known = state.commits.get(oid)
      if (known) state.commits.set(oid, { ...known, author: by })
      return oid
    },
    report: async (head, check) => {
      const again = state.observations.findIndex((one) => isSecondRun(one, head, check))
      if (again < 0) state.observations.push(observationOf(state, head, check))
      else state.observations[again] = ended(state.observations[again], check)
    },
  }
}

/** Of people, and what people do to those of the app. */
function onPullRequests(
  world: World,
): Pick<
  FakePeople,
  'openPullRequest' | 'openFromFork' | 'closeAs' | 'reopenAs' | 'mergeAs' | 'markReadyAs' | 'retargetAs'
> {
  const { state } = world
  return {
    openPullRequest: async (branch, by = 'maya') => {
      const pull = { author: by, branch, title: 'Mine', body: '', fromFork: false, isDraft: false }
      return addPull(state, pull).number
    },
    openFromFork: async (branch) => {
      const pull = { author: 'stranger', branch, title: 'Mine', body: '', fromFork: true, isDraft: false }
      return addPull(state, pull).number
    },
    closeAs: async (by, number) => {
      closeOrOpen(world, { number, by, open: false })
    },
    reopenAs: async (by, number) => {
      closeOrOpen(world, { number, by, open: true })
    },
    mergeAs: async (by, number) => {
      const { pull } = issueOf(state, number)
      if (pull) pull.merged = closeOrOpen(world, { number, by, open: false })
    },
    markReadyAs: async (by, number) => {
      const { pull } = issueOf(state, number)
      if (!pull?.isDraft) return
      pull.isDraft = false
      pull.events.push(eventBy(world, by, 'ready'))
    },
    retargetAs: async (by, number, base) => {
      const { pull } = issueOf(state, number)
      if (!pull) return
      pull.events.push({ ...eventBy(world, by, 'retargeted'), baseBefore: pull.base, base })
      pull.base = base
    },
  }
}

export function closeOrOpen(world: World, change: { number: number; by: string; open: boolean }): boolean {
  const issue = issueOf(world.state, change.number)
  if (issue.open === change.open) return false
  issue.open = change.open
  issue.pull?.events.push(eventBy(world, change.by, change.open ? 'reopened' : 'closed'))
  return true
}

export function eventBy({ now }: World, actor: string, kind: PullRequestEvent['kind']): PullRequestEvent {
  const actorType = actor.endsWith('[bot]') ? 'Bot' : 'User'
  return { kind, actor, actorType, ours: actor === APP_LOGIN, at: now() }
}

export function addComment(
  state: FakeRepository,
  on: number,
  comment: { author: string; body: string; at?: string },
): number {
  state.lastId += 1
  issueOf(state, on).comments.push({ id: state.lastId, ...comment })
  return state.lastId
}

function observationOf(state: FakeRepository, head: string, check: ReportedCheck): Observation {
  const { kind, name, conclusion } = check
  if (kind === 'status') {
    return { kind, context: name, headSha: head, state: conclusion ?? 'pending', creator: 'maya' }
  }
  state.lastId += 1
  return {
    kind: 'check-run',
    id: state.lastId,
    name,
    headSha: head,
    ...(conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion }),
    appId: 15368,
    appSlug: 'github-actions',
    workflow: {
      runId: runOf(state, head),
      path: '.github/workflows/ci.yml',
      event: 'pull_request',
      jobConfirmed: true,
      jobId: state.lastId,
      runAttempt: 1,
      runEnded: conclusion !== undefined,
    },
    annotations: [],
  }
}

/** Every head has a workflow run of its own. */
function runOf({ observations }: FakeRepository, head: string): number {
  const runs = observations.flatMap((one) =>
    one.kind === 'check-run' && one.workflow ? [{ head: one.headSha, id: one.workflow.runId }] : [],
  )
  return runs.find((one) => one.head === head)?.id ?? new Set(runs.map(({ id }) => id)).size + 1
}

/** A job that was asked for once more and has not ended yet. */
function isSecondRun(one: Observation, head: string, { name }: ReportedCheck): boolean {
  if (one.kind !== 'check-run' || one.headSha !== head || one.name !== name) return false
  return (one.workflow?.runAttempt ?? 1) > 1 && one.status !== 'completed'
}

function ended(one: Observation | undefined, { conclusion }: ReportedCheck): Observation {
  if (one?.kind !== 'check-run' || !one.workflow || conclusion === undefined) throw new Error('it is to end')
  return { ...one, status: 'completed', conclusion, workflow: { ...one.workflow, runEnded: true } }
}

export function issueOf(state: FakeRepository, number: number): FakeIssue {
  const issue = state.issues.find((candidate) => candidate.number === number)
  if (!issue) throw new ForgeError('not-found', `no #${number}`)
  return issue
}
