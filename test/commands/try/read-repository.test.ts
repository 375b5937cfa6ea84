import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { readRepository } from '../../../src/commands/try/read-repository.ts'
import { anOrigin, type Origin } from './an-origin.ts'

let origin: Origin
beforeEach(async () => {
  origin = await anOrigin()
})

const read = () => readRepository({ path: origin.path, ignoreUncommitted: false, except: [] })

it.each(['speculate', 'speculate/1.1', 'speculate/1.1/minimal'])(
  'R7: a run does not start on %s, whose name its candidates need',
  async (branch) => {
    await origin.git('origin', 'switch', '--quiet', '--create', branch)
    await expect(read()).rejects.toThrow('git switch -c NAME')
  },
)

it.each(['speculates', 'speculate-2', 'speculate/other', 'speculate/1.1/minimal-2'])(
  'R7: a run starts on %s',
  async (branch) => {
    await origin.git('origin', 'switch', '--quiet', '--create', branch)
    expect(await read()).toMatchObject({ branch })
  },
)

it('a repository that names its commits by SHA-256 is refused in one sentence', async () => {
  const { path, git } = origin
  await rm(join(path, '.git'), { recursive: true })
  await git('origin', 'init', '--quiet', '--object-format=sha256')
  await git('origin', 'add', '--all')
  await git('origin', 'commit', '--quiet', '-m', 'base')
  await expect(read()).rejects.toThrow('names its commits by SHA-256')
})
