import { readlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { CollectRequest } from '../../ports/workspace.ts'
import { git, gitLine } from './git.ts'
import { absolute, readInside } from './read-inside.ts'
import { CANDIDATE_REF } from './repository-files.ts'

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

/** Makes one commit on top of the base, byte for byte, without attributes, filters or an index; returns its id. */
export async function importFiles(request: ImportRequest): Promise<string> {
  let reason: unknown
  const stream = Readable.from(
    (async function* () {
      try {
        yield* commands(request)
      } catch (error) {
        reason = error
        throw error
      }
    })(),
    { objectMode: false },
  )
  const { gitDir } = request
  try {
    await git(['fast-import', '--quiet', '--force', '--done', '--date-format=raw'], { gitDir, input: stream })
  } catch (error) {
    throw reason ?? error
  }
  return gitLine(['rev-parse', '--verify', CANDIDATE_REF], { gitDir })
}

async function* commands(request: ImportRequest): AsyncGenerator<Buffer> {
  const { author, date, message, base, entries, root } = request
  const person = `${cleanName(author.name)} <${cleanName(author.email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`
  yield Buffer.from(`commit ${CANDIDATE_REF}\nauthor ${person}\ncommitter ${person}\n`)
  yield* data(Buffer.from(message))
  yield Buffer.from(`from ${base}\n`)
  // Deletions first: a file may have become a directory, or the other way round.
  for (const entry of entries) if (entry.kind === 'deleted') yield latin1(`D ${quoted(entry.path)}\n`)
  for (const entry of entries) {
    if (entry.kind === 'deleted') continue
    yield latin1(`M ${entry.mode} inline ${quoted(entry.path)}\n`)
    yield* data(
      entry.kind === 'link'
        ? await readlink(absolute(root, entry.path), { encoding: 'buffer' })
        : await readInside(root, entry.path, entry.bytes),
    )
  }
  yield Buffer.from('done\n')
}

function* data(content: Buffer): Generator<Buffer> {
  yield Buffer.from(`data ${content.length}\n`)
  if (content.length > 0) yield content
  yield Buffer.from('\n')
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')

const quoted = (path: string) =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

const cleanName = (text: string) => text.replaceAll(/[<>\n\0]/g, '')
