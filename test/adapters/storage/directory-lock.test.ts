import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { lockDirectory } from '../../../src/adapters/storage/directory-lock.ts'
import { temporaryDirectory } from './temporary-directory.ts'

it('is held against this process and others until it is released, refused attempts notwithstanding', async () => {
  const directory = await temporaryDirectory()
  const path = join(directory, 'database.lock')
  const lock = lockDirectory(path)
  expect(lock).toBeDefined()
  expect(lockDirectory(path)).toBeUndefined()
  expect(lockDirectory(path)).toBeUndefined()
  expect(fromAnotherProcess(path)).toBe('held')
  lock?.release()
  expect(fromAnotherProcess(path)).toBe('free')
  await rm(directory, { recursive: true })
})

function fromAnotherProcess(path: string): string {
  const module = pathToFileURL(join(import.meta.dirname, '../../../src/adapters/storage/directory-lock.ts'))
  const script = `import { lockDirectory } from ${JSON.stringify(module.href)}
    process.stdout.write(lockDirectory(process.argv[1]) ? 'free' : 'held')`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' }).stdout
}
