import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A git for the front of PATH, which notes each time that it is started; not those that git starts itself. */
export async function countedGit(folder: string) {
  const counter = join(folder, 'git-starts')
  await writeFile(counter, '')
  const script = `#!/bin/sh\necho >> '${counter}'\nPATH='${process.env.PATH}' exec git "$@"\n`
  await writeFile(join(folder, 'git'), script)
  await chmod(join(folder, 'git'), 0o755)
  return { folder, count: async () => (await readFile(counter, 'utf8')).length }
}
