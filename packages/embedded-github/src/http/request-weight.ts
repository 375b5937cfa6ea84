import type { GraphqlCall } from '../graphql/answer-graphql.ts'
import type { RequestWeight } from './secondary-limits.ts'

const READS = ['GET', 'HEAD', 'OPTIONS']

/** What people are told of when it is made: in REST by the end of the path that makes it, in GraphQL by the field of `Mutation`. */
const CREATING_PATH = /\/(?:issues|pulls|comments|reviews|requested_reviewers|replies|releases)$/
const CREATING_FIELDS = new Set([
  'addComment',
  'addPullRequestReview',
  'addPullRequestReviewComment',
  'addPullRequestReviewThread',
  'addPullRequestReviewThreadReply',
  'createIssue',
  'createPullRequest',
  'requestReviews',
  'submitPullRequestReview',
])

interface Request {
  readonly method: string
  readonly path: string
  readonly graphql: Pick<GraphqlCall, 'isMutation' | 'operations'> | undefined
}

export function requestWeight({ method, path, graphql }: Request): RequestWeight {
  if (graphql) {
    const created = graphql.isMutation ? graphql.operations.filter((one) => CREATING_FIELDS.has(one)) : []
    return { api: 'graphql', isWrite: graphql.isMutation, creations: created.length }
  }
  const isCreation = method === 'POST' && CREATING_PATH.test(path)
  return { api: 'rest', isWrite: !READS.includes(method), creations: isCreation ? 1 : 0 }
}
