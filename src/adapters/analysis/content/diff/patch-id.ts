import type { FileChange } from '../../../../domain/candidate/patch.ts'
import { sha256 } from '../../../../domain/sha256.ts'
import type { FileDiff } from './parse-diff.ts'

export interface PatchIdFile {
  readonly change: FileChange
  /** Undefined where the diff shows no lines of it: a binary file, a new mode, an empty file. */
  readonly diff: FileDiff | undefined
  /** SHA-256 of the content after, null when deleted or no regular file. */
  readonly hash: string | null
}

/**
 * In the sense of `git patch-id --stable`: equal for two patches that do the same, whatever the order of files, the line numbers of
 * hunks and white space. Unlike git's, it tells binary files apart by content, and keeps indentation where that is meaning.
 */
export function patchId(files: readonly PatchIdFile[]): string {
  const digests = files.map(fileDigest).sort()
  return sha256(digests.join('\n'))
}

const INDENTED = /\.(py|pyi|ya?ml|haml|slim|pug|coffee|sass|styl|fs|nim|hs|mk)$|(^|\/)Makefile$/i

function fileDigest({ change, diff, hash }: PatchIdFile): string {
  const indented = INDENTED.test(change.path)
  const lines = (diff?.body ?? []).map((line) => {
    const rest = line.slice(1)
    const indentation = indented ? (/^\s*/.exec(rest)?.[0] ?? '') : ''
    return `${line.charAt(0)}${indentation}${rest.replace(/\s+/g, '')}`
  })
  const { status, path, previousPath, mode, linkTarget } = change
  const content = diff && !change.binary ? lines : hash
  return sha256(JSON.stringify([status, path, previousPath, mode, linkTarget, content]))
}
