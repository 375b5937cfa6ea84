import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { latestAttempt } from '../../../domain/candidate/latest-attempt.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Store } from '../../../ports/store.ts'
import { readBundle } from './read-bundle.ts'

interface KeptPatchRequest {
  readonly run: string
  readonly candidate: string
  /** As it is called now. */
  readonly repository: RepositoryRef
  /** Of the app, with its clones. */
  readonly dataDir: string
}

/** The diff as `git diff` writes it, which is foreign text; or why there is none. */
export type KeptPatch =
  | { readonly kind: 'patch'; readonly diff: Buffer }
  | { readonly kind: 'none'; readonly why: WhyNoPatch }

/**
 * `entered`: it is somebody's pull request; `dropped`: patches are kept until the losers' branches are deleted; `elsewhere`: this machine
 * has no clone of the repository that it stands on.
 */
export type WhyNoPatch = 'unwritten' | 'entered' | 'dropped' | 'elsewhere'

/** What a candidate changes, from what the app itself has kept of it: also of one that never became a pull request. */
export async function readKeptPatch(
  store: Pick<Store, 'attempts' | 'bundle'>,
  { run, candidate, repository, dataDir }: KeptPatchRequest,
): Promise<KeptPatch> {
  const attempt = latestAttempt(await store.attempts(run), candidate)
  if (attempt?.outcome?.kind !== 'patch') return none('unwritten')
  const bundle = await store.bundle({ speculation: run, candidate, number: attempt.number })
  if (bundle === undefined) return none(attempt.task.kind === 'read' ? 'entered' : 'dropped')
  const { owner, repo } = repository
  const mirror = join(dataDir, 'workspace/mirrors', owner.toLowerCase(), `${repo.toLowerCase()}.git`)
  if (!existsSync(mirror)) return none('elsewhere')
  const { base, commit } = attempt.outcome.patch
  return { kind: 'patch', diff: await readBundle({ mirror, base, commit, bundle }) }
}

function none(why: WhyNoPatch): KeptPatch {
  return { kind: 'none', why }
}
