import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GraphKey, OpenIssue } from '../../../domain/issue/issue-graph.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Forge } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { fieldEstimates } from './field-estimates.ts'
import { type KeyOf, keysSeenFrom, keysWithoutNames } from './graph-keys.ts'

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
 * they wait for in other repositories is among them, as far as it can be read, but not what that waits for in its turn. What is private is
 * read for a private repository alone. Undefined where there are more than are read: what is known of a part says nothing of the whole.
 */
export async function openIssues(
  { octokit, dependencies, projects }: Pick<GitHubClient, 'octokit' | 'dependencies' | 'projects'>,
  { owner, repo }: RepositoryRef,
  { estimateField, isPrivate }: Parameters<Forge['openIssues']>[1],
): Promise<readonly OpenIssue[] | undefined> {
  const here = { owner, repo }
  const seen = keysSeenFrom(here)
  const listed = await listOpen(octokit, here)
  if (!listed) return undefined
  const blocked = listed.filter((issue) => (issue.issue_dependencies_summary?.blocked_by ?? 0) > 0)
  const split = withSubIssuesElsewhere(listed, seen)
  if (blocked.length + split.length > MAX_ASKED) return undefined
  const reader = isPrivate ? dependencies : octokit
  const blockers = new Map<number, readonly Listed[]>()
  for (const { number } of blocked) blockers.set(number, await blockersOf(reader, here, number))
  const subIssues: Listed[] = []
  for (const { number } of split) subIssues.push(...(await subIssuesOf(reader, here, number)))
  const others = [...[...blockers.values()].flat(), ...subIssues].filter(({ state }) => state === 'open')
  const keyOf = isPrivate ? await keysWithoutNames(octokit, others.map(addressOf), seen) : seen
  const ids = new Set([...listed, ...others].map(({ node_id }) => node_id))
  const estimates = estimateField ? await fieldEstimates(projects, [...ids], estimateField) : new Map()
  const toIssue = (issue: Listed, waitsFor: readonly Listed[] = []) =>
    toOpenIssue(issue, { keyOf, blockedBy: keysOf(waitsFor, keyOf), estimate: estimates.get(issue.node_id) })
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
function withSubIssuesElsewhere(listed: readonly Listed[], keyOf: KeyOf): readonly Listed[] {
  const parents = listed.map((issue) => parentOf(issue, keyOf))
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
  { keyOf, blockedBy, estimate }: Pick<OpenIssue, 'blockedBy' | 'estimate'> & { readonly keyOf: KeyOf },
): OpenIssue[] {
  return keysOf([listed], keyOf).map((key) => ({
    key,
    labels: listed.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    blockedBy,
    ...withoutUndefined({
      estimate,
      milestone: typeof key === 'number' ? listed.milestone?.title : undefined,
      parent: parentOf(listed, keyOf),
    }),
  }))
}

function keysOf(listed: readonly Listed[], keyOf: KeyOf): GraphKey[] {
  return listed.flatMap((issue) => keyOf(addressOf(issue)) ?? [])
}

function addressOf({ repository_url, number }: Listed): string {
  return `${repository_url}/issues/${number}`
}

function parentOf({ parent_issue_url }: Listed, keyOf: KeyOf): GraphKey | undefined {
  return parent_issue_url ? keyOf(parent_issue_url) : undefined
}
