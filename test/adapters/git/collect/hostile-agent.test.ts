import { access, chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findNewFiles } from '../../../../src/adapters/git/collect/find-new-files.ts'
import { trackedFiles } from '../../../../src/adapters/git/collect/tracked-files.ts'
import { change } from '../changed-file.ts'
import { plainGit, run, writeFiles } from '../sample-repository.ts'
import { useWorkspace } from '../use-workspace.ts'

const on = useWorkspace()

describe('collect, from a hostile agent', () => {
  it('refuses a 200 MB file by name and size without reading it', async () => {
    await run('truncate', ['--size=200M', on.at('dump.bin')])
    expect(await on.collect()).toEqual({
      kind: 'failure',
      failure: 'too-large',
      detail: '"dump.bin" has 209,715,200 bytes; at most 1,000,000 are allowed.',
    })
    const { stdout } = await run('du', ['--summarize', '--bytes', join(on.dataDir, 'imports')])
    expect(Number.parseInt(stdout, 10)).toBeLessThan(100_000)
  })

  it('leaves a new file that is too large out of the patch, beside work that counts', async () => {
    await run('truncate', ['--size=200M', on.at('dump.sqlite')])
    await writeFile(on.at('README.md'), 'changed\n')
    const { patch, tooLarge, leftOut } = await on.collectPatch()
    expect(patch.files).toMatchObject([{ path: 'README.md' }])
    expect({ tooLarge, leftOut }).toEqual({ tooLarge: ['dump.sqlite'] })
  })

  it('refuses a file of the base that has become too large', async () => {
    await run('truncate', ['--size=200M', on.at('README.md')])
    expect(await on.collect()).toMatchObject({ kind: 'failure', failure: 'too-large' })
  })

  it('refuses a .gitignore of 200 MB before git reads it', async () => {
    await run('truncate', ['--size=200M', on.at('src/.gitignore')])
    expect(await on.collect()).toMatchObject({ failure: 'too-large' })
  })

  it('S4: refuses folders in folders that nobody would make', async () => {
    await mkdir(on.at('a/'.repeat(250)), { recursive: true })
    await writeFile(on.at(`${'a/'.repeat(250)}b.js`), '1')
    expect(await on.collect()).toMatchObject({
      failure: 'too-large',
      detail: 'Folders nest deeper than 200 levels.',
    })
  })

  it('S4: refuses patterns in .gitignore that git does not get done with', async () => {
    await writeFile(on.at('.gitignore'), `${'*a'.repeat(100)}b\n`.repeat(50))
    for (let index = 0; index < 20; index++) await writeFile(on.at(`${'a'.repeat(200)}${index}`), '1')
    await run('git', ['init', '--quiet', '--bare', on.at('../own.git')])
    const gitDir = on.at('../own.git')
    const tree = { root: on.tree.path, gitDir, maxFileBytes: 1_000_000, ignoreMs: 1 }
    await expect(findNewFiles(tree, await trackedFiles(gitDir))).rejects.toMatchObject({
      failure: 'damaged-work-tree',
      message: 'The patterns in .gitignore take too long to compare with the names of the files.',
    })
  })

  it('still collects when .git is gone', async () => {
    await rm(on.at('.git'), { recursive: true })
    await writeFile(on.at('README.md'), 'changed\n')
    expect((await on.collectPatch()).patch.files).toHaveLength(1)
  })

  it.each([
    ['the work tree', () => rm(on.tree.path, { recursive: true })],
    [
      'every file in it',
      async () => {
        for (const name of await readdir(on.tree.path)) await rm(on.at(name), { recursive: true })
      },
    ],
  ])('says so when %s is gone', async (_, destroy) => {
    await destroy()
    expect(await on.collect()).toMatchObject({ kind: 'failure', failure: 'damaged-work-tree' })
  })

  it('does not follow a work tree that became a link', async () => {
    await rm(on.tree.path, { recursive: true })
    await symlink(on.directory, on.tree.path)
    expect(await on.collect()).toMatchObject({
      failure: 'damaged-work-tree',
      detail: 'The work tree is gone.',
    })
  })

  it('T8: runs no hook, no monitor, no filter and no diff driver that the candidate planted', async () => {
    const proof = join(on.dataDir, 'executed')
    const program = `touch ${proof}; cat`
    await writeFiles(on.tree.path, {
      '.gitattributes': '* filter=evil diff=evil merge=evil\n',
      '.git/info/attributes': '* filter=evil diff=evil\n',
      '.git/hooks/post-index-change': `#!/bin/sh\n${program}\n`,
      '.git/hooks/reference-transaction': `#!/bin/sh\n${program}\n`,
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !touch executed\n',
      'src/pay.js': 'changed\n',
    })
    for (const hook of await readdir(on.at('.git/hooks'))) await chmod(on.at(`.git/hooks/${hook}`), 0o755)
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', on.at('.git/hooks')],
      ['filter.evil.clean', program],
      ['filter.evil.process', program],
      ['diff.evil.textconv', program],
      ['diff.external', program],
      ['core.sshCommand', program],
    ] as const) {
      await plainGit(on.tree.path, 'config', key, value)
    }
    await rm(proof, { force: true })
    await on.whilePushed([await on.collectPatch()], async () => {})
    await expect(access(proof)).rejects.toThrow()
  })

  it('refuses a repository inside the work tree without looking into it', async () => {
    await mkdir(on.at('nested'))
    await plainGit(on.at('nested'), 'init', '--quiet')
    await rm(on.at('nested/.git/HEAD'))
    await run('mkfifo', [on.at('nested/.git/HEAD')])
    expect(await on.collect()).toMatchObject({
      failure: 'damaged-work-tree',
      detail: '"nested/.git" belongs to a git repository inside the work tree; a patch cannot hold one.',
    })
  })

  it('R9: leaves out a repository in a folder that the base does not have, and names it', async () => {
    await writeFiles(on.tree.path, { 'README.md': 'changed\n', '.worktrees/x/README.md': 'changed there\n' })
    await writeFiles(on.tree.path, { '.worktrees/x/.git': 'gitdir: ../../.git/worktrees/x\n' })
    const { patch, leftOut } = await on.collectPatch()
    expect(patch.files.map(({ path }) => path)).toEqual(['README.md'])
    expect(leftOut).toEqual(['.worktrees/x/.git'])
  })

  it('refuses a repository in a folder of the base', async () => {
    await writeFiles(on.tree.path, { 'README.md': 'changed\n', 'src/.git/HEAD': 'ref: refs/heads/main\n' })
    expect(await on.collect()).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it.each(['.GIT', '.git ', 'git~1', '.g\u200cit', '.git::$INDEX_ALLOCATION'])(
    'refuses the directory name %j, which some file system takes for .git',
    async (name) => {
      await writeFiles(on.tree.path, { [`src/${name}/config`]: 'x' })
      expect(await on.collect()).toMatchObject({ failure: 'damaged-work-tree' })
    },
  )

  it('ignores repositories in ignored directories', async () => {
    await writeFiles(on.tree.path, { 'node_modules/dependency/.git/HEAD': 'x', 'README.md': 'changed\n' })
    expect((await on.collectPatch()).patch.files).toHaveLength(1)
  })

  it('leaves out fifos and does not wait for them', async () => {
    await rm(on.at('README.md'))
    await run('mkfifo', [on.at('README.md'), on.at('src/pipe')])
    expect((await on.collectPatch()).patch.files).toEqual([
      change('README.md', { status: 'deleted', mode: '000000', deletions: 1 }),
    ])
  })

  it.each(['.gitignore', 'src/.gitattributes'])(
    'refuses a fifo called %s, on which git would wait',
    async (name) => {
      await rm(on.at(name), { force: true })
      await run('mkfifo', [on.at(name)])
      expect(await on.collect()).toMatchObject({
        failure: 'damaged-work-tree',
        detail: `"${name}" is not a file.`,
      })
    },
  )

  it('refuses a name that is not text', async () => {
    await writeFile(Buffer.concat([Buffer.from(`${on.tree.path}/bad-`), Buffer.from([0xff, 0xfe])]), 'x')
    expect(await on.collect()).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('keeps the target of a link that leads out as the content of a link', async () => {
    await symlink('/etc/passwd', on.at('secret'))
    const { patch } = await on.collectPatch()
    expect(patch.files).toEqual([
      change('secret', {
        status: 'added',
        mode: '120000',
        linkTarget: '/etc/passwd',
        insertions: 1,
        bytes: 11,
      }),
    ])
  })
})
