import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBareRepository } from '../../../packages/embedded-github/src/git/open-bare-repository.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { git } from '../support.ts'

it('a push names the files that each commit adds, removes and changes, loose or packed', async () => {
  const directory = await temporaryFolder()
  await git(directory, 'init', '--quiet')
  const write = async (path: string, text: string) => {
    await mkdir(join(directory, path, '..'), { recursive: true })
    await writeFile(join(directory, path), text)
  }
  const commit = async () => {
    await git(directory, 'add', '--all')
    await git(directory, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'x')
    return git(directory, 'rev-parse', 'HEAD')
  }
  await write('same/a.txt', 'a\n')
  await write('b/c.txt', 'c\n')
  await write('d', 'd\n')
  const first = await commit()
  await write('b/e ü.txt', 'e\n')
  await write('b/c.txt', 'C\n')
  // A file that becomes a folder.
  await rm(join(directory, 'd'))
  await write('d/f', 'd\n')
  const second = await commit()
  const read = async () => {
    const repository = openBareRepository(join(directory, '.git'))
    return Promise.all(
      [first, second].map(async (oid) => {
        const { added, removed, modified } = await repository.changedPaths(
          (await repository.commit(oid)) ?? expect.unreachable(),
        )
        return { added: added.toSorted(), removed, modified }
      }),
    )
  }
  const expected = [
    { added: ['b/c.txt', 'd', 'same/a.txt'], removed: [], modified: [] },
    { added: ['b/e ü.txt', 'd/f'], removed: ['d'], modified: ['b/c.txt'] },
  ]
  expect(await read()).toEqual(expected)
  await git(directory, 'gc', '--quiet')
  expect(await read()).toEqual(expected)
})
