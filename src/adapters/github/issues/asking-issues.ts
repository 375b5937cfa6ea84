import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { parseCandidateBranch } from '../../../domain/candidate/candidate.ts'
import { type IssueRef, issueKey } from '../../../domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import { type IssueWords, mayAskSince } from '../../../domain/issue/may-ask.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'

export interface AskingIssue {
  readonly issue: IssueRef
  /** ISO-8601, by the forge's clock. */
  readonly updatedAt: string
  /** The trigger label, what was written, or a command on a draft of the run that is named. */
  readonly by: 'label' | 'words' | 'draft'
  readonly run?: number
}

/** As many as one query may name. */
const PER_PAGE = 100
const MAX_PAGES = 50
/** Texts are long. */
const TEXTS_AT_ONCE = 50
/** So many pull requests that have changed are looked at for drafts of ours; there is no asking for those since a time. */
const PULL_REQUESTS = 20

/**
 * Open issues in what the installation reaches that may ask for something: each with the trigger label, and of the last hundred of a
 * repository that have changed since then those in which something was written that may be for us, as on the drafts among the last
 * twenty pull requests. Two requests for each hundred repositories, and one for each fifty such issues and drafts.
 */
export async function askingIssues(octokit: ProbotOctokit, since: string): Promise<readonly AskingIssue[]> {
  const found: AskingIssue[] = []
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.request('GET /installation/repositories', { per_page: PER_PAGE, page })
    const { repositories } = Repositories.parse(data)
    if (repositories.length > 0) {
      const ids = repositories.map(({ node_id }) => node_id)
      const asked = { ids, label: TRIGGER_LABEL, since }
      const { data: answer } = await queryPartially(octokit, askingQuery(), asked)
      const nodes = Answer.parse(answer).nodes.flatMap((node) => node ?? [])
      for (const node of nodes) found.push(...(await labelledOf(octokit, node)))
      const labelled = new Set(found.map(({ issue }) => issueKey(issue)))
      const others = nodes.flatMap(changedOf).filter(({ issue }) => !labelled.has(issueKey(issue)))
      const drafts = nodes.flatMap((node) => changedDraftsOf(node, since))
      found.push(...(await withWords(octokit, [...others, ...drafts], since)))
    }
    if (repositories.length < PER_PAGE) break
  }
  return found
}

const Repositories = z.object({ repositories: z.array(z.object({ node_id: z.string() })) })

const RepositoryNode = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  issues: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(z.object({ number: z.int(), updatedAt: z.string() })),
  }),
  drafts: z
    .object({
      nodes: z.array(
        z.object({
          id: z.string(),
          updatedAt: z.string(),
          headRefName: z.string(),
          isCrossRepository: z.boolean(),
        }),
      ),
    })
    .optional(),
  changed: z
    .object({ nodes: z.array(z.object({ id: z.string(), number: z.int(), updatedAt: z.string() })) })
    .optional(),
})
type RepositoryNode = z.infer<typeof RepositoryNode>
const Answer = z.object({ nodes: z.array(RepositoryNode.nullable()) })

const labelledFields = `
      id name owner { login }
      issues(first: 100, after: $after, states: [OPEN], labels: [$label]) {
        pageInfo { hasNextPage endCursor }
        nodes { number updatedAt }
      }`

/** Issues of some repositories. */
export const askingQuery =
  () => `query AskingIssues($ids: [ID!]!, $label: String!, $since: DateTime!, $after: String) {
  nodes(ids: $ids) {
    __typename
    ... on Repository {${labelledFields}
      changed: issues(first: 100, states: [OPEN], filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { id number updatedAt }
      }
      drafts: pullRequests(first: ${PULL_REQUESTS}, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { id updatedAt headRefName isCrossRepository }
      }
    }
  }
}`

/** The next that have the label. */
export const labelledQuery = () => `query LabelledIssues($ids: [ID!]!, $label: String!, $after: String) {
  nodes(ids: $ids) {
    __typename
    ... on Repository {${labelledFields}
    }
  }
}`

export const wordsQuery = () => `query IssueWords($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Issue {
      id createdAt body
      labels(first: 30) { nodes { name } }
      comments(last: 20) { nodes { body createdAt lastEditedAt } }
    }
    ... on PullRequest { id comments(last: 20) { nodes { body createdAt lastEditedAt } } }
  }
}`

const Words = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        /** Of drafts only the comments are read. */
        createdAt: z.string().optional(),
        body: z.string().optional(),
        labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).optional(),
        comments: z.object({
          nodes: z.array(
            z.object({ body: z.string(), createdAt: z.string(), lastEditedAt: z.string().nullable() }),
          ),
        }),
      })
      .nullable(),
  ),
})

interface Changed extends AskingIssue {
  readonly id: string
}

function changedOf({ owner, name, changed }: RepositoryNode): Changed[] {
  return (changed?.nodes ?? []).map(({ id, number, updatedAt }) => ({
    ...{ id, updatedAt, by: 'words' },
    issue: { owner: owner.login, repo: name, number },
  }))
}

function changedDraftsOf({ owner, name, drafts }: RepositoryNode, since: string): Changed[] {
  return (drafts?.nodes ?? []).flatMap(({ id, updatedAt, headRefName, isCrossRepository }): Changed[] => {
    const place = isCrossRepository ? undefined : parseCandidateBranch(headRefName)
    if (!place || Date.parse(updatedAt) < Date.parse(since)) return []
    const issue = { owner: owner.login, repo: name, number: place.issue }
    return [{ id, issue, updatedAt, by: 'draft', run: place.run }]
  })
}

/** Those of them in which somebody may ask for something. */
async function withWords(
  octokit: ProbotOctokit,
  changed: readonly Changed[],
  since: string,
): Promise<AskingIssue[]> {
  const asking = new Set<string>()
  for (let at = 0; at < changed.length; at += TEXTS_AT_ONCE) {
    const ids = changed.slice(at, at + TEXTS_AT_ONCE).map(({ id }) => id)
    const { data } = await queryPartially(octokit, wordsQuery(), { ids })
    for (const node of Words.parse(data).nodes)
      if (node && mayAskSince(wordsOf(node), since)) asking.add(node.id)
  }
  return changed.filter(({ id }) => asking.has(id)).map(({ id: _, ...found }) => found)
}

function wordsOf({
  createdAt,
  body = '',
  labels,
  comments,
}: NonNullable<z.infer<typeof Words>['nodes'][number]>): IssueWords {
  return {
    ...{ createdAt, body },
    labels: labels?.nodes.map(({ name }) => name) ?? [],
    comments: comments.nodes.map((one) => ({ body: one.body, at: one.lastEditedAt ?? one.createdAt })),
  }
}

async function labelledOf(octokit: ProbotOctokit, first: RepositoryNode): Promise<AskingIssue[]> {
  const { owner, name } = first
  const found = [...first.issues.nodes]
  let { pageInfo } = first.issues
  for (let page = 1; pageInfo.hasNextPage && page < MAX_PAGES; page += 1) {
    const variables = { ids: [first.id], label: TRIGGER_LABEL, after: pageInfo.endCursor }
    const [node] = Answer.parse(await octokit.graphql(labelledQuery(), variables)).nodes
    if (!node) break
    found.push(...node.issues.nodes)
    pageInfo = node.issues.pageInfo
  }
  return found.map(({ number, updatedAt }) => ({
    issue: { owner: owner.login, repo: name, number },
    ...{ updatedAt, by: 'label' },
  }))
}
