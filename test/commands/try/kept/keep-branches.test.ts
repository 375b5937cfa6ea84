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

it('R7: the winner of a second run is a branch beside that of the first, which stays', async () => {
  expect(await wonWith('first', 'one\n')).toBe('speculate/1.1/minimal')
  expect(await wonWith('second', 'two\n')).toBe('speculate/1.1/minimal-2')
  expect(await wonWith('third', 'three\n')).toBe('speculate/1.1/minimal-3')
  expect(await git('origin', 'show', 'speculate/1.1/minimal:a.txt')).toBe('one')
  expect(await git('origin', 'show', 'speculate/1.1/minimal-2:a.txt')).toBe('two')
})
