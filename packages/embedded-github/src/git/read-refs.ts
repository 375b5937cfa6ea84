import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRefName } from './ref-update.ts'

/**
 * Every ref of a bare repository with loose and packed refs, read from its files: a process per look-up would be most of what
 * the server does, and reads that wait for each other most of the rest. Loose refs win over packed ones (git-pack-refs(1)); symbolic
 * refs below `refs/` are left out.
 */
export async function readRefs(directory: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  const refs = packedRefs(directory)
  for (const name of looseRefs(directory, 'refs')) {
    const oid = looseRef(directory, name)
    if (oid !== undefined) refs.set(name, oid)
  }
  const wanted = [...refs].filter(([name]) => name.startsWith(prefix))
  return new Map(wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** One of them, by its full name, without a look at the others. */
export async function readRef(directory: string, name: string): Promise<string | undefined> {
  if (!name.startsWith('refs/') || !isRefName(name)) return undefined
  return looseRef(directory, name) ?? packedRefs(directory).get(name)
}

function packedRefs(directory: string): Map<string, string> {
  const refs = new Map<string, string>()
  for (const line of textOf(join(directory, 'packed-refs')).split('\n')) {
    const [, oid, name] = /^([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? []
    if (oid !== undefined && name !== undefined) refs.set(name, oid)
  }
  return refs
}

function looseRef(directory: string, name: string): string | undefined {
  return /^[0-9a-f]{40}/.exec(textOf(join(directory, name)))?.[0]
}

/** Git removes the folders of a nested branch with it: one that has gone meanwhile has no refs. */
function looseRefs(directory: string, folder: string): readonly string[] {
  return unlessGone([], () =>
    readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) return looseRefs(directory, name)
      return entry.isFile() && !name.endsWith('.lock') ? [name] : []
    }),
  )
}

/** Empty where there is none; to find that out by the error would cost as much as several reads. */
function textOf(file: string): string {
  return existsSync(file) ? unlessGone('', () => readFileSync(file, 'utf8')) : ''
}

/** A folder may also have become the ref of its name, or be asked for as one. */
const GONE = new Set<unknown>(['ENOENT', 'ENOTDIR', 'EISDIR'])

function unlessGone<T>(gone: T, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && GONE.has(error.code)) return gone
    throw error
  }
}
