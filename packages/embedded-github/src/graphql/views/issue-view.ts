import { labelsOf } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import { type Comment, type Issue, type Label, REACTIONS, type Repository } from '../../model.ts'
import { associationOf, issuePage } from '../../serializers/issue.ts'
import { projectItems } from './project-view.ts'
import { type TimelineArguments, timelineItems } from './timeline-items.ts'
import { actorView, connection, none, type PageArguments, type View } from './view.ts'

export function labelView({ github }: View, repository: Repository, label: Label) {
  const path = `/${repository.owner}/${repository.name}/labels/${encodeURIComponent(label.name)}`
  return {
    __typename: 'Label',
    id: nodeId('Label', label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: false,
    url: github.url + path,
    resourcePath: path,
  }
}

export function issueView(view: View, repository: Repository, issue: Issue) {
  return {
    ...conversationView(view, repository, issue),
    __typename: 'Issue',
    id: nodeId('Issue', issue.id),
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    isPinned: false,
  }
}

/** What issues and pull requests have in common. */
export function conversationView(view: View, repository: Repository, issue: Issue) {
  const url = issuePage(view.github, repository, issue)
  const comments = () => repository.comments.filter((comment) => comment.issue === issue.number)
  return {
    number: issue.number,
    title: issue.title,
    titleHTML: issue.title,
    body: issue.body,
    bodyText: issue.body,
    url,
    resourcePath: url.slice(view.github.url.length),
    closed: issue.state === 'closed',
    closedAt: issue.closedAt,
    locked: issue.locked ?? false,
    activeLockReason: null,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    publishedAt: issue.createdAt,
    lastEditedAt: issue.lastEditedAt,
    includesCreatedEdit: issue.lastEditedAt !== null,
    author: actorView(view, issue.author),
    authorAssociation: associationOf(repository, issue.author),
    viewerDidAuthor: issue.author === view.actor.login,
    repository: () => view.objects.repositoryView(view, repository),
    assignees: (args: PageArguments) => connection(issue.assignees, args, (login) => actorView(view, login)),
    labels: (args: PageArguments) =>
      connection(labelsOf(repository, issue), args, (label) => labelView(view, repository, label)),
    comments: (args: PageArguments) =>
      connection(comments(), args, (comment) => commentView(view, repository, comment)),
    milestone: null,
    projectCards: (args: PageArguments) => connection([], args, none),
    projectItems: (args: Parameters<typeof projectItems>[2]) => projectItems(view, issue, args),
    // Nobody reacts to issues here: GitHub then lists every kind with a count of zero.
    reactionGroups: [],
    timelineItems: (args: TimelineArguments) => timelineItems(view, repository, { issue, args }),
  }
}

const KINDS = {
  '+1': 'THUMBS_UP',
  '-1': 'THUMBS_DOWN',
  laugh: 'LAUGH',
  confused: 'CONFUSED',
  heart: 'HEART',
  hooray: 'HOORAY',
  rocket: 'ROCKET',
  eyes: 'EYES',
} as const

function reactionGroups({ reactions = [] }: Comment) {
  return REACTIONS.map((kind) => {
    const totalCount = reactions.filter(({ content }) => content === kind).length
    return { content: KINDS[kind], users: { totalCount }, reactors: { totalCount } }
  })
}

export function commentView(view: View, repository: Repository, comment: Comment) {
  const issue = repository.issues.find(({ number }) => number === comment.issue)
  const url = `${issue === undefined ? '' : issuePage(view.github, repository, issue)}#issuecomment-${comment.id}`
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    bodyText: comment.body,
    url,
    resourcePath: url.slice(view.github.url.length),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    publishedAt: comment.createdAt,
    lastEditedAt: comment.lastEditedAt,
    includesCreatedEdit: comment.lastEditedAt !== null,
    isMinimized: false,
    reactionGroups: reactionGroups(comment),
    minimizedReason: null,
    author: actorView(view, comment.author),
    authorAssociation: associationOf(repository, comment.author),
    viewerDidAuthor: comment.author === view.actor.login,
    issue: () => (issue === undefined ? null : issueView(view, repository, issue)),
    repository: () => view.objects.repositoryView(view, repository),
  }
}
