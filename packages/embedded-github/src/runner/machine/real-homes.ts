import { realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { patternsOf } from './manager-folders.ts'
import type { Places } from './places.ts'

/**
 * The folders of whole installations: those of the patterns, and those in whose `bin` (`depth` 1) the programs on PATH really lie.
 * Each once, however many links lead to it.
 */
export async function realHomes(
  places: Places,
  {
    patterns,
    names,
    above = 2,
  }: { readonly patterns: readonly string[]; readonly names: RegExp; readonly above?: number },
): Promise<readonly string[]> {
  const real = (path: string) => realpath(path).catch(() => undefined)
  const programs = await Promise.all((await places.onPath(names)).map(real))
  const homes = programs.flatMap((path) => (path === undefined ? [] : [upwards(path, above)]))
  const listed = await Promise.all(
    patterns.flatMap((short) => patternsOf(places, short)).map((pattern) => places.entries(pattern)),
  )
  const all = await Promise.all([...homes, ...listed.flat()].map(real))
  return [...new Set(all.filter((path) => path !== undefined))]
}

function upwards(path: string, levels: number): string {
  return levels === 0 ? path : upwards(dirname(path), levels - 1)
}
