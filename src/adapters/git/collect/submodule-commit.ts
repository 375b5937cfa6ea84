import { posix } from 'node:path'
import { lookInside, readInside } from './read-inside.ts'

const MAX_BYTES = 1_000

/**
 * The commit that a filled submodule stands at: detached, as `git submodule update` leaves it, or on a branch, as a clone is; its git
 * directory lies inside the work tree. Undefined for anything else. Three short files are read and nothing is believed of them but the
 * commit's name.
 */
export async function submoduleCommit(root: string, path: string): Promise<string | undefined> {
  const gitDirectory = await gitDirectoryOf(root, path)
  const head = gitDirectory && (await textAt(root, `${gitDirectory}/HEAD`))
  if (head === undefined) return undefined
  const [, branch] = /^ref: (refs\/heads\/[^\n]+)\n?$/.exec(head) ?? []
  if (branch === undefined) return commitOf(head)
  const place = posix.normalize(`${gitDirectory}/${branch}`)
  return place.startsWith(`${gitDirectory}/refs/heads/`) ? commitOf(await textAt(root, place)) : undefined
}

function commitOf(text = ''): string | undefined {
  return /^([0-9a-f]{40}|[0-9a-f]{64})\n?$/.exec(text)?.[1]
}

async function gitDirectoryOf(root: string, path: string): Promise<string | undefined> {
  const text = await textAt(root, `${path}/.git`)
  if (text === undefined) return `${path}/.git`
  const [, target] = /^gitdir: ([^\n]+)\n?$/.exec(text) ?? []
  if (target === undefined || target.startsWith('/')) return undefined
  const inside = posix.normalize(posix.join(path, target))
  return inside.startsWith('.git/modules/') ? inside : undefined
}

/** Undefined where there is no such regular file. */
async function textAt(root: string, path: string): Promise<string | undefined> {
  const stats = await lookInside(root, path).catch(() => undefined)
  if (!stats?.isFile()) return undefined
  return (await readInside(root, path, MAX_BYTES).catch(() => undefined))?.toString('latin1')
}
