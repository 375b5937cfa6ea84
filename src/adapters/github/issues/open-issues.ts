import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { OpenIssue } from '../../../domain/issue/issue-graph.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

const PER_PAGE = 100
const MAX_PAGES = 10
/** One request each. */
const MAX_BLOCKED = 100

const Listed = z.object({
  number: z.int(),
  pull_request: z.unknown().optional(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])),
  milestone: z.object({ title: z.string() }).nullish(),
  parent_issue_url: z.string().nullish(),
  issue_dependencies_summary: z.object({ blocked_by: z.int() }).optional(),
})
type Listed = z.infer<typeof Listed>

/**
 * The open issues and what they wait for: a request for each hundred, and one for each that is blocked. Undefined where there are more
 * than are read: what is known of a part says nothing of the whole.
 */
export async function openIssues(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
): Promise<readonly OpenIssue[] | undefined> {
  const listed: Listed[] = []
  for (let page = 1; ; page += 1) {
    if (page > MAX_PAGES) return undefined
    const wanted = { owner, repo, state: 'open' as const, per_page: PER_PAGE, page }
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', wanted)
    listed.push(...z.array(Listed).parse(data))
    if (data.length < PER_PAGE) break
  }
  const issues = listed.filter(({ pull_request }) => pull_request === undefined)
  const blocked = issues.filter((issue) => (issue.issue_dependencies_summary?.blocked_by ?? 0) > 0)
  if (blocked.length > MAX_BLOCKED) return undefined
  const blockers = new Map<number, readonly number[]>()
  for (const { number } of blocked)
    blockers.set(number, await blockersOf({ octokit }, { owner, repo }, number))
  return issues.map((issue) => toOpenIssue(issue, blockers.get(issue.number) ?? [], { owner, repo }))
}

/** GitHub lets an issue have 50 at most. Those of other repositories block here as well, but nothing is known of their work. */
async function blockersOf(
  { octokit }: Pick<GitHubClient, 'octokit'>,
  { owner, repo }: RepositoryRef,
  issue_number: number,
): Promise<readonly number[]> {
  const { data } = await octokit.request(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by',
    { owner, repo, issue_number, per_page: PER_PAGE },
  )
  return Blockers.parse(data).flatMap(({ number, repository_url }) =>
    isHere(repository_url, { owner, repo }) ? [number] : [],
  )
}

const Blockers = z.array(z.object({ number: z.int(), repository_url: z.string() }))

function toOpenIssue(
  { number, labels, milestone, parent_issue_url }: Listed,
  blockedBy: readonly number[],
  repository: RepositoryRef,
): OpenIssue {
  const [, parentsRepository = '', parent] =
    /^(.{1,500})\/issues\/(\d{1,9})$/.exec(parent_issue_url ?? '') ?? []
  const isParentHere = parent !== undefined && isHere(parentsRepository, repository)
  return {
    number,
    labels: labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    blockedBy,
    ...withoutUndefined({
      milestone: milestone?.title,
      parent: isParentHere ? Number(parent) : undefined,
    }),
  }
}

function isHere(url: string, { owner, repo }: RepositoryRef): boolean {
  return url.toLowerCase().endsWith(`/repos/${owner}/${repo}`.toLowerCase())
}
