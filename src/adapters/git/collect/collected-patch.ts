import type { AttemptReport } from '../../../domain/candidate/attempt.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { CollectResult } from '../../../ports/workspace.ts'
import { git } from '../git.ts'
import { type MeasureRequest, measurePatch } from '../patch/measure-patch.ts'
import { patchContents } from '../patch/patch-contents.ts'
import { CANDIDATE_REF } from '../repository-files.ts'
import type { LeftAside } from './left-aside.ts'
import { Uncollectable } from './uncollectable.ts'

const MAX_PATCH_BYTES = 100_000_000
export const MAX_PATCH_FILES = 10_000

/** A commit of ours on the base, with all that is known of it. Throws `Uncollectable` when it changes nothing. */
export async function collectedPatch(
  request: MeasureRequest,
  { report, leftOut, tooLarge }: CollectedBeside,
): Promise<CollectResult> {
  const { gitDir, base } = request
  const patch = await measurePatch(request)
  if (patch.files.length === 0) throw noChanges()
  const bundle = await git(['bundle', 'create', '--quiet', '-', CANDIDATE_REF, `^${base}`], {
    gitDir,
    maxOutputBytes: 2 * MAX_PATCH_BYTES,
  })
  const contents = patchContents(request)
  const collected = { kind: 'patch' as const, patch, report, bundle: bundle.stdout, contents }
  return {
    ...collected,
    ...withoutUndefined({
      leftOut: leftOut.length > 0 ? leftOut : undefined,
      tooLarge: tooLarge.length > 0 ? tooLarge.map(({ path }) => path) : undefined,
    }),
  }
}

interface CollectedBeside extends LeftAside {
  readonly report: AttemptReport
}

export const noChanges = () => new Uncollectable('no-changes', 'The agent left every file as it was.')

/** Throws `Uncollectable` for more than a patch may hold. `entries` are the changed paths; those that are deleted have no bytes. */
export function expectBounded(entries: readonly { readonly kind: string; readonly bytes?: number }[]): void {
  if (entries.length > MAX_PATCH_FILES) {
    throw new Uncollectable('too-large', `${entries.length} files were changed.`)
  }
  const bytes = entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0)
  if (bytes > MAX_PATCH_BYTES) {
    throw new Uncollectable(
      'too-large',
      `The changed files have ${bytes.toLocaleString('en')} bytes together.`,
    )
  }
}

/** `tracked`: how many files the base has. */
export function expectRepositoryLeft(entries: readonly { readonly kind: string }[], tracked: number): void {
  const onlyDeletions = entries.every((entry) => entry.kind === 'deleted')
  if (onlyDeletions && tracked > 0 && entries.length === tracked) {
    throw new Uncollectable('damaged-work-tree', 'The agent deleted every file of the repository.')
  }
}
