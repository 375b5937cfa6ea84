import { z } from 'zod'
import { issueKey, RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GraphKey, OpenIssue } from '../../../domain/issue/issue-graph.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { fieldEstimates } from './field-estimates.ts'

const PER_PAGE = 100
const MAX_PAGES = 10
/** One request each. */
const MAX_ASKED = 100

const Listed = z.object({
  number: z.int(),
  node_id: z.string(),
  repository_url: z.string(),
  state: z.string(),
  pull_request: z.unknown().optional(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])),
  milestone: z.object({ title: z.string() }).nullish(),
  parent_issue_url: z.string().nullish(),
  issue_dependencies_summary: z.object({ blocked_by: z.int() }).optional(),
  sub_issues_summary: z.object({ total: z.int(), completed: z.int() }).optional(),
})
type Listed = z.infer<typeof Listed>

/**
 * The open issues and what they wait for: a request for each hundred, and one for each that is blocked or has sub-issues elsewhere. What
 * they wait for in other repositories is among them, as far as it can be read, but not what that waits for in its turn. Undefined where
 * there are more than are read: what is known of a part says nothing of the whole.
 */
export async function openIssues(
  { octokit, projects }: Pick<GitHubClient, 'octokit' | 'projects'>,
  { owner, repo }: RepositoryRef,
  { estimateField }: { readonly estimateField: string | undefined },
): Promise<readonly OpenIssue[] | undefined> {
  const here = { owner, repo }
  const listed = await listOpen(octokit, here)
  if (!listed) return undefined
  const blocked = listed.filter((issue) => (issue.issue_dependencies_summary?.blocked_by ?? 0) > 0)
  const split = withSubIssuesElsewhere(listed, here)
  if (blocked.length + split.length > MAX_ASKED) return undefined
  const blockers = new Map<number, readonly Listed[]>()
  for (const { number } of blocked) blockers.set(number, await blockersOf(octokit, here, number))
  const subIssues: Listed[] = []
  for (const { number } of split) subIssues.push(...(await subIssuesOf(octokit, here, number)))
  const others = [...[...blockers.values()].flat(), ...subIssues].filter(({ state }) => state === 'open')
  const ids = new Set([...listed, ...others].map(({ node_id }) => node_id))
  const estimates = estimateField ? await fieldEstimates(projects, [...ids], estimateField) : new Map()
  const toIssue = (issue: Listed, waitsFor: readonly Listed[] = []) =>
    toOpenIssue(issue, { here, blockedBy: keysOf(waitsFor, here), estimate: estimates.get(issue.node_id) })
  return [
    ...listed.flatMap((issue) => toIssue(issue, blockers.get(issue.number))),
    ...elsewhere(others.flatMap((issue) => toIssue(issue))),
  ]
}

type Octokit = GitHubClient['octokit']

async function listOpen(octokit: Octokit, here: RepositoryRef): Promise<readonly Listed[] | undefined> {
  const listed: Listed[] = []
  for (let page = 1; ; page += 1) {
    if (page > MAX_PAGES) return undefined
    const wanted = { ...here, state: 'open' as const, per_page: PER_PAGE, page }
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', wanted)
    listed.push(...z.array(Listed).parse(data))
    if (data.length < PER_PAGE) break
  }
  return listed.filter(({ pull_request }) => pull_request === undefined)
}

/** Those that have more open sub-issues than are here. */
function withSubIssuesElsewhere(listed: readonly Listed[], here: RepositoryRef): readonly Listed[] {
  const parents = listed.map((issue) => parentOf(issue, here))
  return listed.filter(({ number, sub_issues_summary: all }) => {
    const found = parents.filter((parent) => parent === number).length
    return all !== undefined && all.total - all.completed > found
  })
}

/** GitHub lets an issue have 50 at most, and leaves out those that the App may not see. */
async function blockersOf(octokit: Octokit, here: RepositoryRef, issue_number: number) {
  const { data } = await octokit.request(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by',
    { ...here, issue_number, per_page: PER_PAGE },
  )
  return z.array(Listed).parse(data)
}

/** At most 100. */
async function subIssuesOf(octokit: Octokit, here: RepositoryRef, issue_number: number) {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues', {
    ...{ ...here, issue_number, per_page: PER_PAGE },
  })
  return z.array(Listed).parse(data)
}

/** Each once, however many wait for it. */
function elsewhere(found: readonly OpenIssue[]): OpenIssue[] {
  const away = found.filter(({ key }) => typeof key === 'string')
  return [...new Map(away.map((issue) => [issue.key, issue])).values()]
}

/** Nothing where its address is none that is known. */
function toOpenIssue(
  listed: Listed,
  { here, blockedBy, estimate }: Pick<OpenIssue, 'blockedBy' | 'estimate'> & { readonly here: RepositoryRef },
): OpenIssue[] {
  return keysOf([listed], here).map((key) => ({
    key,
    labels: listed.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    blockedBy,
    ...withoutUndefined({
      estimate,
      milestone: typeof key === 'number' ? listed.milestone?.title : undefined,
      parent: parentOf(listed, here),
    }),
  }))
}

function keysOf(listed: readonly Listed[], here: RepositoryRef): GraphKey[] {
  return listed.flatMap(
    ({ number, repository_url }) => keyAt(`${repository_url}/issues/${number}`, here) ?? [],
  )
}

function parentOf({ parent_issue_url }: Listed, here: RepositoryRef): GraphKey | undefined {
  return parent_issue_url ? keyAt(parent_issue_url, here) : undefined
}

/** What an issue is known by, from its address in the API. */
function keyAt(url: string, here: RepositoryRef): GraphKey | undefined {
  const [, owner, repo, number] = /\/repos\/([^/]{1,100})\/([^/]{1,100})\/issues\/(\d{1,9})$/.exec(url) ?? []
  const repository = RepositoryRef.safeParse({ owner, repo }).data
  if (!repository) return undefined
  return isSame(repository, here) ? Number(number) : issueKey({ ...repository, number: Number(number) })
}

function isSame(one: RepositoryRef, other: RepositoryRef): boolean {
  return `${one.owner}/${one.repo}`.toLowerCase() === `${other.owner}/${other.repo}`.toLowerCase()
}
