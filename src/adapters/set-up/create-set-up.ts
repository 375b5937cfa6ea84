import { mkdir, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { z } from 'zod'
import type { SetUpOfTree } from '../../ports/workspace.ts'
import { checkOut, type Places } from '../git/check-out.ts'
import { trackedFiles } from '../git/collect/tracked-files.ts'
import type { Leases } from '../git/leases.ts'
import { removeTree } from '../git/remove-tree.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { layInto } from './lay-into.ts'
import { newPaths } from './new-paths.ts'
import { runSetUp } from './run-set-up.ts'
import { setUpKey } from './set-up-key.ts'

interface SetUpOptions {
  readonly dataDir: string
  readonly sandbox: Sandbox
  readonly leases: Pick<Leases, 'begin' | 'end'>
  readonly placesOf: (name: string) => Places
  readonly remove: (name: string) => Promise<void>
}

interface SetUpRequest {
  /** A repository that has `base`. */
  readonly mirror: string
  readonly base: string
  readonly setUp?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SetUps {
  /** Runs the set-up of the base unless what it made is still there, and puts that into `tree`, where one is named. */
  lay(request: SetUpRequest, tree: string | undefined): Promise<SetUpOfTree | undefined>
}

const MOST_KEPT = 8
const MAX_AGE_MS = 14 * 24 * 3_600_000
const MAX_PATHS = 2_000
/** A registry that was away may be back. */
const FAILURE_HOLDS_MS = 10 * 60_000

/** `set-ups/KEY/`: `files` as they were made, and `paths.json`, which is written last. */
export function createSetUp(options: SetUpOptions): SetUps {
  const root = join(options.dataDir, 'set-ups')
  const failures = new Map<string, { readonly reason: string; readonly until: number }>()
  return {
    async lay({ setUp: commands = [], ...request }, tree) {
      if (commands.length === 0) return undefined
      const key = await setUpKey({ gitDir: request.mirror, base: request.base, commands })
      const folder = join(root, key)
      const result = await withLock(folder, async (): Promise<SetUpOfTree> => {
        const known = failures.get(key)
        if (known && performance.now() < known.until) return { kind: 'failed', reason: known.reason }
        const made = (await readPaths(folder)) ?? (await make(folder, { ...request, commands }, options))
        if ('failed' in made) {
          failures.set(key, { reason: made.failed, until: performance.now() + FAILURE_HOLDS_MS })
          return { kind: 'failed', reason: made.failed }
        }
        await utimes(pathsOf(folder), new Date(), new Date())
        const laid = tree === undefined ? [] : await layInto(join(folder, 'files'), tree, made.paths)
        return { kind: 'installed', laid }
      })
      await removeOld(root, key)
      return result
    },
  }
}

type Made = { readonly paths: readonly string[] } | { readonly failed: string }

async function make(
  folder: string,
  { mirror, base, commands, signal }: SetUpRequest & { readonly commands: readonly string[] },
  { sandbox, leases, placesOf, remove }: SetUpOptions,
): Promise<Made> {
  const name = `set-up.${folder.slice(-16)}`
  await leases.begin(name)
  try {
    await remove(name)
    const places = placesOf(name)
    const workTree = await checkOut(places, mirror, base)
    const stop = signal ?? new AbortController().signal
    const failed = await runSetUp(workTree, { commands, sandbox, signal: stop })
    if (failed !== undefined) return { failed }
    const paths = await newPaths(workTree.path, await trackedFiles(places.gitDir))
    if (paths.length > MAX_PATHS)
      return { failed: `${commands.join('; ')} leaves ${paths.length} new files in folders of the base` }
    await removeTree(join(folder, 'files'))
    for (const path of paths) {
      const to = join(folder, 'files', path)
      await mkdir(dirname(to), { recursive: true })
      await rename(join(workTree.path, path), to)
    }
    await writeFile(`${pathsOf(folder)}.new`, JSON.stringify(paths))
    await rename(`${pathsOf(folder)}.new`, pathsOf(folder))
    return { paths }
  } finally {
    await remove(name)
    await leases.end(name)
  }
}

const Paths = z.array(z.string())
const pathsOf = (folder: string) => join(folder, 'paths.json')

async function readPaths(folder: string): Promise<{ readonly paths: readonly string[] } | undefined> {
  const text = await readFile(pathsOf(folder), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : { paths: Paths.parse(JSON.parse(text)) }
}

/** What was used last stays. The folders themselves stay too: whoever waits for one holds a lock in it. */
async function removeOld(root: string, current: string): Promise<void> {
  const others = (await readdir(root)).filter((name) => name !== current)
  const dated = await Promise.all(
    others.map(async (name) => {
      const stats = await stat(pathsOf(join(root, name))).catch(() => undefined)
      return stats ? [{ name, usedAt: stats.mtimeMs }] : []
    }),
  )
  const kept = dated.flat().sort((a, b) => b.usedAt - a.usedAt)
  const old = kept.filter(({ usedAt }, at) => at >= MOST_KEPT - 1 || usedAt < Date.now() - MAX_AGE_MS)
  for (const { name } of old) {
    await withLock(join(root, name), async () => {
      await removeTree(pathsOf(join(root, name)))
      await removeTree(join(root, name, 'files'))
    })
  }
}
