import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, extname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package: a clone, which runs its TypeScript, or an installed package, which runs the JavaScript built from it. */
export const PACKAGE = join(import.meta.dirname, '../..')

/** Where its code lies: `src` of a clone, `dist` of an installed package. Both have the same files, but for the ending of the code. */
const CODE = join(import.meta.dirname, '..')

const ENDING = extname(import.meta.filename)

/** A module of ours to start as a process of its own, named as the clone has it: a build rewrites imports, not addresses. */
export function ownProgram(address: URL): string {
  return fileURLToPath(address).replace(/\.ts$/, ENDING)
}

/** What has to be readable for a program of ours to run, besides the `node_modules` that an installed package itself lies in. */
export function ownReadable(): readonly string[] {
  const own = join(PACKAGE, 'node_modules')
  return [CODE, join(PACKAGE, 'package.json'), ...(existsSync(own) ? [own] : [])]
}

/**
 * Where things are kept that are made or fetched once and can be again, best first. Beside the dependencies of a clone, and in the
 * cache of whoever runs this: an installed package may belong to root, and goes when the next version comes.
 */
export function cacheFolders(
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] {
  const ofClone = ENDING === '.ts' ? [join(PACKAGE, 'node_modules/.cache/speculate')] : []
  return [...ofClone, usersCache(env)]
}

/** Of whoever runs this, whatever is run. */
export function usersCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const { XDG_CACHE_HOME = '' } = env
  return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'speculate')
}

/** The folder of this name in the first cache that has it, else in the first that can be written to. */
export function cachedFolder(name: string, caches = cacheFolders()): string {
  const folders = caches.map((cache) => join(cache, name))
  const fallback = folders.at(-1) ?? name
  return folders.find((folder) => existsSync(folder)) ?? folders.find(canBeMade) ?? fallback
}

function canBeMade(folder: string): boolean {
  const parent = dirname(folder)
  if (parent === folder) return false
  if (!existsSync(parent)) return canBeMade(parent)
  try {
    accessSync(parent, constants.W_OK)
    return statSync(parent).isDirectory()
  } catch {
    return false
  }
}
