import { rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Outcome } from '../../../../src/commands/local/outcome.ts'
import { fetchWinner, keepClone } from '../../../../src/commands/try/kept/keep-branches.ts'
import { readRepository } from '../../../../src/commands/try/read-repository.ts'
import { whatNext } from '../../../../src/commands/try/what-next.ts'
import { anOrigin, type Origin } from '../an-origin.ts'

let origin: Origin
beforeEach(async () => {
  origin = await anOrigin()
})

/** A clone in which a candidate has won with this text. */
async function wonWith(clone: string, text: string): Promise<string | undefined> {
  const { folder, path, git } = origin
  await git('.', 'clone', '--quiet', path, clone)
  await git(clone, 'switch', '--quiet', '--create', 'speculate/1.1/minimal')
  await writeFile(join(folder, clone, 'a.txt'), text)
  await git(clone, 'commit', '--quiet', '--all', '-m', 'patch')
  const repository = await readRepository({ path, ignoreUncommitted: false, except: [] })
  const outcome = {
    decision: { kind: 'promote', candidate: 'minimal' },
    candidates: [{ id: 'minimal', branch: 'speculate/1.1/minimal' }],
  } as unknown as Outcome
  return (await fetchWinner(join(folder, clone), repository, outcome))?.name
}

it('R7: the winner of a second run is a branch beside that of the first, which stays', async () => {
  expect(await wonWith('first', 'one\n')).toBe('speculate/1.1/minimal')
  expect(await wonWith('second', 'two\n')).toBe('speculate/1.1/minimal-2')
  expect(await wonWith('third', 'three\n')).toBe('speculate/1.1/minimal-3')
  expect(await origin.git('origin', 'show', 'speculate/1.1/minimal:a.txt')).toBe('one')
  expect(await origin.git('origin', 'show', 'speculate/1.1/minimal-2:a.txt')).toBe('two')
})

it('R7: winners of runs that end at the same time are branches beside each other', async () => {
  const names = await Promise.all(['a', 'b', 'c', 'd'].map((clone) => wonWith(clone, `${clone}\n`)))
  const own = 'speculate/1.1/minimal'
  expect(names.toSorted()).toEqual([own, `${own}-2`, `${own}-3`, `${own}-4`])
  const texts = names.map((name) => origin.git('origin', 'show', `${name}:a.txt`))
  expect(await Promise.all(texts)).toEqual(['a', 'b', 'c', 'd'])
})

it('R7: a clone holds every candidate beside a branch of their folder that the run has started from', async () => {
  const { path, folder, git } = origin
  await git('origin', 'switch', '--quiet', '--create', 'speculate/other')
  await git('origin', 'branch', 'speculate/1.1/minimal')
  const repository = await readRepository({ path, ignoreUncommitted: false, except: [] })
  const clone = await keepClone(join(path, '.git'), repository, 'shop')
  onTestFinished(() => rm(dirname(clone), { recursive: true, force: true }))
  const branches = await git(
    relative(folder, clone),
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
  )
  expect(branches.split('\n')).toEqual(['speculate/1.1/minimal', 'speculate/other'])
})

it('R7: what shows the branch of a winner can be done in a repository without a work tree, too', () => {
  const outcome = {
    decision: { kind: 'promote', candidate: 'a' },
    candidates: [{ id: 'a' }],
  } as unknown as Outcome
  const next = (isBare: boolean) =>
    whatNext({
      ...{ outcome, clone: '/c', log: '/l', patches: ['a'] },
      into: { path: '/r', isBare, branch: 'speculate/1.1/a' },
    })
  expect(next(false)).toContain('  git -C /r switch speculate/1.1/a\n')
  expect(next(true)).toContain('  git -C /r show speculate/1.1/a\n')
})

describe('the branch of a winner', () => {
  it('R7: goes beside a branch that has it for a folder', async () => {
    await origin.git('origin', 'branch', 'speculate/1.1/minimal/x/y')
    expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
  })

  it('R7: gets dashes where one of its folders is a branch', async () => {
    await origin.git('origin', 'branch', 'speculate/1.1')
    expect(await wonWith('a', 'one\n')).toBe('speculate-1.1-minimal')
  })

  it('R7: gets dashes beside a branch called speculate', async () => {
    await origin.git('origin', 'branch', 'speculate')
    expect(await wonWith('a', 'one\n')).toBe('speculate-1.1-minimal')
  })

  it('R7: is numbered past packed refs', async () => {
    await origin.git('origin', 'branch', 'speculate/1.1/minimal')
    await origin.git('origin', 'branch', 'speculate/1.1/minimal-2')
    await origin.git('origin', 'pack-refs', '--all', '--prune')
    expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-3')
  })

  it('R7: leaves a branch alone that a work tree has checked out', async () => {
    await origin.git('origin', 'branch', 'speculate/1.1/minimal')
    await origin.git(
      'origin',
      'worktree',
      'add',
      '--quiet',
      join(origin.folder, 'wt'),
      'speculate/1.1/minimal',
    )
    expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
    expect(await origin.git('wt', 'status', '--porcelain')).toBe('')
  })

  it('R7: leaves a name alone that a work tree has yet to commit on', async () => {
    await origin.git('origin', 'worktree', 'add', '--quiet', '--detach', join(origin.folder, 'wt2'))
    await origin.git('wt2', 'switch', '--quiet', '--orphan', 'speculate/1.1/minimal')
    expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal-2')
  })

  it('R7: tells letters by their case', async () => {
    await origin.git('origin', 'branch', 'Speculate/1.1/Minimal')
    expect(await wonWith('a', 'one\n')).toBe('speculate/1.1/minimal')
  })

  it('R7: may be called as a tag is', async () => {
    await origin.git('origin', 'tag', 'speculate/1.1/minimal')
    expect(await wonWith('a', 'one\n')).toMatch(/^speculate\/1\.1\/minimal/)
  })
})
