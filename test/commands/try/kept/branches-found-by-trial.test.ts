import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/commands/local/outcome.ts'
import { fetchWinner } from '../../../../src/commands/try/kept/keep-branches.ts'
import { readRepository } from '../../../../src/commands/try/read-repository.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let folder: string
const git = async (where: string, ...args: readonly string[]) => {
  const own = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  return (await execa('git', [...own, ...args], { cwd: join(folder, where) })).stdout
}
beforeEach(async () => {
  folder = await temporaryFolder()
  await execa('git', ['init', '--quiet', '--initial-branch=main', join(folder, 'origin')])
  await writeFile(join(folder, 'origin/a.txt'), 'before\n')
  await git('origin', 'add', '--all')
  await git('origin', 'commit', '--quiet', '-m', 'base')
})

/** A clone in which a candidate has won with this text. */
async function wonWith(clone: string, text: string): Promise<string | undefined> {
  await git('.', 'clone', '--quiet', join(folder, 'origin'), clone)
  await git(clone, 'switch', '--quiet', '--create', 'speculate/1.1/minimal')
  await writeFile(join(folder, clone, 'a.txt'), text)
  await git(clone, 'commit', '--quiet', '--all', '-m', 'patch')
  const repository = await readRepository({
    path: join(folder, 'origin'),
    ignoreUncommitted: false,
    except: [],
  })
  const outcome = {
    decision: { kind: 'promote', candidate: 'minimal' },
    candidates: [{ id: 'minimal', branch: 'speculate/1.1/minimal' }],
  } as unknown as Outcome
  return fetchWinner(join(folder, clone), repository, outcome)
}

it('R7: goes beside a branch that has it for a folder', async () => {
  await git('origin', 'branch', 'speculate/1.1/minimal/x/y')
  expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
})
it('R7: gets dashes where one of its folders is a branch', async () => {
  await git('origin', 'branch', 'speculate/1.1')
  expect(await wonWith('a', 'one\n')).toBe('speculate-1.1-minimal')
})
it('R7: gets dashes beside a branch called speculate', async () => {
  await git('origin', 'branch', 'speculate')
  expect(await wonWith('a', 'one\n')).toBe('speculate-1.1-minimal')
})
it('R7: is numbered past packed refs', async () => {
  await git('origin', 'branch', 'speculate/1.1/minimal')
  await git('origin', 'branch', 'speculate/1.1/minimal-2')
  await git('origin', 'pack-refs', '--all', '--prune')
  expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-3')
})
it('R7: leaves a branch alone that a work tree has checked out', async () => {
  await git('origin', 'branch', 'speculate/1.1/minimal')
  await git('origin', 'worktree', 'add', '--quiet', join(folder, 'wt'), 'speculate/1.1/minimal')
  expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
  expect(await git('wt', 'status', '--porcelain')).toBe('')
})
it('R7: leaves a name alone that a work tree has yet to commit on', async () => {
  await git('origin', 'worktree', 'add', '--quiet', '--detach', join(folder, 'wt2'))
  await git('wt2', 'switch', '--quiet', '--orphan', 'speculate/1.1/minimal')
  expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
})
it('R7: tells letters by their case', async () => {
  await git('origin', 'branch', 'Speculate/1.1/Minimal')
  expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal')
})
it('R7: may be called as a tag is', async () => {
  await git('origin', 'tag', 'speculate/1.1/minimal')
  expect(await wonWith('a', 'one\n')).toMatch(/^speculate\/1\.1\/minimal/)
})

it.each(['speculate', 'speculate/1.1', 'speculate/1.1/minimal'])(
  'R7: a run does not start on %s, whose name its candidates need',
  async (branch) => {
    await git('origin', 'switch', '--quiet', '--create', branch)
    const request = { path: join(folder, 'origin'), ignoreUncommitted: false, except: [] }
    await expect(readRepository(request)).rejects.toThrow('git switch -c NAME')
  },
)
it.each(['speculates', 'speculate-2', 'speculate/other', 'speculate/1.1/minimal-2'])(
  'R7: a run starts on %s',
  async (branch) => {
    await git('origin', 'switch', '--quiet', '--create', branch)
    const request = { path: join(folder, 'origin'), ignoreUncommitted: false, except: [] }
    expect(await readRepository(request)).toMatchObject({ branch })
  },
)
