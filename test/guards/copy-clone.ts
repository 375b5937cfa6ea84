import { execFileSync } from 'node:child_process'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The workspaces: links of the copy lead into the copy. */
const OWN = '@speculate-dev'

/** Every file of the clone that git tracks or would, as it stands, and its dependencies by links. `to` must not exist. */
export async function copyClone(from: string, to: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const files = execFileSync('git', list, { cwd: from, encoding: 'utf8', maxBuffer: 100_000_000 })
  for (const file of files.split('\0').filter((path) => path !== '')) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await cp(join(from, file), join(to, file), { verbatimSymlinks: true })
  }
  const modules = join(to, 'node_modules')
  await mkdir(join(modules, OWN), { recursive: true })
  for (const name of await readdir(join(from, 'node_modules'))) {
    if (name !== OWN) await symlink(join(from, 'node_modules', name), join(modules, name))
  }
  for (const name of await readdir(join(from, 'node_modules', OWN))) {
    await symlink(join('../../packages', name), join(modules, OWN, name))
  }
}
