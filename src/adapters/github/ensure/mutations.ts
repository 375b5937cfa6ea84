import { commitFragment } from '../facts/facts-query.ts'

/** The documents of what only GraphQL can do, or does for fewer of the points that run short. */
export const createPullRequestMutation = `mutation CreatePullRequest($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { number id } }
}`

export const markReadyMutation = `mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { headRefOid isDraft } }
}`

export const convertToDraftMutation = `mutation ConvertToDraft($id: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { headRefOid isDraft } }
}`

export const enableAutoMergeMutation = `mutation EnableAutoMerge($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { pullRequest { headRefOid } }
}`

export const disableAutoMergeMutation = `mutation DisableAutoMerge($input: DisablePullRequestAutoMergeInput!) {
  disablePullRequestAutoMerge(input: $input) { pullRequest { headRefOid } }
}`

/** Read before a pull request becomes a draft again, and where GitHub will not make it ready. */
export const pullRequestStateQuery = `query PullRequestState($id: ID!) {
  node(id: $id) { __typename ... on PullRequest { headRefOid isDraft state } }
}`

export const refQuery = `query Ref($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) { id ref(qualifiedName: $ref) { target { oid } } }
}`

/** Which of our labels the repository has: a hundred are more than we have names for. */
export const ownLabelsQuery = `query OwnLabels($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { id labels(first: 100, query: "speculate") { nodes { name } } }
}`

/** Those that are made, then those that are changed: aliases `n0`, …, `u0`, …. */
export function checkRunsMutation(made: number, changed: number): string {
  const of = (alias: string, count: number, kind: 'create' | 'update') => {
    const names = [...Array(count).keys()].map((n) => `${alias}${n}`)
    const type = kind === 'create' ? 'CreateCheckRunInput' : 'UpdateCheckRunInput'
    return {
      variables: names.map((name) => `$${name}: ${type}!`),
      fields: names.map((name) => `\n  ${name}: ${kind}CheckRun(input: $${name}) { checkRun { id } }`),
    }
  }
  const [create, update] = [of('n', made, 'create'), of('u', changed, 'update')]
  return `mutation EnsureCheckRuns(${[...create.variables, ...update.variables].join(', ')}) {${[...create.fields, ...update.fields].join('')}
}`
}

export function createLabelsMutation(labels: number): string {
  const indexes = [...Array(labels).keys()]
  const variables = indexes.map((n) => `$l${n}: CreateLabelInput!`).join(', ')
  const aliases = indexes.map((n) => `\n  l${n}: createLabel(input: $l${n}) { label { name } }`)
  return `mutation CreateLabels(${variables}) {${aliases.join('')}
}`
}

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
