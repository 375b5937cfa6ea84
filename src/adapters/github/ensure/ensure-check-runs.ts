import { z } from 'zod'
import { OWN_CHECK, type OwnCheck, type WantedCheckRun } from '../../../domain/checks/own-check.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { WantedCheckRuns } from '../../../ports/forge.ts'
import { ownCheckAmong } from '../checks/read-observations.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'
import { CheckRunNode } from '../facts/facts-answer.ts'
import { checkRunsOfCommitsQuery } from '../facts/facts-query.ts'
import { checkRunsMutation } from './mutations.ts'

/** What was written here last, by name and commit: what GitHub shows may be older. */
export type MadeCheckRuns = Map<string, OwnCheck>
const MOST_REMEMBERED = 200

/**
 * Makes and changes them in one request. GitHub lets several of one name stand beside each other, of which one that was never ended
 * would keep the commit from being done: what may be there already is looked for first, and left alone where it says the same.
 */
export async function ensureCheckRuns(
  client: GitHubClient,
  made: MadeCheckRuns,
  { repository, wanted }: { readonly repository: RepositoryRef; readonly wanted: WantedCheckRuns },
): Promise<void> {
  const { repositoryId, checkRuns, isNew = false, onlyMissing = false } = wanted
  const known = (one: WantedCheckRun) =>
    one.existing?.id === undefined ? made.get(placeOf(one)) : one.existing
  const unknown = checkRuns.filter((one) => known(one) === undefined)
  if (!isNew && unknown.length > 0)
    for (const [one, found] of await findOwn(client, repository, unknown)) remember(made, one, found)
  const all = checkRuns.map((one) => ({ ...one, existing: known(one) }))
  const create = all.filter(({ existing }) => existing === undefined)
  const update = all.filter((one) => one.existing !== undefined && !onlyMissing && !isSaid(one))
  if (create.length + update.length === 0) return
  const inputs = [
    ...create.map((one, n) => [
      `n${n}`,
      { repositoryId, name: nameOf(one), headSha: one.head, ...content(one) },
    ]),
    ...update.map((one, n) => [`u${n}`, { repositoryId, checkRunId: one.existing?.id, ...content(one) }]),
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
  for (const [n, one] of create.entries()) {
    const id = written[`n${n}`]?.checkRun?.id
    if (id !== undefined) remember(made, one, { id, ...stateOf(one) })
  }
  for (const one of update) remember(made, one, { id: one.existing?.id, ...stateOf(one) })
}

function nameOf({ name = OWN_CHECK }: WantedCheckRun): string {
  return name
}

function placeOf(one: WantedCheckRun): string {
  return `${nameOf(one)} ${one.head}`
}

function stateOf({ key, conclusion }: WantedCheckRun): Omit<OwnCheck, 'id'> {
  return { key, isCompleted: conclusion !== undefined }
}

/** One that has ended with these words is not written again: its annotations would be there twice. */
function isSaid({ existing, key, conclusion }: WantedCheckRun): boolean {
  return existing?.key === key && existing.isCompleted === (conclusion !== undefined)
}

const Written = z.record(
  z.string(),
  z.object({ checkRun: z.object({ id: z.string() }).nullable() }).nullable(),
)

function remember(made: MadeCheckRuns, one: WantedCheckRun, check: OwnCheck): void {
  if (made.size >= MOST_REMEMBERED) made.delete([...made.keys()][0] ?? '')
  made.set(placeOf(one), check)
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
}: WantedCheckRun) {
  const isFirst = existing?.isCompleted !== true
  return {
    externalId: key,
    status: conclusion === undefined ? 'IN_PROGRESS' : 'COMPLETED',
    ...withoutUndefined({ conclusion: conclusion?.toUpperCase(), detailsUrl: url }),
    output: {
      ...{ title, summary, text },
      ...(isFirst && annotations.length > 0 && { annotations: annotations.map(annotation) }),
    },
    actions: buttons.map(({ button, label, description }) => ({ identifier: button, label, description })),
  }
}

function annotation({ path, line, title, message }: WantedCheckRun['annotations'][number]) {
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
  wanted: readonly WantedCheckRun[],
): Promise<readonly (readonly [WantedCheckRun, OwnCheck])[]> {
  const heads = wanted.map(({ head }, n) => [`oid${n}`, head])
  const query = checkRunsOfCommitsQuery(wanted.length)
  const answer = await octokit.graphql(query, { owner, name: repo, ...Object.fromEntries(heads) })
  const { repository } = Commits.parse(answer)
  return wanted.flatMap((one, n) => {
    const nodes = Commit.safeParse(repository[`k${n}`]).data?.statusCheckRollup?.contexts.nodes ?? []
    const runs = nodes.flatMap((node) => CheckRunNode.safeParse(node).data ?? [])
    const found = ownCheckAmong(runs, { login, head: one.head, name: nameOf(one) })
    return found ? [[one, found] as const] : []
  })
}
