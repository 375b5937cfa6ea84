import { allows, reaches, roleOf } from '../../access/permissions.ts'
import { ApiError } from '../../api-error.ts'
import { findIssue, findPullRequest, isPullRequest } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { Repository } from '../../model.ts'
import { assignableLogins } from '../../operations/issues/assignees.ts'
import { findLabel } from '../../operations/issues/labels.ts'
import { readContents, readIssues, readPullRequests } from '../../rest/needs.ts'
import {
  findIssues,
  findPullRequests,
  type IssueArguments,
  type PullRequestArguments,
} from '../find-issues.ts'
import { blobView } from './blob-view.ts'
import { commitView } from './commit-view.ts'
import { issueView, labelView } from './issue-view.ts'
import { issueOrPullRequest, pullRequestView } from './pull-request-view.ts'
import { actorView, connection, none, type PageArguments, requireAccess, type View } from './view.ts'

const readIssuesOnly = { permissions: ['issues'], access: 'read' } as const

export function repositoryView(view: View, repository: Repository) {
  const { github } = view
  const fullName = `${repository.owner}/${repository.name}`
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName,
    owner: actorView(view, repository.owner),
    description: repository.description,
    url: `${github.url}/${fullName}`,
    resourcePath: `/${fullName}`,
    isArchived: repository.isArchived,
    isPrivate: repository.isPrivate,
    isFork: false,
    isEmpty: false,
    isTemplate: false,
    isMirror: false,
    isLocked: false,
    parent: null,
    hasIssuesEnabled: true,
    hasProjectsEnabled: false,
    hasWikiEnabled: false,
    hasDiscussionsEnabled: false,
    mergeCommitAllowed: true,
    squashMergeAllowed: true,
    rebaseMergeAllowed: true,
    deleteBranchOnMerge: false,
    viewerDefaultMergeMethod: 'MERGE',
    viewerCanAdminister: () => viewerPermission(view, repository) === 'ADMIN',
    createdAt: repository.createdAt,
    milestones: (args: PageArguments) => connection([], args, none),
    assignableUsers: (args: PageArguments) =>
      connection(assignableLogins(repository), args, (login) => actorView(view, login)),
    visibility: repository.isPrivate ? 'PRIVATE' : 'PUBLIC',
    viewerPermission: () => viewerPermission(view, repository),
    autoMergeAllowed: true,
    defaultBranchRef: () => refView(view, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const name = qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`
      return refView(view, repository, name)
    },
    object: async ({ oid, expression }: { oid?: string | null; expression?: string | null }) => {
      requireAccess(view, repository, readContents)
      const found = await github.git(repository).resolve(oid ?? expression ?? '')
      if (found !== undefined) return commitView(view, repository, found)
      return expression ? blobView(view, repository, expression) : null
    },
    label: ({ name }: { name: string }) => {
      requireAccess(view, repository, readIssues)
      const label = findLabel(repository, name)
      return label === undefined ? null : labelView(view, repository, label)
    },
    labels: (args: PageArguments & { readonly query?: string | null }) => {
      requireAccess(view, repository, readIssues)
      const query = args.query?.toLowerCase() ?? ''
      const found = repository.labels.filter((label) =>
        `${label.name}\n${label.description ?? ''}`.toLowerCase().includes(query),
      )
      return connection(found, args, (label) => labelView(view, repository, label))
    },
    issue: ({ number }: { number: number }) => {
      requireAccess(view, repository, readIssuesOnly)
      const issue = findIssue(repository, number)
      if (issue !== undefined && !isPullRequest(issue)) return issueView(view, repository, issue)
      // Also for one that was transferred, though its new place may be seen: apache/devlake#7969.
      throw new ApiError(404, `Could not resolve to an Issue with the number of ${number}.`)
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      requireAccess(view, repository, readIssues)
      const issue = findIssue(repository, number)
      if (issue === undefined)
        throw new ApiError(404, `Could not resolve to an issue or pull request with the number of ${number}.`)
      return issueOrPullRequest(view, repository, issue)
    },
    issues: (args: IssueArguments) => {
      requireAccess(view, repository, readIssuesOnly)
      return connection(findIssues(repository, args), args, (issue) => issueView(view, repository, issue))
    },
    pullRequest: ({ number }: { number: number }) => {
      requireAccess(view, repository, readPullRequests)
      const issue = findPullRequest(repository, number)
      if (issue !== undefined) return pullRequestView(view, repository, issue)
      throw new ApiError(404, `Could not resolve to a PullRequest with the number of ${number}.`)
    },
    pullRequests: (args: PullRequestArguments) => {
      requireAccess(view, repository, readPullRequests)
      return connection(findPullRequests(repository, args), args, (issue) =>
        pullRequestView(view, repository, issue),
      )
    },
  }
}

function viewerPermission({ github, actor }: View, repository: Repository): string | null {
  if (actor.kind === 'user') {
    return roleOf(repository, actor.login)?.toUpperCase() ?? (repository.isPrivate ? null : 'READ')
  }
  if (actor.kind !== 'installation' || !reaches(github, actor, repository)) return 'READ'
  return allows(actor.token.permissions, 'contents', 'write') ? 'WRITE' : 'READ'
}

/** Null for a ref that does not exist. */
export async function refView(view: View, repository: Repository, name: string) {
  requireAccess(view, repository, readContents)
  const oid = await view.github.git(repository).ref(name)
  if (oid === undefined) return null
  return {
    __typename: 'Ref',
    id: nodeId('Ref', repository.id, name),
    name: name.replace(/^refs\/(heads|tags)\//, ''),
    branchProtectionRule: null,
    prefix: /^refs\/(heads|tags)\//.exec(name)?.[0] ?? 'refs/',
    target: () => commitView(view, repository, oid),
    repository: () => repositoryView(view, repository),
  }
}
