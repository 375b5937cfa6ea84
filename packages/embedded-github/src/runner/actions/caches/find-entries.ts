import { lstat, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createGlob } from '../../files/create-glob.ts'
import { startOf } from '../../files/find-files.ts'
import { isInside, pathInJob, realPlace } from '../../files/paths-in-job.ts'
import type { JobDirectory } from '../../job/job-directory.ts'

/**
 * The files and folders that `path` of a cache names, from the root of the job's folder. A folder is kept whole; what lies outside of the
 * job's folder is left out.
 */
export async function findEntries(text: string, directory: JobDirectory): Promise<readonly string[]> {
  const patterns = linesOf(text).map((line) => {
    const path = pathInJob(line.replace(/^!+/, ''), directory)
    return { isNegated: line.startsWith('!'), path }
  })
  const isMatch = createGlob(patterns.map(({ isNegated, path }) => `${isNegated ? '!' : ''}${path}`))
  const starts = patterns.flatMap(({ isNegated, path }) => (isNegated ? [] : [startOf(path)]))
  const root = await realPlace(directory.root)
  const found = new Set<string>()
  for (const start of starts) {
    if (!isInside(await realPlace(start), root) || start === directory.root) continue
    for await (const path of matchesUnder(start, isMatch)) found.add(path)
  }
  const whole = [...found].filter(
    (path) => ![...found].some((other) => other !== path && isInside(path, other)),
  )
  return whole.map((path) => relative(directory.root, path)).toSorted()
}

export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

async function* matchesUnder(start: string, isMatch: (path: string) => boolean): AsyncGenerator<string> {
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const there = await lstat(path).catch(() => undefined)
    if (there === undefined) continue
    if (isMatch(path.slice(1))) yield path
    else if (there.isDirectory()) {
      const folder = path
      waiting.push(...(await readdir(path).catch(() => [])).map((name) => join(folder, name)))
    }
  }
}
