import { createHash, randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { cp, lstat, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { isInside, realPlace } from '../../files/paths-in-job.ts'

/** Caches in one folder. Two may use it at once, and what was cut off half-way is never found. */
export interface CacheStore {
  /** The newest whose key is, or else begins with, the first of the keys that fits any. */
  find(wanted: {
    readonly keys: readonly string[]
    readonly version: string
  }): Promise<FoundCache | undefined>
  /** Answers why it is not kept; undefined also where it was kept before. */
  save(cache: NewCache, root: string): Promise<string | undefined>
}

interface FoundCache {
  readonly key: string
  /** Puts it where it was in the folder of a job. False where a link would lead out of that, or the cache is just being removed. */
  restore(root: string): Promise<boolean>
}

interface NewCache {
  readonly key: string
  /** Caches of other paths are other caches. */
  readonly version: string
  /** From the root of the job's folder. */
  readonly entries: readonly string[]
}

const Saved = z.object({
  key: z.string(),
  version: z.string(),
  entries: z.array(z.string()),
  bytes: z.number(),
  at: z.number(),
})
type Known = z.infer<typeof Saved> & { readonly folder: string }

/** As on GitHub, but for the size of one. */
const MAX_BYTES_OF_ONE = 4 * 1024 ** 3
const MAX_BYTES = 10 * 1024 ** 3
const MAX_DAYS_UNUSED = 7
const DAY_MS = 24 * 60 * 60 * 1_000

export function createCacheStore(directory: string): CacheStore {
  const folderOf = ({ key, version }: Pick<NewCache, 'key' | 'version'>) =>
    join(
      directory,
      `c-${createHash('sha256')
        .update(JSON.stringify([version, key]))
        .digest('hex')}`,
    )
  return {
    async find({ keys, version }) {
      const known = (await knownIn(directory)).filter((one) => one.version === version)
      const newest = known.toSorted((a, b) => b.at - a.at)
      for (const key of keys) {
        const found = newest.find((one) => one.key === key) ?? newest.find((one) => one.key.startsWith(key))
        if (found) return { key: found.key, restore: (root) => restore(found, root) }
      }
      return undefined
    },
    async save(cache, root) {
      if (cache.entries.length === 0) return 'none of its paths exists'
      const folder = folderOf(cache)
      if (await stat(folder).catch(() => undefined)) return undefined
      const bytes = await bytesOf(cache.entries.map((entry) => join(root, entry)))
      if (bytes > MAX_BYTES_OF_ONE) return 'it is larger than 4 GB'
      await makeRoom(directory, bytes)
      const half = join(directory, `half-${randomUUID()}`)
      for (const entry of cache.entries) await copy(join(root, entry), join(half, 'files', entry))
      const saved: z.infer<typeof Saved> = { ...cache, entries: [...cache.entries], bytes, at: Date.now() }
      await writeFile(join(half, 'cache.json'), JSON.stringify(saved))
      // Somebody else may have been faster.
      await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }))
      return undefined
    },
  }
}

async function knownIn(directory: string): Promise<readonly Known[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.startsWith('c-'))
  const all = await Promise.all(
    names.map(async (name) => {
      const folder = join(directory, name)
      const text = await readFile(join(folder, 'cache.json'), 'utf8').catch(() => undefined)
      return text === undefined ? undefined : { ...Saved.parse(JSON.parse(text)), folder }
    }),
  )
  return all.filter((one) => one !== undefined)
}

async function restore({ folder, entries }: Known, jobRoot: string): Promise<boolean> {
  const root = await realPlace(jobRoot)
  try {
    for (const entry of entries) {
      const target = join(jobRoot, entry)
      if (!isInside(await realPlace(dirname(target)), root)) return false
      await copy(join(folder, 'files', entry), target)
    }
    const now = new Date()
    await utimes(join(folder, 'cache.json'), now, now)
    return true
  } catch {
    return false
  }
}

/** Links are copied as they are; where the file system can, nothing is written twice. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  const options = { recursive: true, force: true, verbatimSymlinks: true, preserveTimestamps: true }
  await cp(from, to, { ...options, mode: constants.COPYFILE_FICLONE })
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  const waiting = [...paths]
  let bytes = 0
  for (let path = waiting.pop(); path !== undefined && bytes <= MAX_BYTES_OF_ONE; path = waiting.pop()) {
    const folder = path
    const there: Stats | undefined = await lstat(path).catch(() => undefined)
    bytes += there?.size ?? 0
    if (there?.isDirectory()) waiting.push(...(await readdir(path)).map((name) => join(folder, name)))
  }
  return bytes
}

/** Removes what nobody has used for long, what was cut off, and of the rest the oldest. */
async function makeRoom(directory: string, bytes: number): Promise<void> {
  await mkdir(directory, { recursive: true })
  const used = await Promise.all(
    (await knownIn(directory)).map(async (one) => {
      const at = (await stat(join(one.folder, 'cache.json')).catch(() => undefined))?.mtimeMs ?? 0
      return { ...one, usedAt: at }
    }),
  )
  let total = bytes
  for (const one of used.toSorted((a, b) => b.usedAt - a.usedAt)) {
    total += one.bytes
    const isOld = Date.now() - one.usedAt > MAX_DAYS_UNUSED * DAY_MS
    if (isOld || total > MAX_BYTES) await removeWhole(directory, one.folder)
  }
  for (const name of (await readdir(directory)).filter((one) => one.startsWith('half-'))) {
    const half = await stat(join(directory, name)).catch(() => undefined)
    if (half && Date.now() - half.mtimeMs > DAY_MS)
      await rm(join(directory, name), { recursive: true, force: true })
  }
}

/** Nobody finds a part of it. */
async function removeWhole(directory: string, folder: string): Promise<void> {
  const half = join(directory, `half-${randomUUID()}`)
  await rename(folder, half).catch(() => undefined)
  await rm(half, { recursive: true, force: true })
}
