import type { FileChange } from '../../../../domain/candidate/patch.ts'
import type { FileClass, Finding } from '../../../../domain/judgement/measures.ts'
import { classOfPath } from '../classify-file.ts'
import { snapshotEntries } from './snapshot-entries.ts'

export interface SnapshotChange {
  readonly change: FileChange
  readonly class: FileClass
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * A snapshot that the base has is what everybody agreed on: changing or deleting it is drift, whatever the reason, because the test
 * that compares with it proves nothing any more. A new snapshot, or one that only moved with its test, is none; nor is a new entry
 * in a file that holds several.
 */
export function findSnapshotDrift(file: SnapshotChange): readonly Finding[] {
  const { change } = file
  const moved = change.status === 'renamed' && change.insertions + change.deletions === 0 && !change.binary
  const existed = change.status !== 'added' && change.status !== 'copied'
  const was = change.previousPath === undefined ? file.class : classOfPath(change.previousPath)
  if (!existed || moved || was !== 'snapshot') return []
  const path = change.previousPath ?? change.path
  if (change.status === 'deleted')
    return [
      drift({ rule: 'deleted', path, line: null, detail: 'deletes a snapshot that exists on the base' }),
    ]
  const entries = drifted(file)
  if (entries?.length === 0) return []
  const [first] = entries ?? []
  if (!first)
    return [
      drift({ rule: 'changed', path, line: null, detail: 'changes a snapshot that exists on the base' }),
    ]
  const count = entries?.length === 1 ? 'a snapshot that exists' : `${entries?.length} snapshots that exist`
  return [
    drift({ rule: 'changed', path, line: first.line, detail: `changes or removes ${count} on the base` }),
  ]
}

function drift(one: Omit<Finding, 'category'>): Finding {
  return { category: 'snapshot-drift', ...one }
}

/** The entries of the base that are others now, or gone; undefined where the file is one snapshot as a whole. */
function drifted({ change, before, after }: SnapshotChange): readonly { line: number }[] | undefined {
  if (before === undefined || after === undefined) return undefined
  const was = snapshotEntries(change.previousPath ?? change.path, before)
  const is = snapshotEntries(change.path, after)
  if (!was || !is) return undefined
  const fresh = new Set([...is].filter(([name]) => !was.has(name)).map(([, { text }]) => text))
  return [...was].flatMap(([name, { text, line }]) => {
    const now = is.get(name)
    // A test that got another name took its snapshot along.
    const isKept = now ? now.text === text : fresh.has(text)
    return isKept ? [] : [{ line: now?.line ?? line }]
  })
}
