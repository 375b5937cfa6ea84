import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every ref of a bare repository with loose and packed refs, read from its files: a process per look-up would be most of what
 * the server does, and reads that wait for each other most of the rest. Loose refs win over packed ones (git-pack-refs(1)); symbolic
 * refs below `refs/` are left out.
 */
export async function readRefs(directory: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  const refs = new Map<string, string>()
  const packed = textOf(join(directory, 'packed-refs'))
  for (const line of packed.split('\n')) {
    const [, oid, name] = /^([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? []
    if (oid !== undefined && name !== undefined) refs.set(name, oid)
  }
  for (const name of looseRefs(directory, 'refs')) {
    const oid = /^[0-9a-f]{40}/.exec(textOf(join(directory, name)))?.[0]
    if (oid !== undefined) refs.set(name, oid)
  }
  const wanted = [...refs].filter(([name]) => name.startsWith(prefix))
  return new Map(wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
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

function textOf(file: string): string {
  return unlessGone('', () => readFileSync(file, 'utf8'))
}

/** A folder may also have become the ref of its name. */
const GONE = new Set<unknown>(['ENOENT', 'ENOTDIR'])

function unlessGone<T>(gone: T, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && GONE.has(error.code)) return gone
    throw error
  }
}
