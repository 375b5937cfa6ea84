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
  const files = await readdir(join(directory, 'refs'), { recursive: true, withFileTypes: true })
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
