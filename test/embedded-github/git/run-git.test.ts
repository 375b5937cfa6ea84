import { expect, it } from 'vitest'
import { git } from '../../../packages/embedded-github/src/git/run-git.ts'

it('says why git did not run, which has said nothing itself', async () => {
  await expect(git('/no/such/folder', ['rev-parse', 'HEAD'])).rejects.toThrow(
    /^git rev-parse did not run: \S/,
  )
})
