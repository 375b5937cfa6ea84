import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CandidateId } from '../../domain/candidate/candidate.ts'

/** Writes what a candidate changes beside the log of its run, whose path is `log`. */
export async function writePatchFile(log: string, candidate: string, patch: Uint8Array): Promise<void> {
  const path = patchFile(log, candidate)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, patch, { mode: 0o600 })
}

/** Undefined where nothing of it lies beside the log. */
export async function readPatchFile(log: string, candidate: string): Promise<Buffer | undefined> {
  return readFile(patchFile(log, candidate)).catch(() => undefined)
}

/** Throws for what is not the name of a candidate, so that it leads nowhere else. */
function patchFile(log: string, candidate: string): string {
  return join(dirname(log), 'patches', `${CandidateId.parse(candidate)}.patch`)
}
