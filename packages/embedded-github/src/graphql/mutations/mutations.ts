import type { Need } from '../../access/permissions.ts'
import { nodeId } from '../../ids.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { addComment, editComment, setIssueState } from '../../operations/issues/issues.ts'
import { addLabels, removeLabel } from '../../operations/issues/labels.ts'
import { deleteIssue, setLocked, transferIssue } from '../../operations/issues/remove-issue.ts'
import { mergeability } from '../../operations/pull-requests/pull-request-figures.ts'
import { closePullRequest } from '../../operations/pull-requests/pull-request-head.ts'
import {
  reopenPullRequest,
  requestReviewers,
  setDraft,
} from '../../operations/pull-requests/pull-requests.ts'
import { requiredChecksPass } from '../../operations/pull-requests/required-checks.ts'
import { changeRefs } from '../../operations/refs.ts'
import { contribute, triage, writeContents, writePullRequests } from '../../rest/needs.ts'
import { issueById, labelNames, pullRequestById, repositoryById } from '../find-node.ts'
import { commentView, issueView } from '../views/issue-view.ts'
import { unknownNode } from '../views/node-view.ts'
import { issueOrPullRequest, pullRequestView } from '../views/pull-request-view.ts'
import { repositoryView } from '../views/repository-view.ts'
import {
  actorView,
  echo,
  type MutationInput,
  requireAccess,
  unprocessable,
  type View,
  visible,
} from '../views/view.ts'
import { checkMutations } from './check-mutations.ts'
import { issueMutations } from './issue-mutations.ts'
import { projectMutations } from './project-mutations.ts'
import { pullRequestMutations } from './pull-request-mutations.ts'

type Input<T> = { readonly input: T & MutationInput }

/** Readiness is the one thing that needs two permissions. */
const readiness: readonly Need[] = [writeContents, writePullRequests]

/** As on GitHub, whoever may delete an issue may delete the repository. */
const administer: Need = { permissions: ['issues'], access: 'write', role: 'admin' }
const move: Need = { permissions: ['issues'], access: 'write', role: 'write' }

/** The fields of `Mutation` that this server performs. */
export function mutations(view: View) {
  const { github, actor } = view
  const result = (input: MutationInput, more: object) => ({
    ...echo(input),
    ...more,
  })
  const draft =
    (isDraft: boolean) =>
    async ({ input }: Input<{ pullRequestId: string }>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, readiness)
      if (issue.state !== 'open') throw unprocessable('Pull request is closed')
      await setDraft(github, repository, { issue, draft: isDraft, actor })
      return result(input, { pullRequest: pullRequestView(view, repository, issue) })
    }
  return {
    ...checkMutations(view),
    ...issueMutations(view),
    ...pullRequestMutations(view),
    ...projectMutations(view),
    markPullRequestReadyForReview: draft(false),
    convertPullRequestToDraft: draft(true),
    addComment: ({ input }: Input<{ subjectId: string; body: string }>) => {
      const { repository, issue } = issueById(view, input.subjectId, contribute)
      const comment = addComment(github, repository, { issue, body: input.body, actor })
      const node = commentView(view, repository, comment)
      return result(input, {
        commentEdge: { cursor: '', node },
        subject: issueOrPullRequest(view, repository, issue),
      })
    },
    updateIssueComment: ({ input }: Input<{ id: string; body: string }>) => {
      for (const repository of visible(view)) {
        const comment = repository.comments.find(({ id }) => nodeId('IssueComment', id) === input.id)
        if (comment === undefined) continue
        requireAccess(view, repository, comment.author === actor.login ? contribute : triage)
        editComment(github, repository, { comment, body: input.body, actor })
        return result(input, { issueComment: commentView(view, repository, comment) })
      }
      throw unknownNode(input.id)
    },
    deleteIssue: async ({ input }: Input<{ issueId: string }>) => {
      const { repository, issue } = issueById(view, input.issueId, administer)
      await deleteIssue(github, repository, { issue, actor })
      return result(input, { repository: repositoryView(view, repository) })
    },
    transferIssue: async ({ input }: Input<{ issueId: string; repositoryId: string }>) => {
      const { repository, issue } = issueById(view, input.issueId, move)
      const target = repositoryById(view, input.repositoryId, move)
      const moved = await transferIssue(github, repository, { issue, actor, target })
      return result(input, { issue: issueView(view, target, moved) })
    },
    closePullRequest: async ({ input }: Input<{ pullRequestId: string }>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [writePullRequests])
      await closePullRequest(github, repository, { issue, actor })
      return result(input, { pullRequest: pullRequestView(view, repository, issue) })
    },
    reopenPullRequest: async ({ input }: Input<{ pullRequestId: string }>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [writePullRequests])
      await reopenPullRequest(github, repository, { issue, actor })
      return result(input, { pullRequest: pullRequestView(view, repository, issue) })
    },
    closeIssue: async ({ input }: Input<{ issueId: string; stateReason?: string | null }>) => {
      const { repository, issue } = issueById(view, input.issueId, triage)
      const reason = input.stateReason === 'NOT_PLANNED' ? 'not_planned' : 'completed'
      await setIssueState(github, repository, { issue, state: 'closed', reason, actor })
      return result(input, { issue: issueView(view, repository, issue) })
    },
    reopenIssue: async ({ input }: Input<{ issueId: string }>) => {
      const { repository, issue } = issueById(view, input.issueId, triage)
      await setIssueState(github, repository, { issue, state: 'open', actor })
      return result(input, { issue: issueView(view, repository, issue) })
    },
    lockLockable: async ({ input }: Input<{ lockableId: string }>) => {
      const { repository, issue } = issueById(view, input.lockableId, move)
      await setLocked(github, repository, { issue, actor, locked: true })
      return result(input, { lockedRecord: issueOrPullRequest(view, repository, issue) })
    },
    unlockLockable: async ({ input }: Input<{ lockableId: string }>) => {
      const { repository, issue } = issueById(view, input.lockableId, move)
      await setLocked(github, repository, { issue, actor, locked: false })
      return result(input, { unlockedRecord: issueOrPullRequest(view, repository, issue) })
    },
    addLabelsToLabelable: async ({ input }: Input<LabelInput>) => {
      const { repository, issue } = issueById(view, input.labelableId, triage)
      await addLabels(github, repository, { issue, names: labelNames(repository, input.labelIds), actor })
      return result(input, { labelable: issueOrPullRequest(view, repository, issue) })
    },
    removeLabelsFromLabelable: async ({ input }: Input<LabelInput>) => {
      const { repository, issue } = issueById(view, input.labelableId, triage)
      for (const name of labelNames(repository, input.labelIds)) {
        await removeLabel(github, repository, { issue, name, actor })
      }
      return result(input, { labelable: issueOrPullRequest(view, repository, issue) })
    },
    requestReviews: async ({
      input,
    }: Input<{ pullRequestId: string; userIds?: readonly string[] | null }>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [writePullRequests])
      const logins = github.state.users
        .filter((user) => input.userIds?.includes(nodeId(user.type, user.id)))
        .map((user) => user.login)
      await requestReviewers(github, repository, { issue, logins, remove: false, actor })
      return result(input, { pullRequest: pullRequestView(view, repository, issue) })
    },
    updateRefs: async ({ input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdateInput[] }>) => {
      const repository = repositoryById(view, input.repositoryId, writeContents)
      await updateRefs(view, repository, input.refUpdates)
      return result(input, {})
    },
    enablePullRequestAutoMerge: async ({ input }: Input<AutoMergeInput>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, readiness)
      await enableAutoMerge(view, repository, { issue, input })
      return result(input, {
        actor: actorView(view, actor.login),
        pullRequest: pullRequestView(view, repository, issue),
      })
    },
    disablePullRequestAutoMerge: ({ input }: Input<{ pullRequestId: string }>) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, readiness)
      issue.pull.autoMerge = null
      return result(input, { pullRequest: pullRequestView(view, repository, issue) })
    },
  }
}

interface LabelInput {
  readonly labelableId: string
  readonly labelIds: readonly string[]
}

interface RefUpdateInput {
  readonly name: string
  readonly afterOid: string
  readonly beforeOid?: string | null
  readonly force?: boolean | null
}

interface AutoMergeInput {
  readonly pullRequestId: string
  readonly expectedHeadOid?: string | null
  readonly mergeMethod?: string | null
}

/** All or none; a `beforeOid` that is not what the ref holds refuses all. */
async function updateRefs(
  view: View,
  repository: Repository,
  wanted: readonly RefUpdateInput[],
): Promise<void> {
  const git = view.github.git(repository)
  const refs = await git.refs()
  for (const { name, afterOid, force } of wanted) {
    if (!/^refs\/(?!pull\/)[^/]+\/./.test(name)) throw unprocessable(`${name} is not a valid ref name.`)
    const now = refs.get(name)
    const deletes = /^0+$/.test(afterOid)
    if (!deletes && (await git.commit(afterOid)) === undefined)
      throw unprocessable(`No such object: ${afterOid}`)
    if (force || deletes || now === undefined) continue
    if (!(await git.isAncestor(now, afterOid))) throw unprocessable(`${name}: not a fast forward`)
  }
  const updates = wanted.map(({ name, beforeOid, afterOid }) => ({
    name,
    before: beforeOid ?? undefined,
    after: afterOid,
  }))
  const refused = await changeRefs(view.github, repository, { updates, actor: view.actor })
  if (refused !== undefined) throw unprocessable(`Refs could not be updated: ${refused}`)
}

/** Refused when nothing stands in the way any more, as GitHub does; else merged once nothing does. */
async function enableAutoMerge(
  view: View,
  repository: Repository,
  wanted: { readonly issue: PullRequestIssue; readonly input: AutoMergeInput },
): Promise<void> {
  const { issue, input } = wanted
  const { pull } = issue
  if (issue.state !== 'open') throw unprocessable('Pull request is closed')
  if (input.expectedHeadOid && input.expectedHeadOid !== pull.head.sha) {
    throw unprocessable('Head branch was modified. Review and try the merge again.')
  }
  const mergeable = await mergeability(view.github, repository, issue)
  if (mergeable && !pull.draft && requiredChecksPass(view.github, repository, pull)) {
    throw unprocessable('Pull request Pull request is in clean status')
  }
  const method = input.mergeMethod?.toLowerCase()
  pull.autoMerge = {
    enabledAt: view.github.now(),
    enabledBy: view.actor.login,
    method: method === 'squash' || method === 'rebase' ? method : 'merge',
  }
}
