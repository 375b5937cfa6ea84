import { createHash } from 'node:crypto'
import type { Measures } from '../../../domain/measures.ts'
import type { Patch } from '../../../domain/patch.ts'
import type { PatchContents } from '../../../ports/analysis.ts'

/** Everything but complexity. */
export async function measureContent(
  patch: Patch,
  contents: PatchContents,
): Promise<Omit<Measures, 'complexity'>> {
  const diff = await contents.diff()
  return {
    files: patch.files.map(({ path }) => ({ path, class: 'source' })),
    written: { insertions: patch.insertions, deletions: patch.deletions },
    apart: [],
    tests: { added: [], changed: [], weakened: [] },
    fixtures: [],
    findings: [],
    patchId: createHash('sha256').update(diff).digest('hex'),
  }
}
