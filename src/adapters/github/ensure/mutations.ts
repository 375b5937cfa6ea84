import { commitFragment } from '../facts/facts-query.ts'

/** The documents of what only GraphQL can do. */
export const markReadyMutation = `mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { headRefOid isDraft } }
}`

export const convertToDraftMutation = `mutation ConvertToDraft($id: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { headRefOid isDraft } }
}`

/** Read before and after a change of state. */
export const pullRequestStateQuery = `query PullRequestState($id: ID!) {
  node(id: $id) { __typename ... on PullRequest { headRefOid isDraft state } }
}`

export const refQuery = `query Ref($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) { id ref(qualifiedName: $ref) { target { oid } } }
}`

/** What several branches hold, as aliases `r0`, `r1`, …. */
export function branchesQuery(branches: number): string {
  const indexes = [...Array(branches).keys()]
  const variables = indexes.map((n) => `, $ref${n}: String!`).join('')
  const aliases = indexes.map(
    (n) => `\n    r${n}: ref(qualifiedName: $ref${n}) { target { ...CommitFields } }`,
  )
  return `query Branches($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) {${aliases.join('')}
  }
}
${commitFragment}`
}

/** Compare-and-swap: GitHub refuses when the ref is not at `beforeOid`; a zero `afterOid` deletes. */
export const updateRefsMutation = `mutation UpdateRefs($repository: ID!, $updates: [RefUpdate!]!) {
  updateRefs(input: { repositoryId: $repository, refUpdates: $updates }) { clientMutationId }
}`
