import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunnerHost } from '../../packages/embedded-github/src/runner-host.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
let host: RunnerHost
let issue: number
let pull: { number: number; node_id: string; sha: string }

beforeAll(async () => {
  stage = await setStage({
    runner: (given) => {
      host = given
      return { onPullRequestActivity: () => {}, resume: () => {}, close: async () => {} }
    },
  })
  await stage.github.admin.setRuleset(
    { owner: repo.owner, name: repo.repo },
    { name: 'main', branches: ['main'], checks: [{ context: 'test', integrationId: 15368 }] },
  )
  issue = (await stage.maintainer.issues.create({ ...repo, title: 'Charged twice', body: 'Body' })).data
    .number
  await stage.maintainer.issues.addLabels({ ...repo, issue_number: issue, labels: ['speculate'] })
  await stage.bot.issues.createComment({ ...repo, issue_number: issue, body: 'Planning' })
  await pushBranch(stage, 'candidate', { 'fix.js': 'fix\n' })
  const { data } = await stage.bot.pulls.create({
    ...repo,
    title: 'Fix',
    head: 'candidate',
    base: 'main',
    draft: true,
  })
  pull = { number: data.number, node_id: data.node_id, sha: data.head.sha }
  const repository = stage.github.state.repositories[0]
  if (repository === undefined) throw new Error('no repository')
  const run = await host.createRun({
    repository,
    workflow: { path: '.github/workflows/ci.yml', name: 'CI' },
    event: 'pull_request',
    headSha: pull.sha,
    headBranch: 'candidate',
    pullRequests: [pull.number],
    actor: 'helper[bot]',
  })
  const job = await host.createJob(repository, run, 'test')
  await host.updateJob(repository, job, { conclusion: 'success' })
  await host.completeRun(repository, run, 'success')
  await stage.maintainer.repos.createCommitStatus({
    ...repo,
    sha: pull.sha,
    context: 'ci/x',
    state: 'success',
  })
})
afterAll(() => stage.close())

const candidateQuery = `query Snapshot($owner: String!, $name: String!, $issue: Int!, $pull: Int!) {
  rateLimit { cost remaining resetAt }
  viewer { login }
  repository(owner: $owner, name: $name) {
    id isArchived isPrivate viewerPermission
    defaultBranchRef { name target { oid } }
    ref(qualifiedName: "refs/heads/candidate") { name target { oid } }
    gone: ref(qualifiedName: "refs/heads/gone") { name }
    issue(number: $issue) {
      id number title body state stateReason lastEditedAt author { login } authorAssociation viewerDidAuthor
      labels(first: 50) { nodes { name } }
      timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, REOPENED_EVENT, CLOSED_EVENT]) {
        nodes { __typename ... on LabeledEvent { createdAt actor { __typename login } label { name } } }
      }
      comments(last: 50) { nodes { id databaseId body createdAt lastEditedAt author { __typename login } viewerDidAuthor } }
    }
    byBranch: pullRequests(headRefName: "candidate", first: 5, states: [OPEN, CLOSED], orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { number isCrossRepository headRepository { nameWithOwner } reviewRequests(first: 5) { totalCount } }
    }
    c0: pullRequest(number: $pull) {
      id number state isDraft merged mergeable mergeStateStatus headRefName headRefOid baseRefName body additions deletions changedFiles
      latestReviews(first: 20) { nodes { state author { login } commit { oid } } }
      statusCheckRollup {
        state
        contexts(first: 100) {
          pageInfo { hasNextPage endCursor }
          nodes {
            __typename
            ... on CheckRun {
              databaseId name status conclusion title summary text startedAt completedAt detailsUrl
              isRequired(pullRequestNumber: $pull)
              annotations(first: 10) { nodes { title message path annotationLevel location { start { line } } } }
              checkSuite { app { databaseId slug } commit { oid } workflowRun { databaseId event file { path } } }
            }
            ... on StatusContext { context state createdAt targetUrl creator { login } }
          }
        }
      }
    }
  }
}`

/** What octokit throws when an answer has errors: the data is in it all the same. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path
const failing = (answer: Promise<unknown>): Promise<any> => answer.then(undefined, (error: unknown) => error)

const variables = () => ({ owner: repo.owner, name: repo.repo, issue, pull: pull.number })

it('one query reads the issue and its candidate', async () => {
  const data = await stage.bot.graphql(candidateQuery, variables())
  expect(data).toMatchObject({
    viewer: { login: 'helper[bot]' },
    repository: {
      viewerPermission: 'WRITE',
      defaultBranchRef: { name: 'main' },
      ref: { name: 'candidate', target: { oid: pull.sha } },
      gone: null,
      issue: {
        state: 'OPEN',
        author: { login: 'acme' },
        viewerDidAuthor: false,
        labels: { nodes: [{ name: 'speculate' }] },
        timelineItems: {
          nodes: [{ __typename: 'LabeledEvent', actor: { __typename: 'User', login: 'acme' } }],
        },
        comments: {
          nodes: [
            { body: 'Planning', author: { __typename: 'Bot', login: 'helper' }, viewerDidAuthor: true },
          ],
        },
      },
      byBranch: {
        nodes: [
          {
            number: pull.number,
            isCrossRepository: false,
            headRepository: { nameWithOwner: 'acme/payments' },
          },
        ],
      },
      c0: {
        isDraft: true,
        mergeable: 'MERGEABLE',
        headRefOid: pull.sha,
        changedFiles: 1,
        statusCheckRollup: {
          state: 'SUCCESS',
          contexts: {
            nodes: [
              {
                __typename: 'CheckRun',
                name: 'test',
                conclusion: 'SUCCESS',
                isRequired: true,
                checkSuite: {
                  app: { databaseId: 15368, slug: 'github-actions' },
                  workflowRun: { event: 'pull_request', file: { path: '.github/workflows/ci.yml' } },
                },
              },
              { __typename: 'StatusContext', context: 'ci/x', state: 'SUCCESS', creator: { login: 'acme' } },
            ],
          },
        },
      },
    },
  })
})

it('without actions:read and statuses:read the answer is partial', async () => {
  const { token } = (await stage.bot.auth({
    type: 'installation',
    permissions: { issues: 'read', pull_requests: 'read', contents: 'read', checks: 'read' },
  })) as { token: string }
  const error = await failing(stage.client(token).graphql(candidateQuery, variables()))
  expect(error.data.repository.c0.statusCheckRollup.contexts.nodes).toMatchObject([
    { name: 'test', checkSuite: { workflowRun: null } },
    null,
  ])
  const named = error.errors.map(
    ({ type, path }: { type: string; path: unknown[] }) => `${type} ${path.at(-1)}`,
  )
  expect(named.sort()).toEqual(['FORBIDDEN 1', 'FORBIDDEN workflowRun'])
})

it('what does not exist is null with NOT_FOUND, and a field without an answer says so', async () => {
  const ask = (query: string) => failing(stage.bot.graphql(query))
  const missing = await ask('{ repository(owner: "acme", name: "payments") { issue(number: 99) { id } } }')
  expect(missing).toMatchObject({ data: { repository: { issue: null } }, errors: [{ type: 'NOT_FOUND' }] })
  const unknown = await ask('{ repository(owner: "acme", name: "payments") { stargazerCount } }')
  expect(unknown.errors[0].message).toContain('not implemented')
  const wrong = await ask('{ repository(owner: "acme") { nonsense } }')
  expect(wrong.errors).toHaveLength(2)
})

it('readiness, labels, comments and refs change by mutation', async () => {
  const run = <T>(mutation: string, values: Record<string, unknown>) => stage.bot.graphql<T>(mutation, values)
  const id = pull.node_id
  const ready =
    'mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft headRefOid } } }'
  expect(await run(ready, { id })).toEqual({
    markPullRequestReadyForReview: { pullRequest: { isDraft: false, headRefOid: pull.sha } },
  })
  const draft =
    'mutation($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }'
  await run(draft, { id })
  const comment =
    'mutation($id: ID!) { addComment(input: { subjectId: $id, body: "Hi" }) { commentEdge { node { id body } } } }'
  const added = await run<{ addComment: { commentEdge: { node: { id: string } } } }>(comment, { id })
  const edit =
    'mutation($id: ID!) { updateIssueComment(input: { id: $id, body: "Ho" }) { issueComment { body } } }'
  expect(await run(edit, { id: added.addComment.commentEdge.node.id })).toMatchObject({
    updateIssueComment: { issueComment: { body: 'Ho' } },
  })
  const autoMerge =
    'mutation($id: ID!, $head: GitObjectID!) { enablePullRequestAutoMerge(input: { pullRequestId: $id, expectedHeadOid: $head }) { pullRequest { autoMergeRequest { enabledAt } } } }'
  await expect(run(autoMerge, { id, head: '1'.repeat(40) })).rejects.toMatchObject({
    errors: [{ type: 'UNPROCESSABLE' }],
  })
  expect(await run(autoMerge, { id, head: pull.sha })).toMatchObject({
    enablePullRequestAutoMerge: { pullRequest: { autoMergeRequest: {} } },
  })
  const node = 'query($id: ID!) { node(id: $id) { __typename ... on PullRequest { number } } }'
  expect(await run(node, { id })).toEqual({ node: { __typename: 'PullRequest', number: pull.number } })
  const close =
    'mutation($id: ID!) { closePullRequest(input: { pullRequestId: $id }) { pullRequest { state } } }'
  expect(await run(close, { id })).toEqual({ closePullRequest: { pullRequest: { state: 'CLOSED' } } })
})

it('updateRefs changes all refs or none', async () => {
  const { data: repository } = await stage.bot.repos.get(repo)
  const update =
    'mutation($repo: ID!, $updates: [RefUpdate!]!) { updateRefs(input: { repositoryId: $repo, refUpdates: $updates }) { clientMutationId } }'
  const refs = (updates: unknown[]) => stage.bot.graphql(update, { repo: repository.node_id, updates })
  const zero = '0'.repeat(40)
  await refs([{ name: 'refs/heads/new', beforeOid: zero, afterOid: pull.sha }])
  await expect(
    refs([
      { name: 'refs/heads/newer', beforeOid: zero, afterOid: pull.sha },
      { name: 'refs/heads/new', beforeOid: '1'.repeat(40), afterOid: zero },
    ]),
  ).rejects.toMatchObject({ errors: [{ type: 'UNPROCESSABLE' }] })
  await expect(stage.bot.git.getRef({ ...repo, ref: 'heads/newer' })).rejects.toMatchObject({ status: 404 })
  await refs([{ name: 'refs/heads/new', beforeOid: pull.sha, afterOid: zero }])
  await expect(stage.bot.git.getRef({ ...repo, ref: 'heads/new' })).rejects.toMatchObject({ status: 404 })
})
