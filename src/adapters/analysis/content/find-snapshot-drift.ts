import type { FileClass, Finding } from '../../../domain/measures.ts'
import type { FileChange } from '../../../domain/patch.ts'
import { classOfPath } from './classify-file.ts'

/**
 * A snapshot that the base has is what everybody agreed on: changing or deleting it is drift, whatever the reason, because the test
 * that compares with it proves nothing any more. A new snapshot, or one that only moved with its test, is none.
 */
export function findSnapshotDrift(file: FileChange, fileClass: FileClass): readonly Finding[] {
  const moved = file.status === 'renamed' && file.insertions + file.deletions === 0 && !file.binary
  const existed = file.status !== 'added' && file.status !== 'copied'
  const was = file.previousPath === undefined ? fileClass : classOfPath(file.previousPath)
  if (!existed || moved || was !== 'snapshot') return []
  const rule = file.status === 'deleted' ? 'deleted' : 'changed'
  const path = file.previousPath ?? file.path
  const detail = `${rule === 'deleted' ? 'deletes' : 'changes'} a snapshot that exists on the base`
  return [{ category: 'snapshot-drift', rule, path, line: null, detail }]
}
