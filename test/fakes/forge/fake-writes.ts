import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { hasLabel, isLabel } from '../../../src/domain/issue/labels.ts'
import type { Forge, NewBranch } from '../../../src/ports/forge.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { addComment, closeOrOpen, eventBy, issueOf, type World } from './fake-people.ts'
import type { FakeReads } from './fake-reads.ts'
import {
  APP_LOGIN,
  addPull,
  type FakeIssue,
  type FakeRepository,
  moveBranch,
  objectId,
} from './fake-repository.ts'
import { fakeWorkflowRuns } from './fake-workflow-runs.ts'

/** What the app changes, each change told once. */
export function fakeWrites(world: World): Omit<Forge, keyof FakeReads> {
  const { state, changed } = world
  const deleteBranch = deleting(world)
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
    ensureDraft: async (_repository, { branch, title, body, isNew }) => {
      const existing = state.issues.findLast(
        ({ author, pull }) => !isNew && author === APP_LOGIN && pull?.branch === branch && !pull.fromFork,
      )
      if (existing) return handleOf(existing)
      if (!state.heads.has(branch)) throw new ForgeError('unprocessable', `no branch ${branch}`)
      const draft = { author: APP_LOGIN, branch, title, body, fromFork: false, isDraft: state.supportsDrafts }
      const added = addPull(state, draft)
      changed(`open #${added.number}`)
      return handleOf(added)
    },
    ensureComment: async (_repository, { on, existing, marker, body, isNew }) => {
      if (state.gone.has(on)) throw new ForgeError('not-found', 'Not Found')
      if (state.locked.has(on))
        throw new ForgeError('forbidden', 'Unable to create comment because issue is locked.')
      const own = issueOf(state, on).comments.filter(({ author }) => author === APP_LOGIN)
      const found =
        own.find(({ id }) => id === existing) ??
        own.find((comment) => !isNew && comment.body.includes(marker))
      if (found?.body === body) return found.id
      if (found) found.body = body
      const id = found?.id ?? addComment(state, on, { author: APP_LOGIN, body })
      changed(`${found ? 'edit' : 'comment'} #${on}`)
      return id
    },
    react: async (_repository, comment, reaction) => {
      if (state.issues.some(({ comments }) => comments.some(({ id }) => id === comment)))
        changed(`react ${reaction}`)
    },
    ensureCheckRuns: async (_repository, { checkRuns }) => {
      for (const one of checkRuns) {
        state.checkRuns.set(one.name === undefined ? one.head : `${one.name} ${one.head}`, one)
        changed(`check ${'candidate' in one ? one.candidate : one.name} ${one.conclusion ?? 'in progress'}`)
      }
    },
    deleteComment: async (_repository, id) => {
      for (const { number, comments } of state.issues) {
        const place = comments.findIndex((one) => one.id === id && one.author === APP_LOGIN)
        if (place < 0) continue
        comments.splice(place, 1)
        changed(`delete comment #${number}`)
      }
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
    archiveBranches: async (repository, { branches }) => {
      for (const { branch, head, ref } of branches) {
        if (state.heads.get(branch) !== head) continue
        if (ref !== undefined) state.archive.set(ref, head)
        await deleteBranch(repository, branch, head)
      }
    },
    advanceBranch: async (_repository, { branch, from, to }) => {
      if (state.heads.get(branch) === to) return
      if (state.heads.get(branch) !== from) throw new ForgeError('unprocessable', `${branch} was moved`)
      moveBranch(state, branch, to)
      changed(`advance ${branch}`)
    },
    deleteBranch,
  }
}

function deleting(world: World): Forge['deleteBranch'] {
  const { state, changed } = world
  return async (_repository, branch, expectedHead) => {
    if (state.heads.get(branch) !== expectedHead) return
    state.heads.delete(branch)
    changed(`delete ${branch}`)
    // GitHub closes what the branch was the head of.
    for (const { number, pull } of state.issues) {
      if (pull?.branch === branch && !pull.fromFork)
        closeOrOpen(world, { number, by: APP_LOGIN, open: false })
    }
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

function pullRequestWrites(
  world: World,
): Pick<Forge, 'markReady' | 'enableAutoMerge' | 'changePullRequest' | 'ensureReview'> {
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
    enableAutoMerge: async (_repository, { number }, { expectedHead }) => {
      const { pull } = pullOf(state, number)
      const why = pull.head === expectedHead ? state.refusesAutoMerge : 'Head branch was modified.'
      if (why !== undefined) return { kind: 'refused', why }
      pull.autoMerge = true
      changed(`auto-merge #${number}`)
      return { kind: 'enabled' }
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
        case 'disable-auto-merge':
          pull.autoMerge = false
          return changed(`no auto-merge #${number}`)
        case 'request-reviewers':
          for (const reviewer of change.reviewers) if (state.roles.has(reviewer)) pull.reviewers.add(reviewer)
          changed(`reviewers #${number}`)
          return
        default:
          return change satisfies never
      }
    },
    ensureReview: async (_repository, { pullRequest, marker, body, comments, isNew }) => {
      const { pull } = pullOf(state, pullRequest.number)
      if (!isNew && pull.reviews.some((review) => review.body.includes(marker))) return
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
