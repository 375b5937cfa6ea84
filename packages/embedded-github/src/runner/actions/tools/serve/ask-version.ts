import { posix } from 'node:path'
import type { Asked, AskRequest } from '../tool-action.ts'

export interface WrittenVersion {
  /** The input that names a version, or several, one on each line. */
  readonly version: string
  /** The input that names a file. */
  readonly file?: string
  /** Files that are looked into when neither is written, the first that is there. */
  readonly defaults?: readonly string[]
  versionsIn?(path: string, text: string): readonly string[]
}

/** The order that all of these actions share: the input, the file that an input names, the files that are looked for. */
export async function askVersion(
  { inputs, read }: AskRequest,
  { version, file, defaults = [], versionsIn = () => [] }: WrittenVersion,
): Promise<Asked> {
  if (version in inputs) {
    const text = inputs[version]
    return text === undefined
      ? { kind: 'later', otherwise: `no \`${version}\`` }
      : { kind: 'versions', versions: linesOf(text) }
  }
  if (file !== undefined && file in inputs) {
    const path = inWorkspace(inputs[file])
    const text = path === undefined ? undefined : await read(path)
    // An earlier step may still write it; when the action runs, that is over.
    if (path === undefined || text === undefined)
      return { kind: 'later', otherwise: `the file \`${path ?? inputs[file]}\` is not there` }
    return versionsOf(path, versionsIn(path, text))
  }
  for (const path of defaults) {
    const text = await read(path)
    const versions = text === undefined ? [] : versionsIn(path, text)
    if (versions.length > 0) return versionsOf(path, versions)
  }
  return { kind: 'any' }
}

function versionsOf(path: string, versions: readonly string[]): Asked {
  return versions.length === 0
    ? { kind: 'impossible', reason: `\`${path}\` names no version` }
    : { kind: 'versions', versions, of: path }
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A path below the workspace; undefined for what leads out of it. */
export function inWorkspace(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  const way = posix.normalize(path.replace(/^\.\//, ''))
  return way.startsWith('..') || way.startsWith('/') ? undefined : way
}
