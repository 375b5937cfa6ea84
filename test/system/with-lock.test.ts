import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { withLock } from '../../packages/system/src/with-lock.ts'
import { temporaryFolder } from '../temporary-folder.ts'

it('lets one work at a time, in the order of asking, also after one that failed', async () => {
  const directory = await temporaryFolder()
  const reported: string[] = []
  const work = (name: string) => async () => {
    reported.push(`${name} begins`)
    await Promise.resolve()
    reported.push(`${name} ends`)
    if (name === 'first') throw new Error('no luck')
    return name
  }
  const all = await Promise.allSettled(['first', 'second'].map((name) => withLock(directory, work(name))))
  expect(all).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'second' }])
  expect(reported).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  await rm(directory, { recursive: true })
})

it('waits for another process, and for no longer than that process lives', async () => {
  const directory = await temporaryFolder()
  const module = pathToFileURL(join(import.meta.dirname, '../../packages/system/src/with-lock.ts'))
  const script = `import { withLock } from ${JSON.stringify(module.href)}
    await withLock(process.argv[1], () => new Promise(() => { console.log('working'); setInterval(() => {}, 1_000) }))`
  const other = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  let isOver = false
  const mine = withLock(directory, async () => isOver)
  const gone = once(other, 'exit')
  isOver = true
  other.kill('SIGKILL')
  await gone
  expect(await mine).toBe(true)
  await rm(directory, { recursive: true })
})
