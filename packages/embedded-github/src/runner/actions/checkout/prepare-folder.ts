import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { writeEmptyRepository } from '../../../git/write-empty-repository.ts'

interface Preparation {
  readonly workspace: string
  readonly origin: string
  readonly clean: boolean
}

/**
 * Makes it the folder of an empty repository. What lies there is removed, as what belongs to no commit is by actions/checkout with
 * `clean`. A link out of the workspace is not followed.
 */
export async function prepareFolder(
  folder: string,
  { workspace, origin, clean }: Preparation,
): Promise<'ready' | 'outside'> {
  const there = await lstat(folder).catch(() => undefined)
  if (there && !there.isDirectory() && !there.isSymbolicLink()) await rm(folder)
  if (isOutside(await realFolder(folder), await realpath(workspace))) return 'outside'
  await mkdir(folder, { recursive: true })
  const config = await readFile(join(folder, '.git/config'), 'utf8').catch(() => '')
  if (!clean && config.includes(configOf(origin))) return 'ready'
  const names = await readdir(folder)
  await Promise.all(
    names.map((name) => rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 })),
  )
  await writeEmptyRepository(join(folder, '.git'), 'main')
  await writeFile(join(folder, '.git/config'), configOf(origin))
  return 'ready'
}

/** As `git init` and `git remote add` would write it. */
function configOf(origin: string): string {
  const core = 'repositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true'
  const remote = `url = ${JSON.stringify(origin)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*`
  return `[core]\n\t${core}\n[remote "origin"]\n\t${remote}\n[gc]\n\tauto = 0\n`
}

/** Where it lies, or would lie when it is made. */
async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined)
  if (real !== undefined) return real
  return join(await realFolder(dirname(folder)), basename(folder))
}

function isOutside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way === '..' || way.startsWith('../') || isAbsolute(way)
}
