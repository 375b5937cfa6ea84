import { messageOf } from '@speculate-dev/system'
import { z } from 'zod'
import type { Installations } from '../adapters/github/connection/installations/installations.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { proposeSettings } from '../effects/onboarding/propose-settings.ts'
import type { Log } from '../ports/operator.ts'
import type { Store } from '../ports/store.ts'
import { readContractInputs } from '../snapshot/read-contract-inputs.ts'

export interface OnboardOptions {
  readonly store: Pick<Store, 'note' | 'setNote'>
  readonly installations: Pick<Installations, 'repositories' | 'onboarding' | 'forgeFor'>
  readonly log: Log
}

/** An owner with very many repositories gets one pull request after the other, not all in one hour. */
const MOST_OPEN = 5

/**
 * Proposes the settings of every repository that the App is new to, once: as one pull request, of which an owner has five open at a time.
 * Forks, archived repositories, those that have settings and those in which nothing could judge are left alone. What was done is noted, so
 * that a pull request that was closed is not opened again. One repository that cannot be read keeps no other from being set up, and is
 * told once.
 */
export function createOnboard(options: OnboardOptions): () => Promise<void> {
  const told = new Set<string>()
  const tell = (about: string) => (error: unknown) => {
    const message = `onboarding of ${about}: ${messageOf(error)}`
    if (told.has(message)) return
    told.add(message)
    options.log(message)
  }
  return async () => {
    const installed = await options.installations.repositories().catch(tell('repositories'))
    const byOwner = Map.groupBy(installed ?? [], ({ owner }) => owner)
    for (const [owner, repositories] of byOwner)
      await onboardThoseOf(owner, { ...options, repositories, tell }).catch(tell(owner))
  }
}

interface OwnersRepositories extends OnboardOptions {
  readonly repositories: readonly RepositoryRef[]
  readonly tell: (about: string) => (error: unknown) => void
}

async function onboardThoseOf(
  owner: string,
  { repositories, tell, ...options }: OwnersRepositories,
): Promise<void> {
  const { store, log } = options
  const open = [...(await openOf(owner, options))]
  for (const repository of repositories) {
    if (open.length >= MOST_OPEN) return
    const name = `${owner}/${repository.repo}`
    if ((await store.note(noteOf(name))) !== undefined) continue
    try {
      const outcome = await onboard(repository, options)
      if (typeof outcome === 'number') {
        open.push({ repo: repository.repo, number: outcome })
        await store.setNote(openNoteOf(owner), JSON.stringify(open))
        log(`onboarding of ${name}: #${outcome} proposes its settings`, { level: 'info' })
      }
      await store.setNote(noteOf(name), String(outcome))
    } catch (error) {
      tell(name)(error)
    }
  }
}

async function onboard(
  repository: RepositoryRef,
  { installations }: Pick<OnboardOptions, 'installations'>,
): ReturnType<typeof proposeSettings> {
  const onboarding = await installations.onboarding(repository)
  return proposeSettings(onboarding, async ({ name: defaultBranch, head: defaultBranchHead }) => {
    const forge = await installations.forgeFor(repository)
    return readContractInputs(forge, repository, { defaultBranch, defaultBranchHead })
  })
}

const noteOf = (name: string) => `onboarding of ${name}`
const openNoteOf = (owner: string) => `onboarding open of ${owner}`

const OpenPullRequests = z.array(z.object({ repo: z.string(), number: z.int() }))
type OpenPullRequests = z.infer<typeof OpenPullRequests>

/** GitHub is asked which of them are still open only where there would be too many. */
async function openOf(
  owner: string,
  { store, installations }: Pick<OnboardOptions, 'store' | 'installations'>,
): Promise<OpenPullRequests> {
  const noted = OpenPullRequests.parse(JSON.parse((await store.note(openNoteOf(owner))) ?? '[]'))
  if (noted.length < MOST_OPEN) return noted
  const open: OpenPullRequests = []
  for (const one of noted) {
    const onboarding = await installations.onboarding({ owner, repo: one.repo }).catch(() => undefined)
    // Where the App is no more, nothing of it is in anybody's way.
    if (await onboarding?.isOpen(one.number)) open.push(one)
  }
  await store.setNote(openNoteOf(owner), JSON.stringify(open))
  return open
}
