import type { Observation } from '../../../domain/checks/evidence.ts'
import type { OwnCheck } from '../../../domain/checks/own-check.ts'
import type { OwnComment, PullRequestEvent, PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Comments, PullRequestNode } from '../facts/facts-answer.ts'
import { actorType } from '../issues/actor-type.ts'
import { loginOf } from '../issues/login-of.ts'
import { toCommands } from '../issues/to-commands.ts'
import { toCommitFacts } from './to-commit-facts.ts'

interface Read {
  /** The App's own login. */
  readonly login: string
  readonly observations: readonly Observation[]
  readonly complete: boolean
  readonly own: OwnCheck | undefined
  readonly events: {
    readonly nodes: PullRequestNode['timelineItems']['nodes']
    readonly hasOlder: boolean
  }
}

export function toPullRequestFacts(node: PullRequestNode, read: Read): PullRequestFacts {
  return {
    number: node.number,
    nodeId: node.id,
    url: node.url,
    ...withoutUndefined({ title: node.title ?? undefined, body: node.body ?? undefined }),
    state: toState(node.state),
    isDraft: node.isDraft,
    mergeable:
      node.mergeable === 'MERGEABLE'
        ? 'mergeable'
        : node.mergeable === 'CONFLICTING'
          ? 'conflicting'
          : 'unknown',
    head: node.headRefOid,
    ...withoutUndefined({ baseBranch: node.baseRefName || undefined }),
    ...(node.baseRef === null && { isBaseGone: true as const }),
    lastCommit: toCommitFacts(node.commits?.nodes?.[0]?.commit),
    labels: node.labels.nodes.map(({ name }) => name),
    ownComments: ownComments(node.comments),
    commands: toCommands(node.comments.nodes, node.number),
    ownReviews: node.reviews ? ownComments(node.reviews) : [],
    requestedReviewers: node.reviewRequests.nodes.flatMap(
      (request) => request?.requestedReviewer?.login ?? request?.requestedReviewer?.slug ?? [],
    ),
    ...linesOf(node),
    ...mergeOf(node),
    ...(node.autoMergeRequest && { autoMerge: true as const }),
    events: read.events.nodes.flatMap((item) => toEvent(item, read.login)),
    ...(read.events.hasOlder && { hasOlderEvents: true }),
    ...withoutUndefined({ ownCheck: read.own }),
    observations: read.observations,
    observationsComplete: read.complete,
  }
}

/** Once it is merged they are what people have made of it. */
function linesOf({ state, additions, deletions }: PullRequestNode): Pick<PullRequestFacts, 'lines'> {
  if (state !== 'MERGED' || typeof additions !== 'number' || typeof deletions !== 'number') return {}
  return { lines: { insertions: additions, deletions } }
}

function mergeOf({ state, mergedAt, mergeCommit }: PullRequestNode): Pick<PullRequestFacts, 'merge'> {
  return state === 'MERGED' && mergedAt != null && mergeCommit
    ? { merge: { commit: mergeCommit.oid, at: mergedAt } }
    : {}
}

export function toState(state: string): PullRequestFacts['state'] {
  return state === 'OPEN' ? 'open' : state === 'MERGED' ? 'merged' : 'closed'
}

/** Comments GitHub says the App wrote; a marker in somebody else's counts for nothing (T6). */
export function ownComments(comments: Pick<Comments, 'nodes'>): OwnComment[] {
  return comments.nodes
    .filter(({ viewerDidAuthor }) => viewerDidAuthor)
    .map(({ fullDatabaseId, body }) => ({ id: fullDatabaseId, body }))
}

function toEvent(
  {
    __typename,
    createdAt,
    actor,
    previousRefName,
    currentRefName,
  }: PullRequestNode['timelineItems']['nodes'][number],
  login: string,
): PullRequestEvent[] {
  const kind = eventKind(__typename)
  if (kind === undefined) return []
  const name = loginOf(actor)
  const bases = withoutUndefined({
    baseBefore: previousRefName ?? undefined,
    base: currentRefName ?? undefined,
  })
  return [{ kind, actor: name, actorType: actorType(actor), ours: name === login, at: createdAt, ...bases }]
}

function eventKind(typename: string): PullRequestEvent['kind'] | undefined {
  switch (typename) {
    case 'ClosedEvent':
      return 'closed'
    case 'ReopenedEvent':
      return 'reopened'
    case 'ReadyForReviewEvent':
      return 'ready'
    case 'ConvertToDraftEvent':
      return 'drafted'
    case 'BaseRefChangedEvent':
      return 'retargeted'
    default:
      return undefined
  }
}
