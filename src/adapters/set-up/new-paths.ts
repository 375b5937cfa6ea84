import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isOurs } from '../git/collect/find-new-files.ts'
import type { TrackedFiles } from '../git/collect/tracked-files.ts'

/** What lies in a work tree that the base does not track, each as high up as it is all new. Links are not followed. */
export async function newPaths(root: string, { files, submodules }: TrackedFiles): Promise<string[]> {
  const folders = new Set<string>()
  for (const path of files) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  const found: string[] = []
  const level = ['']
  for (let directory = level.pop(); directory !== undefined; directory = level.pop()) {
    for (const entry of await readdir(join(root, directory), { withFileTypes: true, encoding: 'utf8' })) {
      const path = `${directory}${entry.name}`
      const bytes = Buffer.from(path).toString('latin1')
      // A name that is no UTF-8 cannot be told apart from others here.
      if (isOurs(path) || path.includes('\ufffd') || files.has(bytes) || submodules.has(bytes)) continue
      if (!folders.has(bytes)) found.push(path)
      else if (entry.isDirectory()) level.push(`${path}/`)
    }
  }
  return found.sort()
}
