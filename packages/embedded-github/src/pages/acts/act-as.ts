import { withoutUndefined } from '@speculate-dev/system'
import { z } from 'zod'
import { personalToken } from '../../access/personal-token.ts'
import type { GitHubContext } from '../../github-context.ts'
import { nodeId } from '../../ids.ts'
import type { Issue, Repository } from '../../model.ts'
import type { Act, NewIssue } from './act.ts'

interface Place {
  readonly github: GitHubContext
  readonly login: string
  readonly repository: Repository
}

interface Target extends Place {
  readonly issue: Issue
}

/**
 * Does it through the API, as that person: with the same rules, answers and webhooks as for everybody. Answers the API's own words where
 * it refuses.
 */
export async function actAs(target: Target, act: Act): Promise<string | undefined> {
  const { number } = target.issue
  const issue = `/issues/${number}`
  switch (act.act) {
    case 'comment':
      return rest(target, 'POST', `${issue}/comments`, { body: act.body })
    case 'label':
      return rest(target, 'POST', `${issue}/labels`, { labels: [act.label] })
    case 'unlabel':
      return rest(target, 'DELETE', `${issue}/labels/${encodeURIComponent(act.label)}`)
    case 'close':
    case 'reopen': {
      const said = act.body.trim() === '' ? undefined : await actAs(target, { ...act, act: 'comment' })
      const state = act.act === 'close' ? 'closed' : 'open'
      return said ?? rest(target, 'PATCH', issue, { state })
    }
    case 'merge':
      return rest(target, 'PUT', `/pulls/${number}/merge`, {})
    case 'ready':
      return setDraft(target, 'markPullRequestReadyForReview')
    case 'draft':
      return setDraft(target, 'convertPullRequestToDraft')
    default:
      return act satisfies never
  }
}

/** As `actAs`: the new issue is the latest of the repository. */
export function openIssueAs(place: Place, { title, body }: NewIssue): Promise<string | undefined> {
  return rest(place, 'POST', '/issues', { title, body })
}

function rest(target: Place, method: string, path: string, body?: object): Promise<string | undefined> {
  const { owner, name } = target.repository
  return call(target, { method, place: `/api/v3/repos/${owner}/${name}${path}`, body })
}

/** REST cannot do it. */
async function setDraft(target: Target, mutation: string): Promise<string | undefined> {
  const { pull } = target.issue
  if (pull === undefined) return 'This is not a pull request.'
  const id = nodeId('PullRequest', pull.id)
  const query = `mutation($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { clientMutationId } }`
  return call(target, { method: 'POST', place: '/api/graphql', body: { query, variables: { id } } })
}

const Refusal = z.object({
  message: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
})

async function call(
  { github, login }: Place,
  {
    method,
    place,
    body,
  }: { readonly method: string; readonly place: string; readonly body?: object | undefined },
): Promise<string | undefined> {
  const response = await fetch(`${github.url}${place}`, {
    method,
    headers: { authorization: `token ${personalToken(github, login)}`, 'content-type': 'application/json' },
    ...withoutUndefined({ body: body ? JSON.stringify(body) : undefined }),
  })
  const text = await response.text()
  const { message, errors = [] } = Refusal.catch({}).parse(text === '' ? {} : JSON.parse(text))
  const words = [...new Set([message, ...errors.map((error) => error.message)])].filter(Boolean).join(': ')
  if (response.ok && errors.length === 0) return undefined
  return words === '' ? `it answers ${response.status}` : words
}
