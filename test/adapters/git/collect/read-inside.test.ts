import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readInside } from '../../../../src/adapters/git/collect/read-inside.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { run } from '../sample-repository.ts'

const KEY = 'canary-of-a-key'

/** What was looked at may be another thing by the time it is read. */
async function treeBesideAKey(): Promise<string> {
  const directory = await realpath(await temporaryFolder())
  const root = join(directory, 'tree')
  await mkdir(join(root, 'own'), { recursive: true })
  await mkdir(join(directory, 'outside'))
  await writeFile(join(root, 'own/file'), 'own')
  await writeFile(join(directory, 'outside/key'), KEY)
  await symlink(join(directory, 'outside'), join(root, 'folder'))
  await symlink(join(directory, 'outside/key'), join(root, 'link'))
  await symlink('own/file', join(root, 'inner'))
  await run('mkfifo', [join(root, 'fifo')])
  return root
}

it('T8: a file of the work tree is read, and nothing through a link, of its own or on the way', async () => {
  const root = await treeBesideAKey()
  expect((await readInside(root, 'own/file', 100)).toString()).toBe('own')
  for (const path of ['link', 'inner', 'folder/key', 'own/../folder/key'])
    await expect(readInside(root, path, 100), path).rejects.toThrow('cannot be read')
})

it('T8: not even the size of what a link leads to is told', async () => {
  const root = await treeBesideAKey()
  await expect(readInside(root, 'link', 2)).rejects.toThrow('cannot be read')
})

it('T8: nobody waits for a fifo, and a folder is no file', { timeout: 10_000 }, async () => {
  const root = await treeBesideAKey()
  await expect(readInside(root, 'fifo', 100)).rejects.toThrow('cannot be read')
  await expect(readInside(root, 'own', 100)).rejects.toThrow('cannot be read')
  await expect(readInside(root, 'own/file', 2)).rejects.toThrow('bytes')
})
