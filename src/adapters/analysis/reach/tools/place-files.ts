import type { FoundJudge } from '../walk.ts'
import type { ToolFiles } from './tool.ts'
import { wordsOf } from './tools.ts'

/** The files of a tool as patterns, seen from the folder where it runs. */
export function placeFiles({ reads, loads, anywhere }: ToolFiles, folder: string): readonly FoundJudge[] {
  const above = foldersAbove(folder).map(escaped)
  const below = folder === '' ? '' : `${escaped(folder)}/`
  return [
    ...wordsOf(reads).flatMap((word) => [
      ...above.slice(0, -1).map((one) => found(`${one}${nameIn(word)}`, word, 'reads')),
      { ...found(`${below}**/${nameIn(word)}`, word, 'reads'), ownFolder: true as const },
    ]),
    ...wordsOf(loads).flatMap((word) => above.map((one) => found(`${one}${nameIn(word)}`, word, 'loads'))),
    ...wordsOf(anywhere).flatMap((word) => [
      ...above.slice(0, -1).map((one) => found(`${one}${nameIn(word)}`, word, howOf(word))),
      found(`${below}**/${nameIn(word)}`, word, howOf(word)),
    ]),
  ]
}

/** Of a part of any file, it is what the tool reads there. */
function howOf(word: string): FoundJudge['how'] {
  return word.includes('#') ? 'reads' : 'loads'
}

/** The folder itself and all above it, as beginnings of paths, the root first. */
export function foldersAbove(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/')
  return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)]
}

export function nameIn(word: string): string {
  const at = word.indexOf('#')
  return at < 0 ? word : word.slice(0, at)
}

function found(path: string, word: string, how: FoundJudge['how']): FoundJudge {
  const at = word.indexOf('#')
  const parts = at < 0 ? {} : { parts: word.slice(at + 1).split(',') }
  return { path, isPattern: true, ...parts, how }
}

/** Folders have names like `[id]` and `(group)`, which are not patterns. */
function escaped(folder: string): string {
  return folder.replace(/[\\^$*+?()[\]{}|!@]/g, '\\$&')
}
