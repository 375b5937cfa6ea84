import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { holdLock } from '../../packages/system/src/hold-lock.ts'
import { temporaryFolder } from '../temporary-folder.ts'

it('is held against this process and others until it is released, refused attempts notwithstanding', async () => {
  const directory = await temporaryFolder()
  const path = join(directory, 'database.lock')
  const lock = holdLock(path)
  expect(lock).toBeDefined()
  expect(holdLock(path)).toBeUndefined()
  expect(holdLock(path)).toBeUndefined()
  expect(fromAnotherProcess(path)).toBe('held')
  lock?.release()
  expect(fromAnotherProcess(path)).toBe('free')
  await rm(directory, { recursive: true })
})

function fromAnotherProcess(path: string): string {
  const module = pathToFileURL(join(import.meta.dirname, '../../packages/system/src/hold-lock.ts'))
  const script = `import { holdLock } from ${JSON.stringify(module.href)}
    process.stdout.write(holdLock(process.argv[1]) ? 'free' : 'held')`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' }).stdout
}
