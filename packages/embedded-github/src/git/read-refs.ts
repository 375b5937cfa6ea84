import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/**
 * Every ref of a bare repository with loose and packed refs, read from its files: a process per look-up would be most of what
 * the server does. Loose refs win over packed ones (git-pack-refs(1)); symbolic refs below `refs/` are left out.
 */
export async function readRefs(directory: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  const refs = new Map<string, string>()
  const packed = await readFile(join(directory, 'packed-refs'), 'utf8').catch(() => '')
  for (const line of packed.split('\n')) {
    const [, oid, name] = /^([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? []
    if (oid !== undefined && name !== undefined) refs.set(name, oid)
  }
  const files = await refFiles(join(directory, 'refs'))
  await Promise.all(
    files.map(async (entry) => {
      if (!entry.isFile() || entry.name.endsWith('.lock')) return
      const file = join(entry.parentPath, entry.name)
      const oid = /^[0-9a-f]{40}/.exec(await readFile(file, 'utf8').catch(() => ''))?.[0]
      if (oid !== undefined) refs.set(relative(directory, file).split(sep).join('/'), oid)
    }),
  )
  const wanted = [...refs].filter(([name]) => name.startsWith(prefix))
  return new Map(wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Git removes the folders of a nested branch with it: a listing that meets one half way begins anew. */
async function refFiles(folder: string, tries = 10): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isGone || tries === 0) throw error
    return refFiles(folder, tries - 1)
  }
}
