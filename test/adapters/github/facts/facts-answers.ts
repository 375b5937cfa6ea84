/** GraphQL answers of GitHub, as `facts` asks for them. Each has everything in order; tests change what they are about. */
export const HEAD = 'a'.repeat(40)
export const OLD = 'b'.repeat(40)
export const branch = 'speculate/12.1/minimal-change'

const none = { nodes: [] }

export function aCheckRunNode(overrides: object = {}, suite: object = {}) {
  return {
    __typename: 'CheckRun',
    id: 'CR_1',
    databaseId: 51_000_000_001,
    name: 'test',
    status: 'COMPLETED',
    conclusion: 'SUCCESS',
    startedAt: '2026-01-01T00:00:00Z',
    completedAt: '2026-01-01T00:01:00Z',
    detailsUrl: 'https://github.com/acme/payments/actions/runs/9/job/1',
    checkSuite: {
      app: { databaseId: 15_368, slug: 'github-actions' },
      commit: { oid: HEAD },
      workflowRun: { databaseId: 9, event: 'pull_request', file: { path: '.github/workflows/ci.yml' } },
      ...suite,
    },
    ...overrides,
  }
}

/** What a check run says of itself; the annotations are those of one page. */
export function anOutputNode(
  overrides: object = {},
  annotations: readonly object[] = [],
  endCursor?: string,
) {
  return {
    __typename: 'CheckRun',
    databaseId: 51_000_000_001,
    title: null,
    summary: null,
    annotations: someAnnotations(annotations, endCursor),
    ...overrides,
  }
}

export function someAnnotations(nodes: readonly object[], endCursor?: string) {
  return { pageInfo: { hasNextPage: endCursor !== undefined, endCursor: endCursor ?? null }, nodes }
}

export function anAnnotation(message: string, annotationLevel = 'NOTICE', title: string | null = null) {
  return { annotationLevel, title, message }
}

export function aStatusNode(overrides: object = {}) {
  return {
    __typename: 'StatusContext',
    id: 'SC_1',
    context: 'ci/external',
    state: 'SUCCESS',
    description: null,
    createdAt: '2026-01-01T00:00:00Z',
    targetUrl: null,
    commit: { oid: HEAD },
    creator: { __typename: 'Bot', login: 'some-ci' },
    ...overrides,
  }
}

export function rollup(nodes: readonly object[], endCursor: string | null = null) {
  return { contexts: { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes } }
}

export function aPullNode(overrides: object = {}) {
  return {
    id: 'PR_14',
    number: 14,
    url: 'https://github.com/acme/payments/pull/14',
    state: 'OPEN',
    isDraft: true,
    mergeable: 'MERGEABLE',
    headRefOid: HEAD,
    isCrossRepository: false,
    viewerDidAuthor: true,
    labels: none,
    comments: none,
    reviewRequests: none,
    timelineItems: none,
    statusCheckRollup: null,
    ...overrides,
  }
}

export function pulls(...nodes: readonly object[]) {
  return { pageInfo: { hasNextPage: false }, nodes }
}

export function factsAnswer(candidate: object = pulls(), issue: object = {}) {
  return {
    viewer: { login: 'speculate[bot]' },
    repository: {
      id: 'R_1',
      name: 'payments',
      owner: { login: 'acme' },
      isArchived: false,
      isPrivate: false,
      defaultBranchRef: { name: 'main', target: { oid: OLD } },
      issue: {
        id: 'I_12',
        number: 12,
        title: 'Retry charges twice',
        body: 'It does.',
        state: 'OPEN',
        lastEditedAt: null,
        author: { __typename: 'User', login: 'maya' },
        labels: none,
        timelineItems: none,
        comments: none,
        ...issue,
      },
      r0: { target: { oid: HEAD } },
      c0: candidate,
    },
  }
}

/** The base commit with these checks. */
export function aBaseNode(...nodes: readonly object[]) {
  return { __typename: 'Commit', id: 'C_1', oid: OLD, statusCheckRollup: rollup(nodes) }
}
