import { type Clock, systemClock } from '@speculate-dev/system'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { RepositoryRef } from '../../../src/domain/issue/issue.ts'
import { hasLabel, isLabel } from '../../../src/domain/issue/labels.ts'
import { type Forge, ForgeError, type NewBranch } from '../../../src/ports/forge.ts'
import { fakeFacts } from './fake-facts.ts'
import {
  addComment,
  closeOrOpen,
  eventBy,
  type FakePeople,
  issueOf,
  people,
  type World,
} from './fake-people.ts'
import {
  APP_LOGIN,
  addPull,
  createFakeRepository,
  type FakeIssue,
  type FakeRepository,
  moveBranch,
  objectId,
} from './fake-repository.ts'
import { fakeWorkflowRuns } from './fake-workflow-runs.ts'

export interface FakeForge extends FakePeople {
  readonly forge: Forge
  readonly repository: RepositoryRef
  readonly login: string
  /** Everything the forge holds; tests may look at it and change it. */
  readonly state: FakeRepository
  /** Every change the app has made, in order: `comment #1`, `close #3`. A repeated call that changed nothing is not in it. */
  readonly changes: readonly string[]
  /** The next call of this method throws, before or after its effect. */
  failNext(method: keyof Forge, when: 'before' | 'after', error?: Error): void
}

/** A stateful forge in memory with GitHub's behaviour as far as the port shows it. */
export function createFakeForge(
  repository: RepositoryRef = { owner: 'acme', repo: 'payments' },
  clock: Clock = systemClock,
  state: FakeRepository = createFakeRepository(repository),
): FakeForge {
  const changes: string[] = []
  const failures = new Map<keyof Forge, { when: 'before' | 'after'; error: Error }>()
  const world: World = {
    state,
    changed: (what) => changes.push(what),
    now: () => new Date(clock.now()).toISOString(),
  }
  return {
    forge: failing({ ...reads(world), ...writes(world) }, failures),
    repository,
    login: APP_LOGIN,
    state,
    changes,
    failNext: (method, when, error = new ForgeError('unavailable', 'the forge is down')) => {
      failures.set(method, { when, error })
    },
    ...people(world),
  }
}

type Reads = Pick<
  Forge,
  | 'facts'
  | 'roleOf'
  | 'pullRequest'
  | 'baseNow'
  | 'recentSubjects'
  | 'readTextFile'
  | 'filesIn'
  | 'treeOf'
  | 'listTree'
  | 'readTextFiles'
  | 'requiredChecks'
  | 'gitRemote'
>

function reads({ state }: World): Reads {
  return {
    facts: async (query) => fakeFacts(state, query),
    roleOf: async (_repository, login) => state.roles.get(login) ?? (state.isPrivate ? 'none' : 'read'),
    pullRequest: async (_repository, number) => {
      const { author, open, pull } = state.issues.find((one) => one.number === number) ?? {}
      if (!pull) return undefined
      const stands = pull.merged ? 'merged' : open ? 'open' : 'closed'
      return {
        number,
        author,
        ours: author === APP_LOGIN,
        state: stands,
        baseBranch: pull.base,
        head: pull.head,
      }
    },
    recentSubjects: async () => state.subjects,
    baseNow: async (_repository, { branch, commit }) => {
      const head = state.heads.get(branch)
      if (head === undefined) return 'gone'
      if (head === commit) return 'same'
      if (!state.commits.has(commit)) return 'moved'
      let at: string | undefined = head
      while (at !== undefined && at !== commit) at = state.commits.get(at)?.parents[0]
      return at === commit ? 'moved' : 'rewritten'
    },
    readTextFile: async (_repository, head, path, maxBytes) => {
      const text = state.files.get(head)?.get(path)
      if (text !== undefined && Buffer.byteLength(text) > maxBytes) {
        throw new ForgeError('unprocessable', `${path} is larger than ${maxBytes} bytes`)
      }
      return text
    },
    filesIn: async (_repository, head, folder) =>
      [...(state.files.get(head) ?? new Map<string, string>()).keys()]
        .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
        .sort(),
    treeOf: async (_repository, head, path) => {
      const files = [...(state.files.get(head) ?? [])].filter(([name]) => name.startsWith(`${path}/`))
      return files.length === 0 ? undefined : objectId('tree', ...files.flat())
    },
    listTree: async (_repository, head) => ({
      paths: [...(state.files.get(head) ?? new Map<string, string>()).keys()].sort(),
      ids: new Map(
        [...(state.files.get(head) ?? [])].map(([path, text]) => [path, `100644 ${objectId('blob', text)}`]),
      ),
      complete: true,
    }),
    readTextFiles: async (_repository, head, { paths, maxBytes }) =>
      new Map(
        paths.flatMap((path) => {
          const text = state.files.get(head)?.get(path)
          return text === undefined || Buffer.byteLength(text) > maxBytes ? [] : [[path, text] as const]
        }),
      ),
    requiredChecks: async (_repository, _branch, deadlineMinutes) =>
      state.requiredChecks.map((check) => ({ ...check, deadlineMinutes })),
    gitRemote: async ({ owner, repo }) => ({
      url: `https://forge.test/${owner}/${repo}.git`,
      authorization: undefined,
    }),
  }
}

function writes(world: World): Omit<Forge, keyof Reads> {
  const { state, changed } = world
  return {
    createCommit: async (_repository, { tree, parent, message }) => {
      const commit = objectId('commit', tree, parent, message, String(state.commits.size))
      state.commits.set(commit, { oid: commit, tree, parents: [parent] })
      return { commit, verified: true }
    },
    createBranches: async (_repository, { branches }) => {
      const taken = branches.filter((wanted) => isTaken(state, wanted)).map(({ branch }) => branch)
      for (const { branch, commit } of branches) {
        if (state.heads.has(branch)) continue
        moveBranch(state, branch, commit)
        changed(`create ${branch}`)
      }
      return taken
    },
    ensureDraft: async (_repository, { branch, title, body }) => {
      const existing = state.issues.findLast(
        ({ author, pull }) => author === APP_LOGIN && pull?.branch === branch && !pull.fromFork,
      )
      if (existing) return handleOf(existing)
      if (!state.heads.has(branch)) throw new ForgeError('unprocessable', `no branch ${branch}`)
      const draft = { author: APP_LOGIN, branch, title, body, fromFork: false, isDraft: state.supportsDrafts }
      const added = addPull(state, draft)
      changed(`open #${added.number}`)
      return handleOf(added)
    },
    ensureComment: async (_repository, { on, existing, marker, body }) => {
      if (state.gone.has(on)) throw new ForgeError('not-found', 'Not Found')
      if (state.locked.has(on))
        throw new ForgeError('forbidden', 'Unable to create comment because issue is locked.')
      const own = issueOf(state, on).comments.filter(({ author }) => author === APP_LOGIN)
      const found =
        own.find(({ id }) => id === existing) ?? own.find((comment) => comment.body.includes(marker))
      if (found?.body === body) return found.id
      if (found) found.body = body
      const id = found?.id ?? addComment(state, on, { author: APP_LOGIN, body })
      changed(`${found ? 'edit' : 'comment'} #${on}`)
      return id
    },
    ensureLabels: async (_repository, { on, add, remove }) => {
      const { labels } = issueOf(state, on)
      const before = [...labels].join()
      if (state.gone.has(on)) throw new ForgeError('not-found', 'Not Found')
      for (const label of add) if (!hasLabel([...labels], label)) labels.add(label)
      for (const label of remove) for (const one of labels) if (isLabel(one, label)) labels.delete(one)
      if ([...labels].join() !== before) changed(`label #${on}`)
    },
    ...pullRequestWrites(world),
    rerunJobs: async (_repository, { workflowRunId, attempt, jobIds }) => {
      if (state.refusesReruns) throw new ForgeError('forbidden', 'Resource not accessible by integration')
      if (askForRerun(state, workflowRunId, { attempt, jobIds })) changed(`rerun ${workflowRunId}`)
    },
    ...fakeWorkflowRuns(world),
    deleteBranch: async (_repository, branch, expectedHead) => {
      if (state.heads.get(branch) !== expectedHead) return
      state.heads.delete(branch)
      changed(`delete ${branch}`)
      // GitHub closes what the branch was the head of.
      for (const { number, pull } of state.issues) {
        if (pull?.branch === branch && !pull.fromFork)
          closeOrOpen(world, { number, by: APP_LOGIN, open: false })
      }
    },
  }
}

/** As GitHub shows it: a new check run in the place of the old one. False when it is there already. */
function askForRerun(
  state: FakeRepository,
  runId: number,
  { attempt, jobIds }: { attempt: number; jobIds: readonly number[] },
): boolean {
  const isOfRun = (one: Observation) => one.kind === 'check-run' && one.workflow?.runId === runId
  const ofRun = state.observations.filter(isOfRun)
  if (ofRun.some((one) => one.kind === 'check-run' && (one.workflow?.runAttempt ?? 1) > attempt)) return false
  state.observations = state.observations.map((one) => {
    if (one.kind !== 'check-run' || !isOfRun(one) || !one.workflow) return one
    const workflow = { ...one.workflow, runEnded: false }
    if (!jobIds.includes(workflow.jobId ?? 0)) return { ...one, workflow }
    state.lastId += 1
    const { conclusion: _, ...again } = one
    const second = { ...workflow, jobId: state.lastId, runAttempt: attempt + 1 }
    return { ...again, id: state.lastId, status: 'queued', workflow: second }
  })
  return true
}

function pullRequestWrites(world: World): Pick<Forge, 'markReady' | 'changePullRequest' | 'ensureReview'> {
  const { state, changed } = world
  const setDraft = (number: number, isDraft: boolean) => {
    const { pull } = pullOf(state, number)
    if (pull.isDraft === isDraft || !state.supportsDrafts) return
    pull.isDraft = isDraft
    pull.events.push(eventBy(world, APP_LOGIN, isDraft ? 'drafted' : 'ready'))
    changed(`${isDraft ? 'draft' : 'ready'} #${number}`)
  }
  return {
    markReady: async (_repository, { number }, expectedHead) => {
      const { pull, open } = pullOf(state, number)
      if (!open) throw new ForgeError('unprocessable', `#${number} is not open`)
      const moved = pull.head !== expectedHead
      setDraft(number, moved)
      return moved ? 'head-moved' : 'ready'
    },
    changePullRequest: async (_repository, change) => {
      const { number } = change.pullRequest
      const { pull } = pullOf(state, number)
      switch (change.do) {
        case 'convert-to-draft':
          return setDraft(number, true)
        case 'ensure-text':
          if (setText(issueOf(state, number), change)) changed(`text #${number}`)
          return
        case 'reopen-pull-request':
          if (!pull.merged && closeOrOpen(world, { number, by: APP_LOGIN, open: true }))
            changed(`reopen #${number}`)
          return
        case 'close-pull-request':
          if (closeOrOpen(world, { number, by: APP_LOGIN, open: false })) changed(`close #${number}`)
          return
        case 'request-reviewers':
          for (const reviewer of change.reviewers) if (state.roles.has(reviewer)) pull.reviewers.add(reviewer)
          changed(`reviewers #${number}`)
          return
        default:
          return change satisfies never
      }
    },
    ensureReview: async (_repository, { pullRequest, marker, body, comments }) => {
      const { pull } = pullOf(state, pullRequest.number)
      if (pull.reviews.some((review) => review.body.includes(marker))) return
      pull.reviews.push({ id: pull.reviews.length + 1, body, comments })
      changed(`review #${pullRequest.number}`)
    },
  }
}

/** Whether that changed anything. */
function setText(issue: FakeIssue, { title, body }: { title?: string; body?: string }): boolean {
  const before = `${issue.title}\n${issue.body}`
  issue.title = title ?? issue.title
  issue.body = body ?? issue.body
  return `${issue.title}\n${issue.body}` !== before
}

function pullOf(state: FakeRepository, number: number) {
  const { pull, open } = issueOf(state, number)
  if (!pull) throw new ForgeError('not-found', `#${number} is no pull request`)
  return { pull, open }
}

/** By anything but the same tree on the same parent. */
function isTaken({ heads, commits }: FakeRepository, { branch, commit, tree, parent }: NewBranch): boolean {
  const head = heads.get(branch)
  if (head === undefined || head === commit) return false
  const found = commits.get(head)
  return found === undefined || found.tree !== tree || found.parents.join() !== parent
}

function handleOf({ number }: FakeIssue) {
  return { number, nodeId: `PR_${number}` }
}

/** Lets a method fail once, as `failNext` asked. */
function failing(
  forge: Forge,
  failures: Map<keyof Forge, { when: 'before' | 'after'; error: Error }>,
): Forge {
  return new Proxy(forge, {
    get(target, name: keyof Forge) {
      const failure = failures.get(name)
      if (!failure) return target[name]
      return async (...parameters: unknown[]) => {
        failures.delete(name)
        if (failure.when === 'after') await Reflect.apply(target[name], target, parameters)
        throw failure.error
      }
    },
  })
}
