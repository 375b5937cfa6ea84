import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { makeScratchFolder, removeLeftScratch } from '../../src/adapters/scratch-folder.ts'
import { temporaryFolder } from '../temporary-folder.ts'

let parent: string

beforeEach(async () => {
  parent = await temporaryFolder()
})

const program = `
import { makeScratchFolder } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/scratch-folder.ts'))}
const { path } = await makeScratchFolder(process.argv[1])
process.stdout.write(path)
setInterval(() => {}, 1000)
`

/** As if it had been there for a while. */
async function age(path: string): Promise<void> {
  const then = new Date(Date.now() - 600_000)
  await utimes(path, then, then)
}

it('of a process that was killed goes at the next start; of one that lives, it stays', async () => {
  const worker = spawn(process.execPath, ['--input-type=module', '--eval', program, parent])
  const [path] = await once(worker.stdout, 'data')
  const left = String(path)
  const own = await makeScratchFolder(parent)
  for (const folder of [left, own.path]) await age(folder)
  await removeLeftScratch(parent)
  expect((await readdir(parent)).toSorted()).toEqual([left, own.path].map((one) => basename(one)).toSorted())

  worker.kill('SIGKILL')
  await once(worker, 'exit')
  await removeLeftScratch(parent)
  expect(await readdir(parent)).toEqual([basename(own.path)])
  await own.remove()
  expect(await readdir(parent)).toEqual([])
})
