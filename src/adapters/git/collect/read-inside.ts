import type { Stats } from 'node:fs'
import { constants } from 'node:fs'
import { lstat, open, readlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { tooLargeFile } from './left-aside.ts'
import { shown, Uncollectable } from './uncollectable.ts'

/** Paths of a candidate are bytes; inside this folder they are strings of one character per byte ("latin1"). */
export function absolute(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')])
}

/** What is at `path` below `root` without following any symbolic link, not even one on the way; undefined when nothing is. */
export async function lookInside(root: string, path: string, seen = new Map<string, boolean>()) {
  return (await isDirectoryChain(root, dirname(path), seen)) ? look(root, path) : undefined
}

async function isDirectoryChain(root: string, path: string, seen: Map<string, boolean>): Promise<boolean> {
  if (path === '.') return true
  const known = seen.get(path)
  if (known !== undefined) return known
  const parent = await isDirectoryChain(root, dirname(path), seen)
  const answer = parent && ((await look(root, path))?.isDirectory() ?? false)
  seen.set(path, answer)
  return answer
}

async function look(root: string, path: string): Promise<Stats | undefined> {
  try {
    return await lstat(absolute(root, path))
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw unreadable(path)
  }
}

/**
 * A regular file's bytes. Never follows a link, never waits for a fifo, never reads more than `maxBytes`.
 * Throws `Uncollectable` when it is something else by now, or too large.
 */
export async function readInside(root: string, path: string, maxBytes: number): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(absolute(root, path), flags).catch(() => {
    throw unreadable(path)
  })
  try {
    const { size } = await file.stat().then((stats) => {
      if (!stats.isFile()) throw unreadable(path)
      return stats
    })
    if (size > maxBytes) throw tooLargeFile({ path, bytes: size, limit: maxBytes })
    await expectAt(file.fd, absolute(root, path), path)
    const buffer = Buffer.alloc(size)
    const { bytesRead } = await file.read(buffer, 0, size, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A directory on the way may have become a link since we looked: Linux says where the open file really is. */
async function expectAt(descriptor: number, expected: Buffer, path: string): Promise<void> {
  if (process.platform !== 'linux') return
  const real = await readlink(`/proc/self/fd/${descriptor}`, { encoding: 'buffer' })
  if (!real.equals(expected)) throw unreadable(path)
}

function unreadable(path: string): Uncollectable {
  return new Uncollectable('damaged-work-tree', `${shown(path)} cannot be read.`)
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR'
}
