import { nodeId } from '../../ids.ts'
import type { Repository } from '../../model.ts'
import type { View } from './view.ts'

/** Where GitHub cuts a text, as its documentation of `isTruncated` has it seen. */
const MAX_TEXT_BYTES = 512_000

/** The file that `commit:path` names; null where there is none. */
export async function blobView({ github }: View, repository: Repository, expression: string) {
  const at = expression.indexOf(':')
  if (at < 0) return null
  const git = github.git(repository)
  const commit = await git.resolve(expression.slice(0, at))
  const entry = commit === undefined ? undefined : await git.entryAt(commit, expression.slice(at + 1))
  if (entry === undefined || entry.type !== 'blob') return null
  const content = (await git.blob(entry.oid)) ?? Buffer.alloc(0)
  const isBinary = content.includes(0)
  return {
    __typename: 'Blob',
    id: nodeId('Blob', repository.id, entry.oid),
    oid: entry.oid,
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > MAX_TEXT_BYTES,
    text: isBinary ? null : content.subarray(0, MAX_TEXT_BYTES).toString('utf8'),
  }
}
