import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { prepareTemplate, startOnNewDatabase } from '../../../src/adapters/storage/database-template.ts'
import { copyTemplate } from '../../../src/adapters/storage/embedded/copy-template.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let root: string

beforeEach(async () => {
  root = await temporaryFolder()
})

/** As Postgres leaves one: a file that its owner alone may read, and others that everybody may write. */
const make = vi.fn(async (directory: string) => {
  await mkdir(join(directory, 'base'), { recursive: true })
  await writeFile(join(directory, 'postmaster.opts'), '', { mode: 0o600 })
  await writeFile(join(directory, 'base', '1'), 'rows')
  await chmod(join(directory, 'base', '1'), 0o666)
})
beforeEach(() => {
  make.mockClear()
})

const makeIn = (directory: string, making: Parameters<typeof startOnNewDatabase>[2]) =>
  startOnNewDatabase(
    directory,
    async (template) => {
      if (template !== undefined) copyTemplate(template, directory)
    },
    making,
  )

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('a new database', () => {
  it('O8: is copied from a template that another user may read and not write', async () => {
    const template = await prepareTemplate({ caches: [join(root, 'cache')], make })
    expect(await modeOf(template)).toBe('755')
    expect(await modeOf(join(template, 'base'))).toBe('755')
    expect(await modeOf(join(template, 'postmaster.opts'))).toBe('644')
    expect(await modeOf(join(template, 'base', '1'))).toBe('644')
  })

  it('is made once, copied each time, and open to nobody else', async () => {
    const caches = [join(root, 'cache')]
    for (const name of ['one', 'two']) await makeIn(join(root, name), { caches, make })
    expect(make).toHaveBeenCalledTimes(1)
    expect(await readFile(join(root, 'two/base/1'), 'utf8')).toBe('rows')
    expect(await modeOf(join(root, 'two'))).toBe('700')
    expect(await readdir(caches[0] ?? '')).toHaveLength(1)
  })

  it('O8: is made anew where no template can be kept', async () => {
    await writeFile(join(root, 'file'), '')
    await makeIn(join(root, 'data'), { caches: [join(root, 'file/cache')], make })
    expect(await readFile(join(root, 'data/base/1'), 'utf8')).toBe('rows')
  })

  it('O8: is made anew where the template cannot be read, and nothing of a half copy stays', async () => {
    const caches = [join(root, 'cache')]
    const template = await prepareTemplate({ caches, make })
    // Nobody can copy a socket, root included.
    const socket = createServer().listen(join(template, 'base', 'socket'))
    await once(socket, 'listening')
    const fresh = vi.fn(async (directory: string) => {
      expect(existsSync(directory)).toBe(false)
      await make(directory)
    })
    await makeIn(join(root, 'data'), { caches, make: fresh })
    expect(fresh).toHaveBeenCalledTimes(1)
    expect(await readdir(root)).toEqual(['cache', 'data'])
    socket.close()
  })

  it('is not made anew where it is there and something else fails', async () => {
    const directory = join(root, 'data')
    const start = async (template = '') => {
      copyTemplate(template, directory)
      throw new Error('it is locked')
    }
    const starting = startOnNewDatabase(directory, start, { caches: [join(root, 'cache')], make })
    await expect(starting).rejects.toThrow('it is locked')
    expect(make).toHaveBeenCalledTimes(1)
  })

  it('takes the template of a clone, and else the one of the user', async () => {
    const [clone, users] = [join(root, 'clone'), join(root, 'users')]
    const ofUser = await prepareTemplate({ caches: [users], make })
    expect(await prepareTemplate({ caches: [clone, users], make })).toBe(ofUser)
    const ofClone = await prepareTemplate({ caches: [clone], make })
    expect(await prepareTemplate({ caches: [clone, users], make })).toBe(ofClone)
  })
})
