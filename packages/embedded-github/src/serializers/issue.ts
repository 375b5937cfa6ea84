import { withoutUndefined } from '@speculate-dev/system'
import { roleOf } from '../access/permissions.ts'
import { type GitHub, labelsOf } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Comment, Issue, Label, Repository, TimelineEvent } from '../model.ts'
import {
  blockedBy,
  blockersOf,
  type PlacedIssue,
  parentOf,
  subIssuesOf,
} from '../operations/issues/dependencies.ts'
import { serializeMilestone } from './milestone.ts'
import { reactionRollup } from './reaction.ts'
import { repositoryApi, repositoryPage } from './repository.ts'
import { appOrNull, type Schemas, serializeUser, userOrNull } from './user.ts'

export function serializeLabel(github: GitHub, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${repositoryApi(github, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  } satisfies Schemas['label']
}

export function associationOf(repository: Repository, login: string): Schemas['author-association'] {
  if (login === repository.owner) return 'OWNER'
  return roleOf(repository, login) === undefined ? 'NONE' : 'COLLABORATOR'
}

export function issuePage(github: GitHub, repository: Repository, issue: Issue): string {
  const kind = issue.pull === undefined ? 'issues' : 'pull'
  return `${repositoryPage(github, repository)}/${kind}/${issue.number}`
}

export function serializeIssue(
  github: GitHub,
  repository: Repository,
  issue: Issue,
): Omit<Schemas['issue'], 'labels'> & { labels: Schemas['label'][] } {
  const api = repositoryApi(github, repository)
  const url = `${api}/issues/${issue.number}`
  const page = issuePage(github, repository, issue)
  return {
    id: issue.id,
    node_id: nodeId(issue.pull === undefined ? 'Issue' : 'PullRequest', issue.pull?.id ?? issue.id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body === '' ? null : issue.body,
    user: serializeUser(github, issue.author),
    labels: labelsOf(repository, issue).map((label) => serializeLabel(github, repository, label)),
    assignee: userOrNull(github, issue.assignees[0] ?? null),
    assignees: issue.assignees.map((login) => serializeUser(github, login)),
    milestone: milestoneOf(github, repository, issue),
    ...relationsOf(github, issue),
    locked: issue.locked ?? false,
    active_lock_reason: null,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    closed_at: issue.closedAt,
    closed_by: userOrNull(github, issue.closedBy),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: associationOf(repository, issue.author),
    reactions: reactionRollup(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: appOrNull(github, issue.viaApp),
    ...withoutUndefined({
      draft: issue.pull?.draft,
      pull_request: issue.pull && {
        url: `${api}/pulls/${issue.number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: issue.pull.mergedAt,
      },
    }),
  }
}

function milestoneOf(github: GitHub, repository: Repository, { milestone }: Issue) {
  const found = repository.milestones?.find(({ number }) => number === milestone)
  return found === undefined ? null : serializeMilestone(github, repository, found)
}

/** What it waits for and what waits for it, and what it consists of; pull requests have neither. */
function relationsOf(github: GitHub, issue: Issue) {
  if (issue.pull !== undefined) return {}
  const subs = subIssuesOf(github, issue)
  const [before, after] = [blockersOf(github, issue), blockedBy(github, issue)]
  const completed = subs.length - openOf(subs)
  const parent = parentOf(github, issue)
  return {
    sub_issues_summary: {
      total: subs.length,
      completed,
      percent_completed: subs.length === 0 ? 0 : Math.floor((completed / subs.length) * 100),
    },
    issue_dependencies_summary: {
      blocked_by: openOf(before),
      total_blocked_by: before.length,
      blocking: openOf(after),
      total_blocking: after.length,
    },
    ...withoutUndefined({
      parent_issue_url: parent && `${repositoryApi(github, parent.repository)}/issues/${parent.issue.number}`,
    }),
  }
}

function openOf(issues: readonly PlacedIssue[]): number {
  return issues.filter(({ issue }) => issue.state === 'open').length
}

export function serializeComment(
  github: GitHub,
  repository: Repository,
  comment: Comment,
): Schemas['issue-comment'] {
  const api = repositoryApi(github, repository)
  const url = `${api}/issues/comments/${comment.id}`
  const issue = repository.issues.find((candidate) => candidate.number === comment.issue)
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issue ? issuePage(github, repository, issue) : ''}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    user: serializeUser(github, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, comment.author),
    reactions: reactionRollup(url, comment),
    performed_via_github_app: appOrNull(github, comment.viaApp),
  }
}

export function serializeTimelineEvent(
  github: GitHub,
  repository: Repository,
  event: TimelineEvent,
): Schemas['issue-event'] {
  return {
    id: event.id,
    node_id: nodeId('TimelineEvent', event.id),
    url: `${repositoryApi(github, repository)}/issues/events/${event.id}`,
    actor: serializeUser(github, event.actor),
    event: event.kind,
    commit_id: event.commits?.after ?? null,
    commit_url: null,
    created_at: event.createdAt,
    performed_via_github_app: appOrNull(github, event.viaApp),
    ...withoutUndefined({
      label: event.label,
      rename: event.rename,
      assignee: userIfAny(github, event.assignee),
      assigner: userIfAny(github, event.assignee && event.actor),
      requested_reviewer: userIfAny(github, event.reviewer),
    }),
  }
}

function userIfAny(github: GitHub, login: string | undefined): Schemas['simple-user'] | undefined {
  return login === undefined ? undefined : serializeUser(github, login)
}
