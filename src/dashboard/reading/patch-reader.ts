import { createLimiter } from '@speculate-dev/system'
import { readKeptPatch } from '../../adapters/git/patch/read-kept-patch.ts'
import { competitors } from '../../domain/candidate/competitor.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import type { ShownPatch } from '../pages/patches-page.ts'
import { diffFiles } from './diff-files.ts'

/** Patches that are read at the same time, for all pages together: each of them starts git, in a repository of its own. */
const AT_ONCE = 2

interface PatchSources extends Pick<DashboardOptions, 'kept' | 'redact'> {
  readonly store: Parameters<typeof readKeptPatch>[0]
}

/** Reads what the candidates of a run change; what waits for its turn when the signal aborts is not read. */
export function createPatchReader({ store, kept, redact }: PatchSources) {
  const places = createLimiter(AT_ONCE)
  const read = async (run: Speculation, candidate: string): Promise<ShownPatch> => {
    if (!kept) return { candidate, diff: 'elsewhere' }
    const asked = { run: run.id, candidate, repository: run.issue, dataDir: kept.dataDir }
    const patch = await readKeptPatch(store, asked)
    if (patch.kind === 'none') return { candidate, diff: patch.why }
    // One that was kept from being pushed may hold what must not leave.
    return { candidate, diff: diffFiles(await redact(patch.diff.toString())) }
  }
  return (run: Speculation, signal: AbortSignal): Promise<readonly ShownPatch[]> =>
    Promise.all(
      competitors(run).map(async ({ id }) => {
        const leave = await places.take(signal, { key: run.id })
        return read(run, id).finally(leave)
      }),
    )
}
