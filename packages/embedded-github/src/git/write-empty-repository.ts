import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The few files that make a folder a repository (gitrepository-layout(5)); no template of the machine's. */
export async function writeEmptyRepository(directory: string, branch: string): Promise<void> {
  const folders = ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']
  await Promise.all(folders.map((name) => mkdir(join(directory, name), { recursive: true })))
  await writeFile(join(directory, 'HEAD'), `ref: refs/heads/${branch}\n`)
  const settings = 'repositoryformatversion = 0\n\tfilemode = true\n\tbare = true'
  await writeFile(join(directory, 'config'), `[core]\n\t${settings}\n`)
}
