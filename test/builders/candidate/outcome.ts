import { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { FileChange } from '../../../src/domain/candidate/patch.ts'
import { someMeasures } from '../judgement/measures.ts'
import { aPatch } from './patch.ts'

/** A patch, with what its author says of it and what was measured. */
export function anOutcome(
  candidate: string,
  overrides: { files?: FileChange[]; confidence?: number } = {},
): AttemptOutcome {
  const patch = aPatch(candidate, overrides.files)
  const { insertions, deletions, files } = patch
  const measures = someMeasures({
    files: files.map(({ path }) => ({ path, class: 'source' })),
    written: { insertions, deletions },
    patchId: candidate,
  })
  const confidence = overrides.confidence ?? 0.9
  const report = { rationale: `because of ${candidate}`, confidence, testsAdded: [], risks: [] }
  return AttemptOutcome.parse({ kind: 'patch', patch, report, usage: { seconds: 3 }, measures })
}
