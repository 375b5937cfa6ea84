import {
  ACTIONS_APP_ID,
  type PullRequestIssue,
  type Repository,
} from '../../../packages/embedded-github/src/model.ts'

export const ACTIONS_APP = {
  id: ACTIONS_APP_ID,
  slug: 'github-actions',
  name: 'GitHub Actions',
  owner: 'github',
  publicKey: '',
  permissions: {},
  events: [],
  hook: null,
  createdAt: new Date().toISOString(),
}

export function pullRequest(
  number: number,
  pull: Pick<PullRequestIssue['pull'], 'draft' | 'head' | 'base'>,
): PullRequestIssue {
  const createdAt = new Date().toISOString()
  return {
    id: number,
    number,
    title: 'A change',
    body: '',
    state: 'open',
    stateReason: null,
    author: 'ada',
    viaApp: null,
    labels: [],
    assignees: [],
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    pull: {
      id: number,
      ...pull,
      mergedAt: null,
      mergedBy: null,
      mergeCommitSha: null,
      requestedReviewers: [],
      autoMerge: null,
    },
  }
}

export const WHERE = {
  repository: {
    name: 'payments',
    full_name: 'acme/payments',
    fork: false,
    owner: { login: 'acme' },
    default_branch: 'main',
  },
}

/** As much of it as tests look at. */
export function payloadOfPull({ number, title, body, author, pull, state }: PullRequestIssue) {
  const sideOf = ({ ref, sha }: { ref: string; sha: string }) => ({
    ...{ label: `acme:${ref}`, ref, sha, user: { login: 'acme' } },
    repo: WHERE.repository,
  })
  const [head, base] = [sideOf(pull.head), sideOf(pull.base)]
  const pull_request = { number, title, body, state, draft: pull.draft, user: { login: author }, head, base }
  return { number, pull_request }
}

export function emptyRepository(): Repository {
  const createdAt = new Date().toISOString()
  return {
    id: 1,
    owner: 'acme',
    name: 'payments',
    description: null,
    isPrivate: false,
    isArchived: false,
    draftsSupported: true,
    defaultBranch: 'main',
    createdAt,
    pushedAt: createdAt,
    nextNumber: 1,
    collaborators: { ada: 'admin' },
    labels: [],
    issues: [],
    comments: [],
    timeline: [],
    reviews: [],
    reviewComments: [],
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    workflows: [],
    workflowRuns: [],
    workflowJobs: [],
    rulesets: [],
    protections: {},
  }
}
