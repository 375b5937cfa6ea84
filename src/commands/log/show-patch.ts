import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPatchFile } from '../../adapters/audit/patch-files.ts'
import { CandidateId } from '../../domain/candidate/candidate.ts'
import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import { renderWhy } from '../../messages/terminal/render-why.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { findRun, readLog, requireIntact } from './read-log.ts'
import { repositoryOfRun } from './repository-of-run.ts'
import { withStore } from './with-store.ts'

/**
 * Prints what a candidate changes, from what the app has kept of it: also of one that never became a pull request. For `git apply` the
 * bytes are as they are; on a terminal nothing in them can command it.
 */
export async function showPatch(
  run: string,
  candidate: string | undefined,
  data: string | undefined,
): Promise<ExitCode> {
  if (candidate === undefined) throw new CommandError('--patch needs a candidate: name it after the run')
  if (!run.includes('#')) return print(await besideLog(run, candidate))
  return withStore<ExitCode>(data, async ({ store, dataDir }) => {
    const speculation = await findRun(store, run)
    const attempt = latestAttempt(await store.attempts(speculation), candidate)
    if (attempt?.outcome?.kind !== 'patch')
      throw new CommandError(`${speculation} has no patch of ${JSON.stringify(candidate)}`)
    const bundle = await store.bundle({ speculation, candidate, number: attempt.number })
    if (bundle === undefined) {
      const why =
        attempt.task.kind === 'read'
          ? 'it is a pull request of its own'
          : "patches are kept until the losers' branches are deleted"
      throw new CommandError(`the patch of ${candidate} is not kept here: ${why}`)
    }
    const { owner, repo } = await repositoryOfRun(store, speculation)
    const mirror = join(dataDir, 'workspace/mirrors', owner.toLowerCase(), `${repo.toLowerCase()}.git`)
    if (!existsSync(mirror))
      throw new CommandError(
        `the repository that it stands on is not in ${dataDir}: run this where the app runs`,
      )
    const { readBundle } = await import('../../adapters/git/patch/read-bundle.ts')
    const { base, commit } = attempt.outcome.patch
    return print(await readBundle({ mirror, base, commit, bundle }))
  })
}

/** `try` leaves the patches of all its candidates beside the log. */
async function besideLog(file: string, candidate: string): Promise<Buffer> {
  const entries = requireIntact(await readLog(file, undefined))
  if (!CandidateId.safeParse(candidate).success || renderWhy(entries, candidate, 100) === undefined)
    throw new CommandError(`${file} has no candidate ${JSON.stringify(candidate)}`)
  const patch = await readPatchFile(file, candidate)
  if (patch === undefined)
    throw new CommandError(
      `there is no patch of ${candidate} beside ${file}: it wrote none, or the log was moved away from its patches`,
    )
  return patch
}

function print(patch: Buffer): ExitCode {
  process.stdout.write(process.stdout.isTTY ? visible(patch.toString('utf8')) : patch)
  return 0
}

function visible(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, (character) => `<${character.codePointAt(0)?.toString(16)}>`)
}
