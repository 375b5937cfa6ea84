import { join } from 'node:path'
import { writePatchFile } from '../../../adapters/audit/patch-files.ts'
import { git } from '../../../adapters/git/git.ts'
import type { Outcome } from '../../local/outcome.ts'

interface PatchesToKeep {
  readonly clone: string
  readonly outcome: Outcome
  readonly log: string
  /** Candidates whose patch was kept from being published. */
  readonly unpublished: readonly string[]
}

/**
 * Writes the patch of each candidate beside the log, also where nothing of it was published. Answers whose they are; one that cannot be
 * read is left out, because the result is still to be shown.
 */
export async function keepPatches({
  clone,
  outcome,
  log,
  unpublished,
}: PatchesToKeep): Promise<readonly string[]> {
  const written = outcome.candidates.filter(({ id, head }) => head !== null || unpublished.includes(id))
  const kept: string[] = []
  for (const { id, branch } of written) {
    const args = ['diff', ...PLAIN_DIFF, outcome.base, `refs/heads/${branch}`, '--']
    const patch = await git(args, { gitDir: join(clone, '.git') }).catch(() => undefined)
    if (patch === undefined) continue
    await writePatchFile(log, id, patch.stdout)
    kept.push(id)
  }
  return kept
}

export const PLAIN_DIFF = ['--no-ext-diff', '--no-textconv', '--no-color', '--binary']
