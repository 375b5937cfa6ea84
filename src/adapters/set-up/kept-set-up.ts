import { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { z } from 'zod'
import { removeTree } from '../git/remove-tree.ts'

const Paths = z.array(z.string())
const Places = z.object({ tree: z.string(), home: z.string() })

/** What a set-up has made, beside it in `files` (of the work tree) and `home`. Written last: without it nothing is there. */
export const KeptSetUp = z.object({
  /** Each as high up as it is all new. */
  tree: Paths,
  home: Paths,
  /** Where it was made, and what names that place: texts that hold it, links that lead there. */
  madeIn: Places,
  naming: z.object({ tree: Paths, home: Paths }),
  kilobytes: z.number(),
  madeAt: z.string(),
})
export type KeptSetUp = z.infer<typeof KeptSetUp>

/** The paths of a work tree and its home. */
export type Places = z.infer<typeof Places>

const recordOf = (folder: string) => join(folder, 'made.json')
export const filesOf = (folder: string) => join(folder, 'files')
export const homeOf = (folder: string) => join(folder, 'home')

/** Undefined where nothing is kept, or what is there was never finished, or written by another version. */
export async function readKept(folder: string): Promise<KeptSetUp | undefined> {
  const text = await readFile(recordOf(folder), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const kept = KeptSetUp.safeParse(parsed(text))
  if (!kept.success) return undefined
  await utimes(recordOf(folder), new Date(), new Date())
  return kept.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function writeKept(folder: string, kept: KeptSetUp): Promise<void> {
  await writeFile(`${recordOf(folder)}.new`, JSON.stringify(kept))
  await rename(`${recordOf(folder)}.new`, recordOf(folder))
}

/** The record goes first: who is killed meanwhile leaves nothing that looks whole. */
export async function removeKept(folder: string): Promise<void> {
  await removeTree(recordOf(folder))
  await removeTree(filesOf(folder))
  await removeTree(homeOf(folder))
}

const MOST_KEPT = 8
const MAX_AGE_MS = 14 * 24 * 3_600_000
const MAX_KILOBYTES = 10 * 1024 * 1024

/** What was used last stays. The folders themselves stay too: whoever waits for one holds a lock in it. */
export async function removeOld(root: string, current: string): Promise<void> {
  const names = (await readdir(root).catch(() => [])).filter((name) => name !== current)
  const found = await Promise.all(names.map((name) => lastUse(join(root, name))))
  const byUse = found.flatMap((one) => one ?? []).sort((a, b) => b.usedAt - a.usedAt)
  let kilobytes = (await lastUse(join(root, current)))?.kilobytes ?? 0
  const old = byUse.filter((one, at) => {
    kilobytes += one.kilobytes
    const isOld = one.usedAt < Date.now() - MAX_AGE_MS
    return at >= MOST_KEPT - 1 || isOld || kilobytes > MAX_KILOBYTES
  })
  for (const { folder } of old) await withLock(folder, () => removeKept(folder))
}

async function lastUse(folder: string) {
  const stats = await stat(recordOf(folder)).catch(() => undefined)
  if (stats === undefined) return undefined
  const text = await readFile(recordOf(folder), 'utf8').catch(() => '')
  const kept = KeptSetUp.safeParse(parsed(text))
  return { folder, usedAt: stats.mtimeMs, kilobytes: kept.success ? kept.data.kilobytes : 0 }
}
