import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import {
  type BaseFacts,
  type CandidateFacts,
  type ForgeFacts,
  goneIssue,
  type IssueFacts,
} from '../../../domain/forge/forge-facts.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { FactsQuery } from '../../../ports/forge.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import { type AskedChecks, endedRunsOf, readObservations } from '../checks/read-observations.ts'
import type { VerifierReading } from '../checks/verifier-reading.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import type { GraphqlError } from '../connection/sending/github-errors.ts'
import { type PartialAnswer, queryPartially } from '../connection/sending/query-partially.ts'
import { actorType } from '../issues/actor-type.ts'
import type { LabelFacts } from '../issues/create-label-reading.ts'
import { loginOf } from '../issues/login-of.ts'
import { type CommentsRead, readComments } from '../issues/read-comments.ts'
import { toCommands } from '../issues/to-commands.ts'
import { isOurs, readPullRequest } from '../pull-requests/read-pull-request.ts'
import { toCommitFacts } from '../pull-requests/to-commit-facts.ts'
import { ownComments, toPullRequestFacts } from '../pull-requests/to-pull-request-facts.ts'
import {
  BaseAnswer,
  CandidateAnswer,
  FactsAnswer,
  type IssueNode,
  PullRequestNode,
  type RepositoryAlone,
  RepositoryAnswer,
  type RepositoryNode,
} from './facts-answer.ts'
import { factsQuery, repositoryQuery } from './facts-query.ts'

/** One GraphQL query for everything, and one REST request per workflow run whose jobs are not known yet. */
export async function readFacts(
  client: GitHubClient,
  jobs: VerifierReading,
  query: FactsQuery,
): Promise<ForgeFacts | undefined> {
  const own = query.candidates.filter(({ pullRequest }) => pullRequest === undefined)
  const entered = query.candidates.filter(({ pullRequest }) => pullRequest !== undefined)
  const answer = await ask(client, query, { own, entered })
  const missing = answer.errors.find(isMissing)
  const isWhole = missing?.path.length === 2 && Object(answer.data).repository !== null
  if (missing && (!isWhole || query.candidates.length === 0)) return undefined
  refuseUnlessOnlyCandidatesFailed(answer.errors.filter((error) => error !== missing))
  const { repository } = parse(FactsAnswer, answer)
  const found = issueOf(repository)
  if (!found && query.candidates.length === 0) return undefined
  const source = { client, jobs, issue: query.issue, answer, repository, checks: query }
  const base = await readBase(source)
  await readOutputs(source, { own, entered })
  const candidates: CandidateFacts[] = []
  for (const [n, { candidate, branch }] of own.entries())
    candidates.push(await toCandidateFacts(source, { n, candidate, branch }))
  for (const [n, { candidate, branch }] of entered.entries())
    candidates.push(await toSubmissionFacts(source, { n, candidate, branch }))
  return {
    issue: found
      ? toIssueFacts(query, found, {
          labels: await jobs.labelFactsOf(query, found),
          ...(await readComments(client, query, found)),
        })
      : goneIssue(query.issue),
    repository: toRepositoryFacts(repository, client),
    candidates,
    ...withoutUndefined({ base }),
  }
}

/** The same of the repository alone. */
export async function readRepositoryFacts(
  client: GitHubClient,
  { owner, repo: name }: RepositoryRef,
): Promise<ForgeFacts['repository']> {
  const answer = await queryPartially(client.octokit, repositoryQuery(), { owner, name })
  return toRepositoryFacts(parse(RepositoryAnswer, answer).repository, client)
}

type Asked = FactsQuery['candidates']

/** Candidates of its own are found by their branches, and submitted ones by their numbers. */
function ask(
  client: GitHubClient,
  { issue, base }: FactsQuery,
  { own, entered }: { readonly own: Asked; readonly entered: Asked },
): Promise<PartialAnswer> {
  const branches = own.flatMap(({ branch }, n) => [
    [`ref${n}`, `refs/heads/${branch}`],
    [`head${n}`, branch],
  ])
  return queryPartially(
    client.octokit,
    factsQuery(own.length, { base: base !== undefined, entered: entered.length }),
    {
      owner: issue.owner,
      name: issue.repo,
      issue: issue.number,
      ...withoutUndefined({ base }),
      ...Object.fromEntries(branches),
      ...Object.fromEntries(entered.map(({ pullRequest }, n) => [`number${n}`, pullRequest])),
    },
  )
}

function toRepositoryFacts(
  repository: RepositoryAlone,
  { mayWriteChecks, mayReadProjects }: Pick<GitHubClient, 'mayWriteChecks' | 'mayReadProjects'>,
): ForgeFacts['repository'] {
  return {
    mayWriteChecks,
    mayReadProjects,
    nodeId: repository.id,
    name: { owner: repository.owner.login, repo: repository.name },
    isArchived: repository.isArchived,
    isPrivate: repository.isPrivate,
    defaultBranch: repository.defaultBranchRef.name,
    defaultBranchHead: repository.defaultBranchRef.target.oid,
  }
}

/** Undefined where the issue is gone; one that was moved may be answered from where it is now. */
function issueOf({ id, issue }: RepositoryNode): IssueNode | undefined {
  if (!issue) return undefined
  return issue.repository && issue.repository.id !== id ? undefined : issue
}

/** `Could not resolve to …`: the issue or the repository is gone, or the number is a pull request's. */
function isMissing({ type, path }: GraphqlError): boolean {
  if (type !== 'NOT_FOUND' || path[0] !== 'repository') return false
  return path.length === 1 || (path.length === 2 && path[1] === 'issue')
}

/** An error below a candidate's pull request, or the base's checks, makes that one unknown; anywhere else nothing of the answer is used. */
function refuseUnlessOnlyCandidatesFailed(errors: readonly GraphqlError[]): void {
  const other = errors.find(
    ({ path }) => !(path[0] === 'repository' && /^(?:[ce]\d+|base)$/.test(String(path[1]))),
  )
  if (other) throw new ForgeError('unavailable', `GitHub answered only in part: ${other.message}`)
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } },
  answer: PartialAnswer,
  value: unknown = answer.data,
): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reason = answer.errors[0]?.message ?? result.error.message
  throw new ForgeError('unavailable', `GitHub's answer cannot be read: ${reason}`)
}

interface Source {
  readonly client: GitHubClient
  readonly jobs: VerifierReading
  readonly issue: FactsQuery['issue']
  readonly answer: PartialAnswer
  readonly repository: RepositoryNode
  readonly checks: AskedChecks
}

function answerOf(n: number, { answer, repository }: Pick<Source, 'answer' | 'repository'>) {
  return parse(CandidateAnswer, answer, { ref: repository[`r${n}`], pullRequests: repository[`c${n}`] })
}

/** Of all candidates at once, so that no request is needed for each of them. */
async function readOutputs(source: Source, { own, entered }: { own: Asked; entered: Asked }): Promise<void> {
  const ours = own.flatMap((_, n) => answerOf(n, source).pullRequests.nodes.slice(0, 1).filter(isOurs))
  const theirs = entered.flatMap((_, n) => PullRequestNode.safeParse(source.repository[`e${n}`]).data ?? [])
  await source.jobs.outputsOf(endedRunsOf([...ours, ...theirs], source.checks))
}

/** An error here makes the base unknown, which takes no check out of the verdict. */
async function readBase({
  client,
  jobs,
  issue,
  answer,
  repository,
  checks: { testsOf },
}: Source): Promise<BaseFacts | undefined> {
  const { data: base } = BaseAnswer.safeParse(repository.base)
  if (!base) return undefined
  const node = { id: base.id, headRefOid: base.oid, statusCheckRollup: base.statusCheckRollup }
  const { observations, complete } = await readObservations({
    client,
    jobs,
    repository: issue,
    node,
    // Of the base only how its checks ended is asked, and how many tests they ran.
    checks: { testsOf },
  })
  const whole = complete && !answer.errors.some(({ path }) => path[1] === 'base')
  return { commit: base.oid, observations, observationsComplete: whole }
}

async function toCandidateFacts(
  { client, jobs, issue, answer, repository, checks }: Source,
  { n, candidate, branch }: { n: number; candidate: CandidateId; branch: string },
): Promise<CandidateFacts> {
  const { ref, pullRequests } = answerOf(n, { answer, repository })
  const complete = !answer.errors.some(({ path }) => path[1] === `c${n}`)
  const pullRequest = await readPullRequest({
    client,
    jobs,
    checks,
    repository: issue,
    branch,
    newest: pullRequests.nodes[0],
    complete,
    hasOlder: pullRequests.pageInfo.hasNextPage,
  })
  const branchCommit = toCommitFacts(ref?.target)
  return { candidate, branch, branchHead: ref?.target?.oid, branchCommit, pullRequest }
}

/** Its branch may be anywhere and is nobody's to touch: only the pull request is read. */
async function toSubmissionFacts(
  { client, jobs, issue, answer, repository, checks }: Source,
  { n, candidate, branch }: { n: number; candidate: CandidateId; branch: string },
): Promise<CandidateFacts> {
  const errors = answer.errors.filter(({ path }) => path[1] === `e${n}`)
  const isGone = errors.some(({ type, path }) => type === 'NOT_FOUND' && path.length === 2)
  const facts = { candidate, branch, branchHead: undefined }
  if (isGone) return { ...facts, pullRequest: undefined }
  const node = parse(PullRequestNode, answer, repository[`e${n}`])
  const read = await readObservations({ client, jobs, repository: issue, node, checks })
  const { observations, own } = read
  const complete = read.complete && errors.length === 0
  const { login } = client
  const events = await jobs.eventsOf(node)
  return { ...facts, pullRequest: toPullRequestFacts(node, { login, observations, own, complete, events }) }
}

function toIssueFacts(
  query: FactsQuery,
  issue: IssueNode,
  { labels, comments, commentsUntil }: CommentsRead & { readonly labels: LabelFacts },
): IssueFacts {
  return {
    ref: query.issue,
    nodeId: issue.id,
    title: issue.title,
    body: issue.body,
    author: loginOf(issue.author),
    authorType: actorType(issue.author),
    ...withoutUndefined({ createdAt: issue.createdAt }),
    state: issue.state === 'OPEN' ? 'open' : 'closed',
    lastEditedAt: issue.lastEditedAt ?? undefined,
    labels: issue.labels.nodes.map(({ name }) => name),
    ...labels,
    ownComments: ownComments(comments),
    commands: toCommands(comments.nodes),
    ...withoutUndefined({ commentsUntil }),
  }
}
