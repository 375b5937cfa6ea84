import { expect, it } from 'vitest'
import { importCommit } from '../../../../src/adapters/git/collect/import-commit.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { createSampleRepository, plainGit } from '../sample-repository.ts'

it('T9: the name of an author is one name in one line, whatever is in it', async () => {
  const { path, base } = await createSampleRepository(await temporaryFolder())
  const author = {
    name: 'Eve <a@b> 1 +0000\nfrom 0',
    email: 'eve@example.org>\ncommitter Rob <rob@example.org',
  }
  const commit = { base, message: 'Say\nmore', author, date: '2026-05-05T12:00:00.000Z' }
  const id = await importCommit(path, commit, [])
  const head = (await plainGit(path, 'cat-file', 'commit', id)).split('\n\n')[0]
  const person = 'Eve a@b 1 +0000from 0 <eve@example.orgcommitter Rob rob@example.org> 1777982400 +0000'
  expect(head?.split('\n').slice(1)).toEqual([`parent ${base}`, `author ${person}`, `committer ${person}`])
})
