import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Remains } from '../../../domain/run/remains.ts'
import { readCandidateMarker } from '../../../messages/marker.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf, toForgeError, withForgeErrors } from '../connection/sending/github-errors.ts'
import { closePullRequest } from '../ensure/close-pull-request.ts'
import { updateRefsMutation } from '../ensure/mutations.ts'
import { labelLooks } from '../issues/labels.ts'
import { ONBOARDING_BRANCH } from '../onboarding/onboarding.ts'

/** Taking out of a repository what the App has put there. */
export interface Removal {
  read(): Promise<Remains>
  /** What has moved since it was read, or is protected, is left alone: answers the names of these refs. */
  remove(remains: Remains): Promise<readonly string[]>
}

export function createRemoval(client: GitHubClient, repository: RepositoryRef): Removal {
  return {
    read: () => withForgeErrors(() => readRemains(client, repository)),
    remove: (remains) => withForgeErrors(() => removeRemains(client, repository, remains)),
  }
}

const Pull = z.object({
  number: z.int(),
  draft: z.boolean().optional(),
  body: z.string().nullable(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({ ref: z.string() }),
  base: z.object({ ref: z.string() }),
})
const Ref = z.object({ ref: z.string(), object: z.object({ sha: z.string() }) })
const Label = z.object({ name: z.string(), description: z.string().nullish() })

/** Branches below the names that runs have, and refs of ours that are no branches. */
const OURS =
  /^refs\/(?:heads\/speculate\/(?:configure$|[1-9]\d*\.[1-9]\d*\/.)|speculate\/(?:archive|objects)\/.)/

async function readRemains({ octokit, login }: GitHubClient, repository: RepositoryRef): Promise<Remains> {
  const open = { ...repository, state: 'open' as const, per_page: 100 }
  const pulls = z.array(Pull).parse(await octokit.paginate('GET /repos/{owner}/{repo}/pulls', open))
  const isOwn = ({ user, body, head }: z.infer<typeof Pull>) =>
    user?.login === login && (readCandidateMarker(body ?? '') !== undefined || head.ref === ONBOARDING_BRANCH)
  const own = pulls.filter(isOwn)
  // What proposes settings is no draft, and nobody's choice either.
  const isToClose = ({ draft, head }: z.infer<typeof Pull>) => draft || head.ref === ONBOARDING_BRANCH
  const [drafts, ready] = [own.filter(isToClose), own.filter((pull) => !isToClose(pull))]
  // Also of pull requests that others have opened from a branch of ours, or into one.
  const kept = pulls
    .filter((pull) => !drafts.includes(pull))
    .flatMap(({ head, base }) => [`refs/heads/${head.ref}`, `refs/heads/${base.ref}`])
  const refs = [
    ...(await matchingRefs(octokit, repository, 'heads/speculate/')),
    ...(await matchingRefs(octokit, repository, 'speculate/')),
  ]
  const all = await octokit.paginate('GET /repos/{owner}/{repo}/labels', { ...repository, per_page: 100 })
  const labels = z.array(Label).parse(all)
  const isOurs = ({ name, description }: z.infer<typeof Label>) =>
    labelLooks.some((look) => look.name === name && look.description === description)
  return {
    refs: refs
      .filter(({ ref }) => OURS.test(ref) && !kept.includes(ref))
      .map(({ ref, object }) => ({ name: ref, commit: object.sha })),
    labels: labels.filter(isOurs).map(({ name }) => name),
    drafts: drafts.map(({ number }) => number),
    ready: ready.map(({ number }) => number),
  }
}

async function matchingRefs(octokit: GitHubClient['octokit'], repository: RepositoryRef, ref: string) {
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}'
  return z.array(Ref).parse(await octokit.paginate(route, { ...repository, ref }))
}

const AT_ONCE = 50
const NO_COMMIT = '0'.repeat(40)

async function removeRemains(
  client: GitHubClient,
  repository: RepositoryRef,
  { refs, labels, drafts }: Remains,
): Promise<readonly string[]> {
  const { octokit } = client
  for (const number of drafts) await closePullRequest(client, repository, { number, nodeId: '' })
  const { data } = await octokit.request('GET /repos/{owner}/{repo}', repository)
  const left: string[] = []
  for (let from = 0; from < refs.length; from += AT_ONCE)
    left.push(...(await deleteRefs(octokit, data.node_id, refs.slice(from, from + AT_ONCE))))
  for (const name of labels) {
    const removed = octokit.request('DELETE /repos/{owner}/{repo}/labels/{name}', { ...repository, name })
    await removed.catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error
    })
  }
  return left
}

/** Compare-and-swap, all at once; where GitHub refuses one, each by itself, and that one stays: answers their names. */
async function deleteRefs(
  octokit: GitHubClient['octokit'],
  repository: string,
  refs: Remains['refs'],
): Promise<readonly string[]> {
  const updates = refs.map(({ name, commit }) => ({
    ...{ name, beforeOid: commit, afterOid: NO_COMMIT },
    force: true,
  }))
  try {
    await octokit.graphql(updateRefsMutation, { repository, updates })
    return []
  } catch (error) {
    if (toForgeError(error).kind !== 'unprocessable') throw error
    if (refs.length === 1) return refs.map(({ name }) => name)
    const left: string[] = []
    for (const one of refs) left.push(...(await deleteRefs(octokit, repository, [one])))
    return left
  }
}
