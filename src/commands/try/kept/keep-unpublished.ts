import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { latestAttempt } from '../../../domain/candidate/latest-attempt.ts'
import type { Store } from '../../../ports/store.ts'
import type { Outcome } from '../../local/outcome.ts'
import { gitIn } from '../git.ts'

/**
 * Brings into the clone, each as a branch of its candidate's name, the patches that were kept from being published: whoever started
 * the run may see them. Answers their candidates.
 */
export async function keepUnpublished(
  clone: string,
  { speculation, candidates }: Outcome,
  store: Pick<Store, 'attempts' | 'bundle'>,
): Promise<readonly string[]> {
  const attempts = await store.attempts(speculation)
  const git = gitIn(clone)
  const kept: string[] = []
  for (const { id, branch, head } of candidates) {
    const attempt = latestAttempt(attempts, id)
    if (head !== null || attempt?.outcome?.kind !== 'patch') continue
    const bundle = await store.bundle({ speculation, candidate: id, number: attempt.number })
    if (bundle === undefined) continue
    const file = join(dirname(clone), 'patch.bundle')
    await writeFile(file, bundle, { mode: 0o600 })
    const { commit } = attempt.outcome.patch
    const { ok } = await git(['bundle', 'unbundle', file])
    await rm(file, { force: true })
    if (ok && (await git(['update-ref', `refs/heads/${branch}`, commit])).ok) kept.push(id)
  }
  return kept
}
