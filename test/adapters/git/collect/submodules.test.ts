import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIX, pathsOf, useWorkTree } from './use-work-tree.ts'

const [LIB, OTHER] = ['a'.repeat(40), 'c'.repeat(40)]

describe('a submodule', () => {
  const work = useWorkTree({}, { 'vendor/lib': LIB, 'vendor/other': OTHER })
  const absorbed = (path: string, head: string) => ({
    [`${path}/.git`]: `gitdir: ../../.git/modules/${path}\n`,
    [`.git/modules/${path}/HEAD`]: head,
  })

  const filled = (head: string) => ({
    ...FIX,
    ...absorbed('vendor/lib', head),
    'vendor/lib/lib.c': 'int x;\n',
  })

  it('R11: that is filled at its commit is no change', async () => {
    expect(pathsOf(await work.collectAfter(filled(`${LIB}\n`)))).toEqual(['src/pay.py'])
  })

  it.each([
    ['another commit', `${'b'.repeat(40)}\n`],
    ['a branch', 'ref: refs/heads/main\n'],
    ['nothing', ''],
  ])('R11: at %s is still refused', async (_, head) => {
    expect(await work.collectAfter(filled(head))).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('is refused where its git directory is said to lie outside of the work tree', async () => {
    const outside = work.outside('outside')
    await mkdir(outside, { recursive: true })
    await writeFile(join(outside, 'HEAD'), `${LIB}\n`)
    for (const target of [outside, '../../../../outside', '../../.git/modules/../../../../outside'])
      expect(
        await work.collectAfter({ ...filled(`${LIB}\n`), 'vendor/lib/.git': `gitdir: ${target}\n` }),
      ).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('R11: with other files at the same commit is no change', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${LIB}\n`),
      'vendor/lib/lib.c': 'int changed;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: that has its git directory in itself is no change', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      'vendor/lib/.git/HEAD': `${LIB}\n`,
      'vendor/lib/.git/config': '[core]\n',
      'vendor/lib/lib.c': 'int x;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: that is a clone, on a branch that stands at its commit, is no change', async () => {
    const clone = (commit: string) => ({
      ...FIX,
      'vendor/lib/.git/HEAD': 'ref: refs/heads/release/1.x\n',
      'vendor/lib/.git/refs/heads/release/1.x': `${commit}\n`,
      'vendor/lib/lib.c': 'int x;\n',
    })
    expect(pathsOf(await work.collectAfter(clone(LIB)))).toEqual(['src/pay.py'])
    expect(await work.collectAfter(clone(OTHER))).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('is refused where its branch is said to lie outside of its branches', async () => {
    const outside = { 'vendor/lib/.git/HEAD': 'ref: refs/heads/../../../x\n', 'vendor/lib/x': `${LIB}\n` }
    expect(await work.collectAfter({ ...FIX, ...outside })).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('R11: that is filled with one of its own is no change', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${LIB}\n`),
      'vendor/lib/.gitmodules': '[submodule "x"]\n\tpath = deps/x\n\turl = https://e.x/x\n',
      'vendor/lib/deps/x/.git': 'gitdir: ../../../../.git/modules/vendor/lib/modules/deps/x\n',
      '.git/modules/vendor/lib/modules/deps/x/HEAD': `${'d'.repeat(40)}\n`,
      'vendor/lib/deps/x/x.c': 'int x;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: that is filled beside another is no change', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${LIB}\n`),
      ...absorbed('vendor/other', `${OTHER}\n`),
      'vendor/other/o.c': 'int o;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: that is filled, and nothing else, is no patch', async () => {
    expect(
      await work.collectAfter({ ...absorbed('vendor/lib', `${LIB}\n`), 'vendor/lib/lib.c': 'int x;\n' }),
    ).toMatchObject({ failure: 'no-changes' })
  })

  it('R11: that is an empty folder is no change', async () => {
    await mkdir(work.at('vendor/lib'), { recursive: true })
    expect(pathsOf(await work.collectAfter(FIX))).toEqual(['src/pay.py'])
  })

  it('R11: whose folder is removed is no change', async () => {
    await rm(work.at('vendor'), { recursive: true, force: true })
    expect(pathsOf(await work.collectAfter(FIX))).toEqual(['src/pay.py'])
  })

  it('R11: that a link takes the place of is a change, or is refused', async () => {
    await rm(work.at('vendor/lib'), { recursive: true, force: true })
    await mkdir(work.at('vendor'), { recursive: true })
    await symlink('/etc', work.at('vendor/lib'))
    const collected = await work.collectAfter(FIX)
    if (collected.kind === 'patch') expect(pathsOf(collected)).toContain('vendor/lib')
    else expect(collected).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('R11: that files without a .git take the place of is a change, or is refused', async () => {
    const collected = await work.collectAfter({ ...FIX, 'vendor/lib/lib.c': 'int x;\n' })
    if (collected.kind === 'patch') expect(pathsOf(collected)).toContain('vendor/lib/lib.c')
    else expect(collected).toMatchObject({ failure: 'damaged-work-tree' })
  })
})
