import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { cachedFolder, cacheFolders, ownProgram, ownReadable, PACKAGE } from '../../src/adapters/own-files.ts'
import { temporaryFolder } from '../temporary-folder.ts'

let root: string

beforeEach(async () => {
  root = await temporaryFolder()
})

describe('the caches', () => {
  const ofClone = join(PACKAGE, 'node_modules/.cache/speculate')

  it('of a clone lies beside its dependencies, before the one of the user', () => {
    expect(cacheFolders({ XDG_CACHE_HOME: '/caches' })).toEqual([ofClone, '/caches/speculate'])
  })

  it.each([undefined, '', 'relative'])('of a user whose XDG_CACHE_HOME is %o is the usual one', (value) => {
    expect(cacheFolders({ XDG_CACHE_HOME: value })[1]).toBe(join(homedir(), '.cache/speculate'))
  })
})

describe('a cached folder', () => {
  it('is the one that is there, wherever a new one could be made', async () => {
    await mkdir(join(root, 'second/toolchains'), { recursive: true })
    const caches = [join(root, 'first'), join(root, 'second')]
    expect(cachedFolder('toolchains', caches)).toBe(join(root, 'second/toolchains'))
  })

  it('is else the first that could be made, and the last where none can', async () => {
    await writeFile(join(root, 'file'), '')
    const [never, can] = [join(root, 'file/cache'), join(root, 'new/cache')]
    expect(cachedFolder('toolchains', [can, never])).toBe(join(can, 'toolchains'))
    expect(cachedFolder('toolchains', [never, can])).toBe(join(can, 'toolchains'))
    expect(cachedFolder('toolchains', [never])).toBe(join(never, 'toolchains'))
  })
})

it('names a program of ours as this kind of installation has it, and what it needs to be read', () => {
  const address = new URL('run%20me.ts', pathToFileURL('/a folder/'))
  expect(ownProgram(address)).toBe('/a folder/run me.ts')
  expect(ownReadable()).toEqual([
    join(PACKAGE, 'src'),
    join(PACKAGE, 'package.json'),
    join(PACKAGE, 'node_modules'),
  ])
})
