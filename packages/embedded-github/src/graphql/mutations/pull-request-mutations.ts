import { changeBase } from '../../operations/pull-requests/change-base.ts'
import { mergePullRequest } from '../../operations/pull-requests/merge-pull-request.ts'
import { openPullRequest, REVIEW_STATES, submitReview } from '../../operations/pull-requests/pull-requests.ts'
import { review, writeContents, writePullRequests } from '../../rest/needs.ts'
import { pullRequestById, repositoryById } from '../find-node.ts'
import { pullRequestView, reviewView } from '../views/pull-request-view.ts'
import { actorView, echo, type MutationInput, unprocessable, type View } from '../views/view.ts'
import { type ConversationEdit, editConversation } from './edit-conversation.ts'

interface NewPullRequest {
  readonly repositoryId: string
  readonly title: string
  readonly body?: string | null
  readonly headRefName: string
  readonly baseRefName: string
  readonly draft?: boolean | null
}

interface PullRequestEdit extends ConversationEdit {
  readonly pullRequestId: string
  readonly baseRefName?: string | null
}

interface NewReview {
  readonly pullRequestId: string
  readonly event?: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT' | null
  readonly body?: string | null
}

interface Merge {
  readonly pullRequestId: string
  readonly expectedHeadOid?: string | null
  readonly mergeMethod?: 'MERGE' | 'SQUASH' | 'REBASE' | null
  readonly commitHeadline?: string | null
  readonly commitBody?: string | null
}

const MERGES = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' } as const

/** Opening, editing, reviewing and merging of pull requests, as the REST calls do it. */
export function pullRequestMutations(view: View) {
  const { github, actor } = view
  return {
    createPullRequest: async ({ input }: { readonly input: MutationInput & NewPullRequest }) => {
      const repository = repositoryById(view, input.repositoryId, writePullRequests)
      const { title, body, headRefName: head, baseRefName: base, draft } = input
      const content = { title, body: body ?? '', head, base, draft: draft ?? false, actor }
      const issue = await openPullRequest(github, repository, content)
      return { ...echo(input), pullRequest: pullRequestView(view, repository, issue) }
    },
    updatePullRequest: async ({ input }: { readonly input: MutationInput & PullRequestEdit }) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [writePullRequests])
      if (input.baseRefName) await changeBase(github, repository, { issue, base: input.baseRefName, actor })
      await editConversation(view, { repository, issue }, input)
      return { ...echo(input), pullRequest: pullRequestView(view, repository, issue) }
    },
    addPullRequestReview: ({ input }: { readonly input: MutationInput & NewReview }) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [review])
      const state = input.event ? REVIEW_STATES[input.event] : 'PENDING'
      const body = input.body ?? ''
      if (state !== 'APPROVED' && state !== 'PENDING' && body === '')
        throw unprocessable('Body can not be blank')
      const added = submitReview(github, repository, { issue, state, body, actor })
      return {
        ...echo(input),
        pullRequestReview: reviewView(view, repository, added),
        reviewEdge: { cursor: '', node: reviewView(view, repository, added) },
      }
    },
    mergePullRequest: async ({ input }: { readonly input: MutationInput & Merge }) => {
      const { repository, issue } = pullRequestById(view, input.pullRequestId, [writeContents])
      const message =
        input.commitHeadline && [input.commitHeadline, input.commitBody].filter(Boolean).join('\n\n')
      await mergePullRequest(github, repository, {
        issue,
        sha: input.expectedHeadOid ?? undefined,
        message: message || undefined,
        method: MERGES[input.mergeMethod ?? 'MERGE'],
        actor,
      })
      return {
        ...echo(input),
        actor: actorView(view, actor.login),
        pullRequest: pullRequestView(view, repository, issue),
      }
    },
  }
}
