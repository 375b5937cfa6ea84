import { z } from 'zod'
import { Slug } from '../../../domain/issue/issue.ts'

/**
 * What `facts-query.ts` asks for, as far as it is needed. Enum values are read as text on purpose: GitHub adds new ones,
 * and the rules that read them know what an unknown one means.
 */
const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable()
export type Actor = z.infer<typeof Actor>

const Labels = z.object({ nodes: z.array(z.object({ name: z.string() })) })

const Comments = z.object({
  totalCount: z.int().nullish(),
  nodes: z.array(
    z.object({
      /** A BigInt, which travels as text; comment ids have outgrown GraphQL's Int. */
      fullDatabaseId: z.coerce.number().pipe(z.int()),
      body: z.string(),
      viewerDidAuthor: z.boolean(),
    }),
  ),
})
export type Comments = z.infer<typeof Comments>

/** Backwards; older servers and older recordings leave it out. */
const PageBefore = z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }).nullish()

/** Of anybody, among which commands may be. */
const TalkNode = Comments.shape.nodes.element.extend({
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  author: Actor,
})
export type TalkNode = z.infer<typeof TalkNode>

/** The comments of the issue itself. */
const IssueComments = z.object({ pageInfo: PageBefore, nodes: z.array(TalkNode) })
export type IssueComments = z.infer<typeof IssueComments>

export const IssueCommentsAnswer = z.object({
  repository: z.object({ issue: z.object({ comments: IssueComments }) }),
})

/** A branch can point at nothing else, but what is not a commit has no tree and no parents. */
export const CommitNode = z.object({
  oid: z.string(),
  tree: z.object({ oid: z.string() }).nullish(),
  parents: z
    .object({
      nodes: z.array(z.object({ oid: z.string(), tree: z.object({ oid: z.string() }).nullish() })),
    })
    .nullish(),
  author: z.object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }).nullish(),
})
export type CommitNode = z.infer<typeof CommitNode>

export const Ref = z.object({ target: CommitNode.nullable() }).nullable()

export const CheckRunNode = z.object({
  __typename: z.literal('CheckRun'),
  id: z.string(),
  databaseId: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  startedAt: z.string().nullable(),
  completedAt: z.string().nullable(),
  detailsUrl: z.string().nullable(),
  externalId: z.string().nullish(),
  checkSuite: z.object({
    /** The suite of a workflow run is completed when the run is. */
    status: z.string().nullish(),
    updatedAt: z.string().nullish(),
    app: z.object({ databaseId: z.int().nullable(), slug: z.string() }).nullable(),
    commit: z.object({ oid: z.string() }),
    workflowRun: z
      .object({
        databaseId: z.int().nullable(),
        event: z.string(),
        file: z.object({ path: z.string() }).nullable(),
      })
      .nullable(),
  }),
})
export type CheckRunNode = z.infer<typeof CheckRunNode>

const Annotations = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z
    .array(
      z
        .object({ annotationLevel: z.string().nullable(), title: z.string().nullable(), message: z.string() })
        .nullable(),
    )
    .nullable(),
})
export type Annotations = z.infer<typeof Annotations>

export const OutputNode = z.object({
  databaseId: z.int(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  annotations: Annotations.nullable(),
})
export type OutputNode = z.infer<typeof OutputNode>

/** Nodes stay unread here: one that is gone says nothing about the others. */
export const OutputsAnswer = z.object({ nodes: z.array(z.unknown()) })

export const AnnotationsAnswer = z.object({ node: z.object({ annotations: Annotations }) })

export const StatusNode = z.object({
  __typename: z.literal('StatusContext'),
  /** Two statuses of one second differ in nothing else. */
  id: z.string(),
  context: z.string(),
  state: z.string(),
  description: z.string().nullable(),
  createdAt: z.string(),
  targetUrl: z.string().nullable(),
  commit: z.object({ oid: z.string() }).nullable(),
  creator: Actor,
})
export type StatusNode = z.infer<typeof StatusNode>

/** Nodes stay unread here: one that cannot be read makes its pull request unknown, not the whole answer. */
const Contexts = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.unknown()),
})
export type Contexts = z.infer<typeof Contexts>

const Rollup = z.object({ contexts: Contexts.nullable() }).nullable()

const PullRequestEvents = z.object({
  pageInfo: PageBefore,
  nodes: z.array(
    z.object({
      __typename: z.string(),
      createdAt: z.string(),
      actor: Actor,
      previousRefName: z.string().nullish(),
      currentRefName: z.string().nullish(),
    }),
  ),
})
export type PullRequestEvents = z.infer<typeof PullRequestEvents>

export const PullRequestEventsAnswer = z.object({ node: z.object({ timelineItems: PullRequestEvents }) })

export const PullRequestNode = z.object({
  id: z.string(),
  number: z.int(),
  url: z.string(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  state: z.string(),
  isDraft: z.boolean(),
  mergeable: z.string(),
  headRefOid: z.string(),
  baseRefName: z.string().nullish(),
  /** Null where the branch is gone; older servers and older recordings leave it out. */
  baseRef: z.object({ name: z.string() }).nullish(),
  isCrossRepository: z.boolean(),
  viewerDidAuthor: z.boolean(),
  commits: z.object({ nodes: z.array(z.object({ commit: CommitNode }).nullable()).nullish() }).nullish(),
  labels: Labels,
  comments: z.object({ nodes: z.array(TalkNode) }),
  reviews: Comments.nullish(),
  reviewRequests: z.object({
    nodes: z.array(
      z
        .object({
          requestedReviewer: z
            .object({ __typename: z.string(), login: z.string().optional(), slug: z.string().optional() })
            .nullable(),
        })
        .nullable(),
    ),
  }),
  additions: z.int().nullish(),
  deletions: z.int().nullish(),
  mergedAt: z.string().nullish(),
  mergeCommit: z.object({ oid: z.string() }).nullish(),
  autoMergeRequest: z.object({ enabledAt: z.string().nullable() }).nullish(),
  timelineItems: PullRequestEvents,
  statusCheckRollup: Rollup,
})
export type PullRequestNode = z.infer<typeof PullRequestNode>

const LabelEvents = z.object({
  pageInfo: PageBefore,
  nodes: z.array(
    z.object({
      __typename: z.string(),
      createdAt: z.string(),
      actor: Actor,
      label: z.object({ name: z.string() }).nullish(),
      previousTitle: z.string().nullish(),
    }),
  ),
})
export type LabelEvents = z.infer<typeof LabelEvents>

export const LabelEventsAnswer = z.object({
  repository: z.object({ issue: z.object({ timelineItems: LabelEvents }) }),
})

export const IssueNode = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  body: z.string(),
  state: z.string(),
  /** Older recordings leave it out. */
  createdAt: z.string().optional(),
  lastEditedAt: z.string().nullable(),
  author: Actor,
  labels: Labels,
  timelineItems: LabelEvents,
  comments: IssueComments,
  repository: z.object({ id: z.string() }).nullish(),
})
export type IssueNode = z.infer<typeof IssueNode>

const RepositoryAlone = z.looseObject({
  id: z.string(),
  name: Slug,
  owner: z.object({ login: Slug }),
  isArchived: z.boolean(),
  isPrivate: z.boolean(),
  defaultBranchRef: z.object({ name: z.string(), target: z.object({ oid: z.string() }) }),
})
export type RepositoryAlone = z.infer<typeof RepositoryAlone>

export const RepositoryAnswer = z.object({ repository: RepositoryAlone })

const RepositoryNode = RepositoryAlone.extend({
  /** Null where it is gone. */
  issue: IssueNode.nullable(),
})
export type RepositoryNode = z.infer<typeof RepositoryNode>

export const FactsAnswer = z.object({ viewer: z.object({ login: z.string() }), repository: RepositoryNode })

/** The two aliases of one candidate. */
export const CandidateAnswer = z.object({
  ref: Ref,
  pullRequests: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    nodes: z.array(PullRequestNode),
  }),
})

/** Null when the commit is gone; without `oid` when the id names something else. */
export const BaseAnswer = z.object({ id: z.string(), oid: z.string(), statusCheckRollup: Rollup }).nullish()

export const NamedPullRequestAnswer = z.object({
  repository: z.object({
    pullRequest: z.object({
      number: z.int(),
      state: z.string(),
      baseRefName: z.string(),
      headRefOid: z.string(),
      viewerDidAuthor: z.boolean(),
      author: Actor,
    }),
  }),
})

export const OnePullRequestAnswer = z.object({ repository: z.object({ pullRequest: PullRequestNode }) })

export const OwnPullRequestAnswer = z.object({
  repository: z.object({
    pullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(
        z.object({ number: z.int(), isCrossRepository: z.boolean(), viewerDidAuthor: z.boolean() }),
      ),
    }),
  }),
})

export const ContextsAnswer = z.object({
  node: z.object({ headRefOid: z.string(), statusCheckRollup: Rollup }),
})
