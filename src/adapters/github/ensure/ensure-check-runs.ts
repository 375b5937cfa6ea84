import { z } from 'zod'
import { OWN_CHECK } from '../../../domain/checks/own-check.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { CheckRunToWrite } from '../../../domain/run/step.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { ownCheckAmong } from '../checks/read-observations.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'
import { CheckRunNode } from '../facts/facts-answer.ts'
import { checkRunsOfCommitsQuery } from '../facts/facts-query.ts'
import { checkRunsMutation } from './mutations.ts'

interface Wanted {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly checkRuns: readonly CheckRunToWrite[]
  /** Nobody has tried to make those that are not there. */
  readonly isNew?: boolean | undefined
}

/** Ids of check runs that were made here, by their commits: what GitHub shows may be older. */
export type MadeCheckRuns = Map<string, string>
const MOST_REMEMBERED = 200

/**
 * Makes and changes them in one request. GitHub lets several of one name stand beside each other, of which one that was never ended
 * would keep the commit from being done: what may be there already is looked for first.
 */
export async function ensureCheckRuns(
  client: GitHubClient,
  made: MadeCheckRuns,
  { repository, wanted }: { readonly repository: RepositoryRef; readonly wanted: Wanted },
): Promise<void> {
  const { repositoryId, checkRuns, isNew = false } = wanted
  const idOf = ({ existing, head }: CheckRunToWrite) => existing?.id ?? made.get(head)
  const unknown = checkRuns.filter((one) => idOf(one) === undefined)
  if (!isNew && unknown.length > 0)
    for (const [head, id] of await findOwn(client, repository, unknown)) remember(made, head, id)
  const create = checkRuns.filter((one) => idOf(one) === undefined)
  const update = checkRuns.filter((one) => idOf(one) !== undefined)
  const inputs = [
    ...create.map((one, n) => [
      `n${n}`,
      { repositoryId, name: OWN_CHECK, headSha: one.head, ...content(one) },
    ]),
    ...update.map((one, n) => [`u${n}`, { repositoryId, checkRunId: idOf(one), ...content(one) }]),
  ]
  const answer = await client.checks
    .graphql(checkRunsMutation(create.length, update.length), {
      ...Object.fromEntries(inputs),
      request: { retries: 0 },
    })
    .catch((error: unknown): never => {
      throw notGranted(toForgeError(error))
    })
  const written = Written.parse(answer)
  for (const [n, { head }] of create.entries()) {
    const id = written[`n${n}`]?.checkRun?.id
    if (id !== undefined) remember(made, head, id)
  }
}

const Written = z.record(
  z.string(),
  z.object({ checkRun: z.object({ id: z.string() }).nullable() }).nullable(),
)

function remember(made: MadeCheckRuns, head: string, id: string): void {
  if (made.size >= MOST_REMEMBERED) made.delete([...made.keys()][0] ?? '')
  made.set(head, id)
}

/** GitHub adds the annotations of every change to those before, so they come with the one that ends it. */
function content({
  key,
  url,
  conclusion,
  title,
  summary,
  text,
  annotations,
  buttons,
  existing,
}: CheckRunToWrite) {
  const isFirst = existing?.isCompleted !== true
  return {
    externalId: key,
    detailsUrl: url,
    status: conclusion === undefined ? 'IN_PROGRESS' : 'COMPLETED',
    ...withoutUndefined({ conclusion: conclusion?.toUpperCase() }),
    output: {
      ...{ title, summary, text },
      ...(isFirst && annotations.length > 0 && { annotations: annotations.map(annotation) }),
    },
    actions: buttons.map(({ button, label, description }) => ({ identifier: button, label, description })),
  }
}

function annotation({ path, line, title, message }: CheckRunToWrite['annotations'][number]) {
  const location = { startLine: line, endLine: line }
  return { path, location, annotationLevel: 'FAILURE', title, message }
}

const Commits = z.object({ repository: z.record(z.string(), z.unknown()) })
const Commit = z.object({
  statusCheckRollup: z.object({ contexts: z.object({ nodes: z.array(z.unknown()) }) }).nullable(),
})

async function findOwn(
  { octokit, login }: GitHubClient,
  { owner, repo }: RepositoryRef,
  wanted: readonly CheckRunToWrite[],
): Promise<readonly (readonly [string, string])[]> {
  const heads = wanted.map(({ head }, n) => [`oid${n}`, head])
  const query = checkRunsOfCommitsQuery(wanted.length)
  const answer = await octokit.graphql(query, { owner, name: repo, ...Object.fromEntries(heads) })
  const { repository } = Commits.parse(answer)
  return wanted.flatMap(({ head }, n) => {
    const nodes = Commit.safeParse(repository[`k${n}`]).data?.statusCheckRollup?.contexts.nodes ?? []
    const runs = nodes.flatMap((node) => CheckRunNode.safeParse(node).data ?? [])
    const id = ownCheckAmong(runs, { login, head })?.id
    return id === undefined ? [] : [[head, id] as const]
  })
}
