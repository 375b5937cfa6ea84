import type { Clock } from '@speculate-dev/system'
import { z } from 'zod'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { passOrdinary, requiresOwnCheck } from '../effects/publish/pass-ordinary.ts'
import type { Forge } from '../ports/forge.ts'
import type { Store } from '../ports/store.ts'

interface PassContext {
  readonly store: Pick<Store, 'note' | 'setNote'>
  readonly clock: Clock
}

/** What was seen of the default branch. */
const Seen = z.object({ branch: z.string(), requires: z.boolean(), at: z.number() })
type Seen = z.infer<typeof Seen>

/** A default branch seldom gets another name. */
const NAME_LASTS_MS = 6 * 60 * 60_000

/**
 * Lets ordinary pull requests pass where the default branch requires the check of candidates. Where it does not, which is nearly
 * everywhere, this costs two questions that GitHub does not count while their answers stay the same.
 */
export async function passWhereRequired(
  forge: Forge,
  repository: RepositoryRef,
  { store, clock }: PassContext,
): Promise<void> {
  const before = await readSeen(repository, store)
  const now = clock.now()
  const isFresh = before !== undefined && now >= before.at && now - before.at < NAME_LASTS_MS
  const named = isFresh ? undefined : await forge.repositoryFacts(repository)
  const branch = named?.defaultBranch ?? before?.branch ?? ''
  const requires = await requiresOwnCheck(forge, repository, branch)
  if (!isFresh || before.requires !== requires)
    await writeSeen(repository, store, { branch, requires, at: isFresh ? before.at : now })
  if (!requires) return
  const facts = named ?? (await forge.repositoryFacts(repository))
  if (!facts.isArchived && facts.mayWriteChecks === true) await passOrdinary(forge, facts)
}

/** As far as it was seen. */
export async function isCheckRequired(
  repository: RepositoryRef,
  store: Pick<Store, 'note'>,
): Promise<boolean> {
  return (await readSeen(repository, store))?.requires === true
}

async function readSeen(repository: RepositoryRef, store: Pick<Store, 'note'>): Promise<Seen | undefined> {
  const note = await store.note(nameOf(repository))
  return note === undefined ? undefined : Seen.parse(JSON.parse(note))
}

async function writeSeen(
  repository: RepositoryRef,
  store: Pick<Store, 'setNote'>,
  seen: Seen,
): Promise<void> {
  await store.setNote(nameOf(repository), JSON.stringify(seen))
}

function nameOf({ owner, repo }: RepositoryRef): string {
  return `default branch of ${owner}/${repo}`
}
