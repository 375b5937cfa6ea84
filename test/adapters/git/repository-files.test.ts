import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeRepository } from '../../../src/adapters/git/repository-files.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

it('writes a repository anew without ever emptying a file that others are reading', async () => {
  const gitDir = await temporaryFolder()
  await writeRepository(gitDir, { hasWorkTree: false })
  const before = await open(join(gitDir, 'config'))
  await writeRepository(gitDir, { hasWorkTree: true })
  const [old, now] = [await before.readFile('utf8'), await readFile(join(gitDir, 'config'), 'utf8')]
  await before.close()
  expect(old).toContain('bare = true')
  expect(now).toContain('bare = false')
  expect((await readdir(gitDir)).sort()).toEqual(['HEAD', 'config', 'info', 'objects', 'refs'])
})
