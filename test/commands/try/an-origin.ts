import { join } from 'node:path'
import { plainGit, writeFiles } from '../../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A folder in which `origin` is the repository of a person, with one commit on `main`, and room for clones of it. */
export interface Origin {
  readonly folder: string
  readonly path: string
  /** Git in one of the repositories of the folder. */
  readonly git: (where: string, ...args: string[]) => Promise<string>
}

export async function anOrigin(): Promise<Origin> {
  const folder = await temporaryFolder()
  const path = join(folder, 'origin')
  const git = (where: string, ...args: string[]) => plainGit(join(folder, where), ...args)
  await writeFiles(path, { 'a.txt': 'before\n' })
  await git('origin', 'init', '--quiet', '--initial-branch=main')
  await git('origin', 'add', '--all')
  await git('origin', 'commit', '--quiet', '-m', 'base')
  return { folder, path, git }
}
