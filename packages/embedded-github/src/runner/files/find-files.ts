import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { JobDirectory } from '../job/job-directory.ts'
import { createGlob } from './create-glob.ts'
import { isInside, pathInJob } from './paths-in-job.ts'

export interface FoundFiles {
  /** Absolute, of the folder that all of them are relative to. */
  readonly root: string
  /** From the root; a link stands for the file that it leads to. */
  readonly files: readonly string[]
}

/** More than anybody uploads. */
const MAX_FILES = 20_000

/**
 * The files that patterns of `path` name, as actions/upload-artifact finds them: of one pattern from its first folder without a star, of
 * several from the folder that all of these have in common. Nothing outside of the job's own folder is looked at, also not by a link.
 */
export async function findFiles(
  text: string,
  directory: JobDirectory,
  { hidden }: { readonly hidden: boolean },
): Promise<FoundFiles | 'too-many'> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const patterns = lines.map((line) => {
    const isNegated = line.startsWith('!')
    const path = pathInJob(line.replace(/^!+/, ''), directory)
    return { isNegated, path, start: startOf(path) }
  })
  const wanted = patterns.filter(({ isNegated }) => !isNegated)
  const starts = [...new Set(wanted.map(({ start }) => start))].filter((start) =>
    isInside(start, directory.root),
  )
  const isMatch = createGlob(patterns.map(({ isNegated, path }) => `${isNegated ? '!' : ''}${path}`))
  const real = await realpath(directory.root)
  const found = new Set<string>()
  for (const start of starts) {
    for await (const path of filesUnder(start, { hidden, real })) {
      if (!isMatch(path.slice(1))) continue
      found.add(path)
      if (found.size > MAX_FILES) return 'too-many'
    }
  }
  const [first] = starts
  const alone = first !== undefined && found.size === 1 && found.has(first)
  const root = alone ? dirname(first) : commonFolder(starts.length > 0 ? starts : [directory.workspace])
  return { root, files: [...found].map((path) => relative(root, path)) }
}

/** The part before the first name with a star. */
export function startOf(path: string): string {
  const names = path.split('/')
  const at = names.findIndex((name) => /[*?[]/.test(name))
  return at < 0 ? path : names.slice(0, at).join('/') || '/'
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'))
  const length = first.findIndex((name, index) => others.some((names) => names[index] !== name))
  return (length < 0 ? first : first.slice(0, length)).join('/') || '/'
}

interface Walk {
  readonly hidden: boolean
  /** The job's folder; what a link leads to lies in it, or is left out. */
  readonly real: string
}

async function* filesUnder(start: string, walk: Walk): AsyncGenerator<string> {
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (!walk.hidden && name.startsWith('.')) continue
    const stat = await lstat(path).catch(() => undefined)
    if (stat?.isFile() || (stat?.isSymbolicLink() && (await isFileInside(path, walk.real)))) yield path
    if (!stat?.isDirectory()) continue
    const names = (await readdir(path).catch(() => [])).toSorted()
    const folder = path
    waiting.push(...names.map((one) => join(folder, one)).toReversed())
  }
}

async function isFileInside(link: string, real: string): Promise<boolean> {
  const target = await realpath(link).catch(() => undefined)
  if (target === undefined || !isInside(target, real)) return false
  return (await lstat(target)).isFile()
}
