import { readPatchFile } from '../../adapters/audit/patch-files.ts'
import type { WhyNoPatch } from '../../adapters/git/patch/read-kept-patch.ts'
import { CandidateId } from '../../domain/candidate/candidate.ts'
import { renderWhy } from '../../messages/terminal/why/render-why.ts'
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
    const repository = await repositoryOfRun(store, speculation)
    const { readKeptPatch } = await import('../../adapters/git/patch/read-kept-patch.ts')
    const kept = await readKeptPatch(store, { run: speculation, candidate, repository, dataDir })
    if (kept.kind === 'patch') return print(kept.diff)
    throw new CommandError(whyNone(kept.why, { run: speculation, candidate, dataDir }))
  })
}

function whyNone(
  why: WhyNoPatch,
  { run, candidate, dataDir }: { readonly run: string; readonly candidate: string; readonly dataDir: string },
): string {
  switch (why) {
    case 'unwritten':
      return `${run} has no patch of ${JSON.stringify(candidate)}`
    case 'entered':
      return `the patch of ${candidate} is not kept here: it is a pull request of its own`
    case 'dropped':
      return `the patch of ${candidate} is not kept here: patches are kept until the losers' branches are deleted`
    case 'elsewhere':
      return `the repository that it stands on is not in ${dataDir}: run this where the app runs`
    default:
      return why satisfies never
  }
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
