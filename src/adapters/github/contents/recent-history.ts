import { z } from 'zod'
import type { AreaHistory, PastChange } from '../../../domain/issue/checklist.ts'
import type { IssueRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { HistoryQuery, RecentHistory } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** One query for all that a beginning asks of the past: it costs two points at most. */
export async function recentHistory(
  { octokit }: GitHubClient,
  { owner, repo, number }: IssueRef,
  { commit, paths }: HistoryQuery,
): Promise<RecentHistory> {
  const asked = paths.slice(0, MAX_PATHS)
  const named = Object.fromEntries(asked.map((path, n) => [`path${n}`, path]))
  const variables = { owner, name: repo, issue: number, commit, ...named }
  const answer = Answer.parse(await octokit.graphql(historyQuery(asked.length), variables))
  const { issue, object } = answer.repository
  const { history, statusCheckRollup, ...rest } = object
  const narrow = asked.map((_, n) => History.parse(rest[`h${n}`]))
  const area = narrow.length > 0 ? narrow : [history]
  return {
    subjects: history.nodes.map(({ message }) => subjectOf(message)),
    assignees: issue.assignees.nodes.map(({ login }) => login),
    area: {
      changes: changesOf(area.flatMap(({ nodes }) => nodes)),
      ...withoutUndefined({ checkMinutes: minutesOf(statusCheckRollup?.contexts.nodes ?? []) }),
    },
  }
}

const COMMITS = 30
const MAX_PATHS = 3
const MAX_SUBJECT = 200

/** GitHub cuts `messageHeadline`, and a subject ends where its author has ended it. */
export const historyQuery = (
  paths: number,
) => `query History($owner: String!, $name: String!, $issue: Int!, $commit: GitObjectID!${each(paths, (n) => `, $path${n}: String!`)}) {
  repository(owner: $owner, name: $name) {
    issue(number: $issue) { assignees(first: 10) { nodes { login } } }
    object(oid: $commit) {
      __typename
      ... on Commit {
        history(first: ${COMMITS}) { ...Changes }${each(paths, (n) => `\n        h${n}: history(first: ${COMMITS}, path: $path${n}) { ...Changes }`)}
        statusCheckRollup { contexts(first: 100) { nodes { __typename ... on CheckRun { startedAt completedAt } } } }
      }
    }
  }
}
fragment Changes on CommitHistoryConnection {
  nodes { oid message committedDate associatedPullRequests(first: 1) { nodes { createdAt mergedAt } } }
}`

function each(amount: number, toText: (n: number) => string): string {
  return [...Array(amount).keys()].map(toText).join('')
}

const ChangeNode = z.object({
  oid: z.string(),
  message: z.string(),
  committedDate: z.string(),
  associatedPullRequests: z
    .object({ nodes: z.array(z.object({ createdAt: z.string(), mergedAt: z.string().nullable() })) })
    .nullish(),
})
const History = z.object({ nodes: z.array(ChangeNode) })
const CheckNode = z.object({ startedAt: z.string().nullish(), completedAt: z.string().nullish() })
const Answer = z.object({
  repository: z.object({
    issue: z.object({ assignees: z.object({ nodes: z.array(z.object({ login: z.string() })) }) }),
    object: z.looseObject({
      history: History,
      statusCheckRollup: z.object({ contexts: z.object({ nodes: z.array(CheckNode) }) }).nullish(),
    }),
  }),
})

/** One that changes several of the files is one change. */
function changesOf(nodes: readonly z.infer<typeof ChangeNode>[]): PastChange[] {
  const single = [...new Map(nodes.map((node) => [node.oid, node])).values()]
  return single
    .map(({ message, committedDate, associatedPullRequests }) => {
      const [pull] = associatedPullRequests?.nodes ?? []
      const reviewMinutes = pull?.mergedAt == null ? undefined : minutesBetween(pull.createdAt, pull.mergedAt)
      return { subject: subjectOf(message), at: committedDate, ...withoutUndefined({ reviewMinutes }) }
    })
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
}

function subjectOf(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, MAX_SUBJECT)
}

/** From the first start to the last end of the checks that have ended. */
function minutesOf(checks: readonly z.infer<typeof CheckNode>[]): AreaHistory['checkMinutes'] {
  const ended = checks.flatMap(({ startedAt, completedAt }) =>
    startedAt == null || completedAt == null ? [] : [{ startedAt, completedAt }],
  )
  if (ended.length === 0) return undefined
  const first = Math.min(...ended.map(({ startedAt }) => Date.parse(startedAt)))
  return (Math.max(...ended.map(({ completedAt }) => Date.parse(completedAt))) - first) / 60_000
}

function minutesBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 60_000)
}
