import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tidyMirrors } from '../../../src/adapters/git/tidy-mirrors.ts'
import { plainGit } from './sample-repository.ts'
import { useWorkspace } from './use-workspace.ts'

const on = useWorkspace()
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const mirrors = () => join(on.dataDir, 'mirrors')
const mirror = () => join(mirrors(), 'acme/payments.git')
const tidy = (laterMs: number) => tidyMirrors(mirrors(), Date.now() + laterMs)

async function packs(): Promise<number> {
  return (await readdir(join(mirror(), 'objects/pack'))).filter((name) => name.endsWith('.pack')).length
}

/** As fetches of so many base commits leave them. */
async function packEach(times: number): Promise<void> {
  let parent = on.sample.base
  for (let time = 0; time < times; time += 1) {
    parent = await plainGit(
      mirror(),
      'commit-tree',
      '-p',
      parent,
      '-m',
      `${time}`,
      `${on.sample.base}^{tree}`,
    )
    await plainGit(mirror(), 'update-ref', `refs/bases/${parent}`, parent)
    await plainGit(mirror(), 'repack', '-d', '-q')
  }
}

describe('a mirror', () => {
  it('is removed when nothing was made of it for 30 days, and fetched again when something is', async () => {
    await tidy(29 * DAY_MS)
    expect(await packs()).toBe(1)
    await tidy(31 * DAY_MS)
    expect(await readdir(mirror())).toEqual(['work.lock'])
    const again = await on.workspace.prepare(on.request('again'))
    expect(await plainGit(again.path, 'rev-parse', 'HEAD')).toBe(on.sample.base)
    await plainGit(mirror(), 'fsck', '--full', '--strict')
  })

  it('of many packs becomes one pack once it is left alone, and whatever reads it finds all of it', async () => {
    await packEach(51)
    await tidy(HOUR_MS)
    expect(await packs()).toBeGreaterThan(50)
    await tidy(7 * HOUR_MS)
    expect(await packs()).toBe(1)
    await writeFile(on.at('README.md'), 'changed\n')
    expect((await on.collectPatch()).patch.insertions).toBe(1)
    const again = await on.workspace.prepare(on.request('again'))
    expect(await plainGit(again.path, 'status', '--porcelain')).toBe('')
  })

  it('is looked for in vain where there is none', async () => {
    await tidyMirrors(join(on.directory, 'nowhere'), Date.now())
  })
})
