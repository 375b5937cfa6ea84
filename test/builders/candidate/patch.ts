import { FileChange, Patch } from '../../../src/domain/candidate/patch.ts'
import { BASE, commitOf, treeOf } from '../story.ts'

export function aFile(path: string, overrides: Partial<FileChange> = {}): FileChange {
  return FileChange.parse({
    path,
    status: 'modified',
    mode: '100644',
    insertions: 5,
    deletions: 2,
    binary: false,
    bytes: 400,
    ...overrides,
  })
}

export function aPatch(candidate: string, files: readonly FileChange[] = [aFile('src/client.js')]): Patch {
  const sum = (key: 'insertions' | 'deletions') => files.reduce((total, file) => total + file[key], 0)
  return Patch.parse({
    base: BASE,
    commit: commitOf(candidate),
    tree: treeOf(candidate),
    files,
    insertions: sum('insertions'),
    deletions: sum('deletions'),
  })
}
