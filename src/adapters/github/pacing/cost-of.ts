/** What a request takes of the limits of an installation. */
export interface Cost {
  /** Points of the minute. */
  readonly rest: number
  /** Points of the minute. */
  readonly graphql: number
  readonly creations: number
}

const READS = ['GET', 'HEAD', 'OPTIONS']
const CREATING_PATH = /\/(?:issues|pulls|comments|reviews|requested_reviewers)$/
const CREATING_FIELD =
  /\b(?:addComment|addPullRequestReview\w*|createIssue|createPullRequest|requestReviews)\s*\(/g

/** `body` is the text of a GraphQL request; of REST the address says all. */
export function costOf(request: { method: string; path: string; body: string | undefined }): Cost {
  const { method, path, body = '' } = request
  if (path.endsWith('/graphql')) return costOfGraphql(queryIn(body))
  const isCreation = method === 'POST' && CREATING_PATH.test(path)
  return { rest: READS.includes(method) ? 1 : 5, graphql: 0, creations: isCreation ? 1 : 0 }
}

function costOfGraphql(query: string): Cost {
  if (!/^\s*mutation\b/.test(query)) return { rest: 0, graphql: 1, creations: 0 }
  return { rest: 0, graphql: 5, creations: [...query.matchAll(CREATING_FIELD)].length }
}

function queryIn(body: string): string {
  const parsed: unknown = JSON.parse(body)
  const isQuery = typeof parsed === 'object' && parsed !== null && 'query' in parsed
  return isQuery && typeof parsed.query === 'string' ? parsed.query : ''
}
