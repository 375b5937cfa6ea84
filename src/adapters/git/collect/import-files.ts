import { readlink } from 'node:fs/promises'
import type { CollectRequest } from '../../../ports/workspace.ts'
import { change, data, importCommit } from './import-commit.ts'
import { absolute, readInside } from './read-inside.ts'

/** One path of the work tree as it will be in the commit. */
export type Entry =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly mode: '100644' | '100755'
      readonly bytes: number
    }
  | { readonly kind: 'link'; readonly path: string; readonly mode: '120000'; readonly bytes: number }
  | { readonly kind: 'deleted'; readonly path: string }

export interface ImportRequest extends CollectRequest {
  readonly gitDir: string
  readonly root: string
  readonly entries: readonly Entry[]
}

/** Makes one commit of files on top of the base, byte for byte; returns its id. */
export function importFiles(request: ImportRequest): Promise<string> {
  return importCommit(request.gitDir, request, changes(request))
}

async function* changes({ entries, root }: ImportRequest): AsyncGenerator<Buffer> {
  // Deletions first: a file may have become a directory, or the other way round.
  for (const entry of entries) if (entry.kind === 'deleted') yield change('D', entry.path)
  for (const entry of entries) {
    if (entry.kind === 'deleted') continue
    yield change(`M ${entry.mode} inline`, entry.path)
    yield* data(
      entry.kind === 'link'
        ? await readlink(absolute(root, entry.path), { encoding: 'buffer' })
        : await readInside(root, entry.path, entry.bytes),
    )
  }
}
