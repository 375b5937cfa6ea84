import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { usersNode, usersPath } from '../../src/adapters/users-path.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const project = join(import.meta.dirname, '../..')
const ofPackage = join(project, 'node_modules/.bin')
const pinned = join(project, 'node_modules/node/bin')
let root: string

beforeEach(async () => {
  root = await temporaryFolder()
})

/** A folder with a program `node` that answers whatever it is asked with these words. */
async function nodeIn(name: string, says: string): Promise<string> {
  const folder = join(root, name)
  await mkdir(folder)
  await writeFile(join(folder, 'node'), `#!/bin/sh\necho '${says}'\n`)
  await chmod(join(folder, 'node'), 0o755)
  return folder
}

const path = (...folders: string[]) => folders.join(':')
const node = join(pinned, 'node')

describe("R5: the search path of the person's own", () => {
  it('holds nothing of this package, by whatever name', async () => {
    const theirs = await nodeIn('theirs', 'v20')
    await symlink(ofPackage, join(root, 'link'))
    expect(usersPath({ path: path(ofPackage, pinned, join(root, 'link'), theirs), node })).toBe(theirs)
  })

  it('holds nothing that npm puts before it, also when npm has started npm', async () => {
    const theirs = await nodeIn('theirs', 'v20')
    const ofNpm = [
      '/home/ada/.npm/_npx/0a/node_modules/.bin',
      '/home/ada/shop/node_modules/.bin',
      '/node_modules/.bin',
      '/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin',
    ]
    expect(usersPath({ path: path(...ofNpm, ...ofNpm, theirs, '/usr/bin'), node })).toBe(
      path(theirs, '/usr/bin'),
    )
  })

  it('keeps what the person has put there, folders of a project and relative ones as well', async () => {
    const theirs = await nodeIn('theirs', 'v20')
    const all = path('node_modules/.bin', '/home/ada/shop/node_modules/.bin', '', theirs)
    expect(usersPath({ path: all, node })).toBe(all)
  })

  it('ends with our Node only where the person has none', () => {
    expect(usersPath({ path: path(pinned, root), node })).toBe(path(root, pinned))
  })

  it('leads to the Node itself where a stand-in chooses among several', async () => {
    const [real, shims] = [await nodeIn('real', ''), await nodeIn('shims', join(root, 'real/node'))]
    expect(await usersNode(shims)).toBe(join(real, 'node'))
    expect(await usersNode(join(root, 'empty'))).toBe(process.execPath)
  })
})
