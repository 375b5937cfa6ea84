import { z } from 'zod'
import { isPullRequest } from '../../github.ts'
import {
  type Answer,
  created,
  ok,
  page,
  parseBody,
  pullRequestOf,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { PullRequestIssue } from '../../model.ts'
import { editIssue } from '../../operations/issues/issues.ts'
import { changeBase } from '../../operations/pull-requests/change-base.ts'
import { mergePullRequest } from '../../operations/pull-requests/merge-pull-request.ts'
import { pullRequestFigures } from '../../operations/pull-requests/pull-request-figures.ts'
import { closePullRequest } from '../../operations/pull-requests/pull-request-head.ts'
import { openPullRequest, reopenPullRequest } from '../../operations/pull-requests/pull-requests.ts'
import { serializeCommit, serializeFile } from '../../serializers/commit.ts'
import { serializeFullPullRequest, serializePullRequest } from '../../serializers/pull-request.ts'
import { requireOwner } from '../issues/issues.ts'
import { readPullRequests, review, writeContents, writePullRequests } from '../needs.ts'

export const pullRequestRoutes = [
  repositoryRoute('GET', '/pulls', readPullRequests, listPullRequests),
  repositoryRoute('POST', '/pulls', writePullRequests, createPullRequest),
  repositoryRoute('GET', '/pulls/:number', readPullRequests, (call) => show(call, pullRequestOf(call))),
  repositoryRoute('PATCH', '/pulls/:number', review, patchPullRequest),
  repositoryRoute('PUT', '/pulls/:number/merge', writeContents, async (call) => {
    const {
      sha,
      commit_title: title,
      commit_message: text,
      merge_method: method,
    } = parseBody(call, Merge, 'PullRequest')
    const message = [title, text].filter((part) => part !== undefined).join('\n\n') || undefined
    const merge = { issue: pullRequestOf(call), sha, message, method, actor: call.actor }
    const merged = await mergePullRequest(call.github, call.repository, merge)
    return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' })
  }),
  repositoryRoute('GET', '/pulls/:number/files', readPullRequests, async (call) => {
    const { github, repository } = call
    const { pull } = pullRequestOf(call)
    const files = await github.git(repository).changedFiles(pull.base.sha, pull.head.sha)
    return page(call, files, (file) => serializeFile(github, repository, { file, sha: pull.head.sha }))
  }),
  repositoryRoute('GET', '/pulls/:number/commits', readPullRequests, async (call) => {
    const { github, repository } = call
    const { pull } = pullRequestOf(call)
    const commits = await github.git(repository).commitsBetween(pull.base.sha, pull.head.sha)
    return page(call, commits, (commit) => serializeCommit(github, repository, commit))
  }),
]

async function show(call: RepositoryCall, issue: PullRequestIssue): Promise<Answer> {
  const { github, repository, headers } = call
  const wanted = /vnd\.github(?:\.v3)?\.(diff|patch)/.exec(String(headers.accept ?? ''))?.[1]
  if (wanted !== undefined) {
    const git = github.git(repository)
    const sides = [issue.pull.base.sha, issue.pull.head.sha] as const
    const content = await (wanted === 'patch' ? git.patchText(...sides) : git.diffText(...sides))
    return { status: 200, raw: { type: `application/vnd.github.${wanted}; charset=utf-8`, content } }
  }
  const figures = await pullRequestFigures(github, repository, issue)
  return ok(serializeFullPullRequest(github, repository, { issue, figures }))
}

function listPullRequests(call: RepositoryCall) {
  const { github, repository, query } = call
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const base = query.get('base')
  const found = repository.issues
    .filter(isPullRequest)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pull }) => base === null || pull.base.ref === base)
    .filter(({ pull }) => head === null || `${repository.owner}:${pull.head.ref}` === head)
    .sort((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number))
  return page(call, found, (issue) => serializePullRequest(github, repository, issue))
}

const Merge = z.object({
  sha: z.string().optional(),
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
})

const NewPullRequest = z.object({
  title: z.string(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
})

async function createPullRequest(call: RepositoryCall) {
  const { github, repository, actor } = call
  const wanted = parseBody(call, NewPullRequest, 'PullRequest')
  const issue = await openPullRequest(github, repository, { ...wanted, body: wanted.body ?? '', actor })
  const figures = await pullRequestFigures(github, repository, issue)
  return created(serializeFullPullRequest(github, repository, { issue, figures }))
}

const PullRequestPatch = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
})

async function patchPullRequest(call: RepositoryCall) {
  const { github, repository, actor } = call
  const issue = pullRequestOf(call)
  requireOwner(call, issue.author)
  const { title, body, state, base } = parseBody(call, PullRequestPatch, 'PullRequest')
  if (base !== undefined) await changeBase(github, repository, { issue, base, actor })
  await editIssue(github, repository, { issue, title, body: body ?? undefined, actor })
  if (state === 'closed') await closePullRequest(github, repository, { issue, actor })
  if (state === 'open') await reopenPullRequest(github, repository, { issue, actor })
  return show(call, issue)
}
