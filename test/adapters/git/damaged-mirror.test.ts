import { readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainGit } from './sample-repository.ts'
import { repository, useWorkspace } from './use-workspace.ts'

const on = useWorkspace()

const mirror = () => join(on.dataDir, 'mirrors/acme/payments.git')
const packs = () => join(mirror(), 'objects/pack')
async function eachPack(suffix: string, damage: (file: string, size: number) => Promise<void>) {
  for (const name of await readdir(packs()))
    if (name.endsWith(suffix)) {
      const file = join(packs(), name)
      await damage(file, (await stat(file)).size)
    }
}
/** A new file, so that no process has the old one mapped. */
async function replace(file: string, content: Uint8Array | string) {
  await rm(file)
  await writeFile(file, content)
}

const DAMAGES: readonly [string, () => Promise<void>][] = [
  ['a pack cut in half', () => eachPack('.pack', (file, size) => truncate(file, Math.floor(size / 2)))],
  ['an empty pack', () => eachPack('.pack', (file) => replace(file, ''))],
  ['a pack that is gone', () => eachPack('.pack', (file) => rm(file))],
  ['an index that is gone', () => eachPack('.idx', (file) => rm(file))],
  ['an index of zeros', () => eachPack('.idx', (file, size) => replace(file, Buffer.alloc(size)))],
  ['no objects at all', () => rm(join(mirror(), 'objects'), { recursive: true })],
]

describe('O17: a mirror with', () => {
  it.each(DAMAGES)('%s is made anew, and the work is done', async (_name, damage) => {
    await writeFile(on.at('README.md'), 'changed\n')
    const { patch } = await on.collectPatch()
    await damage()
    const again = await on.workspace.prepare(on.request('again'))
    expect(await plainGit(again.path, 'rev-parse', 'HEAD')).toBe(on.sample.base)
    expect(await plainGit(again.path, 'status', '--porcelain')).toBe('')
    await plainGit(mirror(), 'fsck', '--full', '--strict')
    // The work trees that were there before read the new one.
    expect((await on.collectPatch()).patch.tree).toBe(patch.tree)
    expect(await readdir(join(mirror(), '..'))).toEqual(['payments.git'])
  })

  it('a pack cut in half is whole again before somebody runs tests from it', async () => {
    await DAMAGES[0]?.[1]()
    const commits = [on.sample.base]
    const gitDir = await on.workspace.mirror({ repository, remote: on.remote(), commits })
    await plainGit(gitDir, 'fsck', '--full', '--strict')
  })

  it('a pack cut in half takes in another commit', async () => {
    await DAMAGES[0]?.[1]()
    const next = ['commit-tree', '-p', on.sample.base, '-m', 'next', `${on.sample.base}^{tree}`]
    const base = await plainGit(on.sample.path, ...next)
    await plainGit(on.sample.path, 'update-ref', 'refs/heads/next', base)
    const tree = await on.workspace.prepare({ ...on.request('next'), base })
    expect(await plainGit(tree.path, 'log', '--format=%s')).toBe('next\nbase')
  })

  it('nothing wrong is left as it is when work fails for another reason', async () => {
    const before = await readdir(packs())
    const { ino } = await stat(packs())
    const broken = { repository, remote: on.remote(), base: on.sample.base, commit: 'f'.repeat(40) }
    await expect(on.workspace.diff({ ...broken, maxBytes: 1000 })).rejects.toThrow()
    expect(await readdir(packs())).toEqual(before)
    expect((await stat(packs())).ino).toBe(ino)
  })
})
