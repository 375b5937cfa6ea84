/**
 * The documents of one reading. Candidates become aliases (`c0`, `c1`, …), so that a whole speculation costs one request;
 * every value travels as a variable.
 *
 * One pull request per branch is read in full, the newest: with two, GitHub would count every check of both towards the
 * limit. Where the newest is not ours, `read-pull-request.ts` looks further. What somebody has entered (`e0`, `e1`, …) is read by its
 * number.
 */
export function factsQuery(candidates: number, { base = false, entered = 0 } = {}): string {
  const indexes = [...Array(candidates).keys()]
  const others = [...Array(entered).keys()]
  const variables = [
    ...indexes.map((n) => `, $ref${n}: String!, $head${n}: String!`),
    ...others.map((n) => `, $number${n}: Int!`),
  ].join('')
  const aliases = [...indexes.map(candidateFields), ...others.map(submissionFields)].join('')
  const hasPullRequests = indexes.length + others.length > 0
  const readsChecks = base || hasPullRequests
  const fragments = [
    labelEventsFragment,
    issueCommentsFragment,
    ...(hasPullRequests ? [pullRequestFragment, pullRequestEventsFragment, commitFragment] : []),
    ...(readsChecks ? [contextsFragment] : []),
  ]
  return `query Facts($owner: String!, $name: String!, $issue: Int!${base ? ', $base: GitObjectID!' : ''}${variables}) {
  viewer { login }
  repository(owner: $owner, name: $name) {${repositoryFields}
    issue(number: $issue) {
      id number title body state createdAt lastEditedAt
      repository { id }
      author { __typename login }
      labels(first: 100) { nodes { name } }
      timelineItems(last: 100, itemTypes: [${LABEL_EVENTS}]) { ...LabelEvents }
      comments(last: 100) { ...IssueComments }
    }${base ? baseFields : ''}${aliases}
  }
}
${fragments.join('\n')}`
}

const repositoryFields = `
    id name owner { login } isArchived isPrivate
    defaultBranchRef { name target { oid } }`

export const repositoryQuery = () => `query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {${repositoryFields}
  }
}`

/** What happened to the issue's labels and title before `before`. */
export const labelEventsQuery =
  () => `query LabelEvents($owner: String!, $name: String!, $issue: Int!, $before: String!) {
  repository(owner: $owner, name: $name) {
    issue(number: $issue) {
      timelineItems(last: 100, before: $before, itemTypes: [${LABEL_EVENTS}]) { ...LabelEvents }
    }
  }
}
${labelEventsFragment}`

/** What was written on the issue before `before`. */
export const issueCommentsQuery =
  () => `query IssueComments($owner: String!, $name: String!, $issue: Int!, $before: String!) {
  repository(owner: $owner, name: $name) {
    issue(number: $issue) { comments(last: 100, before: $before) { ...IssueComments } }
  }
}
${issueCommentsFragment}`

/** What happened to a pull request before `before`. */
export const pullRequestEventsQuery = () => `query PullRequestEvents($id: ID!, $before: String!) {
  node(id: $id) {
    __typename
    ... on PullRequest {
      timelineItems(last: 100, before: $before, itemTypes: [${PULL_REQUEST_EVENTS}]) { ...PullRequestEvents }
    }
  }
}
${pullRequestEventsFragment}`

/** One pull request in full, by its number. */
export const pullRequestQuery = () => `query OnePullRequest($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { ...PullRequestFields } }
}
${pullRequestFragment}
${pullRequestEventsFragment}
${commitFragment}
${contextsFragment}`

/** What has to be known of a pull request before it may compete. */
export const namedPullRequestQuery =
  () => `query OfferedPullRequest($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      number state baseRefName headRefOid viewerDidAuthor
      author { __typename login }
    }
  }
}`

/** Which of a branch's pull requests is ours, when the newest is not. */
export const ownPullRequestQuery =
  () => `query OwnPullRequest($owner: String!, $name: String!, $head: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(headRefName: $head, first: 100, after: $after, states: [OPEN, CLOSED, MERGED], orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number isCrossRepository viewerDidAuthor }
    }
  }
}`

/** The checks after the first hundred. */
export const contextsQuery = () => `query MoreContexts($id: ID!, $after: String!) {
  node(id: $id) {
    __typename
    ... on PullRequest { headRefOid statusCheckRollup { contexts(first: 100, after: $after) { ...Contexts } } }
    ... on Commit { headRefOid: oid statusCheckRollup { contexts(first: 100, after: $after) { ...Contexts } } }
  }
}
${contextsFragment}`

/** The checks of several commits, as aliases `k0`, `k1`, …. */
export function checkRunsOfCommitsQuery(commits: number): string {
  const indexes = [...Array(commits).keys()]
  const variables = indexes.map((n) => `, $oid${n}: GitObjectID!`).join('')
  const aliases = indexes.map(
    (n) => `
    k${n}: object(oid: $oid${n}) {
      __typename
      ... on Commit { statusCheckRollup { contexts(first: 100) { ...Contexts } } }
    }`,
  )
  return `query CheckRunsOfCommits($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) {${aliases.join('')}
  }
}
${contextsFragment}`
}

/** What check runs that have ended say of themselves. Below a list of checks it would make each look cost points for every one of them. */
export const outputsQuery = () => `query CheckOutputs($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on CheckRun { databaseId title summary annotations(first: 100) { ...Annotations } }
  }
}
${annotationsFragment}`

/** The annotations of one check run after the first hundred. */
export const annotationsQuery = () => `query MoreAnnotations($id: ID!, $after: String!) {
  node(id: $id) {
    __typename
    ... on CheckRun { annotations(first: 100, after: $after) { ...Annotations } }
  }
}
${annotationsFragment}`

const annotationsFragment = `fragment Annotations on CheckAnnotationConnection {
  pageInfo { hasNextPage endCursor }
  nodes { annotationLevel title message }
}`

const LABEL_EVENTS = 'LABELED_EVENT, UNLABELED_EVENT, RENAMED_TITLE_EVENT'
const PULL_REQUEST_EVENTS =
  'CLOSED_EVENT, REOPENED_EVENT, READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, BASE_REF_CHANGED_EVENT'

const labelEventsFragment = `fragment LabelEvents on IssueTimelineItemsConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes {
    __typename
    ... on LabeledEvent { createdAt actor { __typename login } label { name } }
    ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } previousTitle currentTitle }
  }
}`

const issueCommentsFragment = `fragment IssueComments on IssueCommentConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes { fullDatabaseId body viewerDidAuthor createdAt lastEditedAt author { __typename login } }
}`

const baseFields = `
    base: object(oid: $base) {
      __typename
      ... on Commit { id oid statusCheckRollup { contexts(first: 100) { ...Contexts } } }
    }`

function candidateFields(n: number): string {
  return `
    r${n}: ref(qualifiedName: $ref${n}) { target { ...CommitFields } }
    c${n}: pullRequests(headRefName: $head${n}, first: 1, states: [OPEN, CLOSED, MERGED], orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage }
      nodes { ...PullRequestFields }
    }`
}

/** It is read by its number, whoever has opened it. */
function submissionFields(n: number): string {
  return `
    e${n}: pullRequest(number: $number${n}) { ...PullRequestFields }`
}

const pullRequestFragment = `fragment PullRequestFields on PullRequest {
  id number url title body state isDraft mergeable headRefOid baseRefName baseRef { name } isCrossRepository viewerDidAuthor
  commits(last: 1) { nodes { commit { ...CommitFields } } }
  labels(first: 100) { nodes { name } }
  comments(last: 50) { nodes { fullDatabaseId body viewerDidAuthor createdAt lastEditedAt author { __typename login } } }
  reviews(first: 50) { totalCount nodes { fullDatabaseId body viewerDidAuthor } }
  reviewRequests(first: 50) { nodes { requestedReviewer { __typename ... on User { login } ... on Team { slug } } } }
  autoMergeRequest { enabledAt } additions deletions mergedAt mergeCommit { oid }
  timelineItems(last: 50, itemTypes: [${PULL_REQUEST_EVENTS}]) { ...PullRequestEvents }
  statusCheckRollup { contexts(first: 100) { ...Contexts } }
}`

const pullRequestEventsFragment = `fragment PullRequestEvents on PullRequestTimelineItemsConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes {
    __typename
    ... on ClosedEvent { createdAt actor { __typename login } }
    ... on ReopenedEvent { createdAt actor { __typename login } }
    ... on ReadyForReviewEvent { createdAt actor { __typename login } }
    ... on ConvertToDraftEvent { createdAt actor { __typename login } }
    ... on BaseRefChangedEvent { createdAt actor { __typename login } previousRefName currentRefName }
  }
}`

/** Two are asked for, to see when there is not exactly one. */
export const commitFragment = `fragment CommitFields on GitObject {
  __typename oid
  ... on Commit { tree { oid } parents(first: 2) { nodes { oid tree { oid } } } author { name user { login } } }
}`

const contextsFragment = `fragment Contexts on StatusCheckRollupContextConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    __typename
    ... on CheckRun {
      id databaseId name status conclusion startedAt completedAt detailsUrl externalId
      checkSuite { status updatedAt app { databaseId slug } commit { oid } workflowRun { databaseId event file { path } } }
    }
    ... on StatusContext {
      id context state description createdAt targetUrl
      commit { oid }
      creator { __typename login }
    }
  }
}`
