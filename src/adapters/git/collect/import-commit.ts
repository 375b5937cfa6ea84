import { Readable } from 'node:stream'
import type { CollectRequest } from '../../../ports/workspace.ts'
import { git, gitLine } from '../git.ts'
import { CANDIDATE_REF } from '../repository-files.ts'

export type NewCommit = Pick<CollectRequest, 'base' | 'message' | 'author' | 'date'>

/**
 * Makes one commit on top of the base, without attributes, filters or an index; returns its id. `changes` are commands of
 * git-fast-import(1).
 */
export async function importCommit(
  gitDir: string,
  commit: NewCommit,
  changes: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<string> {
  let reason: unknown
  const stream = Readable.from(
    (async function* () {
      try {
        yield* header(commit)
        yield* changes
        yield Buffer.from('done\n')
      } catch (error) {
        reason = error
        throw error
      }
    })(),
    { objectMode: false },
  )
  try {
    await git(['fast-import', '--quiet', '--force', '--done', '--date-format=raw'], { gitDir, input: stream })
  } catch (error) {
    throw reason ?? error
  }
  return gitLine(['rev-parse', '--verify', CANDIDATE_REF], { gitDir })
}

function* header({ author, date, message, base }: NewCommit): Generator<Buffer> {
  const person = `${cleanName(author.name)} <${cleanName(author.email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`
  yield Buffer.from(`commit ${CANDIDATE_REF}\nauthor ${person}\ncommitter ${person}\n`)
  yield* data(Buffer.from(message))
  yield Buffer.from(`from ${base}\n`)
}

export function* data(content: Buffer): Generator<Buffer> {
  yield Buffer.from(`data ${content.length}\n`)
  if (content.length > 0) yield content
  yield Buffer.from('\n')
}

/** `path` has one character per byte. */
export function change(words: string, path: string): Buffer {
  return Buffer.from(`${words} ${quoted(path)}\n`, 'latin1')
}

const quoted = (path: string) =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

const cleanName = (text: string) => text.replaceAll(/[<>\n\0]/g, '')
