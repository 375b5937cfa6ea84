import { rm } from 'node:fs/promises'
import { afterEach, expect, it } from 'vitest'
import { createLeases } from '../../../src/adapters/git/leases.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string | undefined
afterEach(async () => {
  if (directory !== undefined) await rm(directory, { recursive: true })
})

it('are begun by two at once in one process, of which none waits for the other, and none is left', async () => {
  directory = await temporaryFolder()
  const [mine, other] = [createLeases(directory), createLeases(directory)]
  await Promise.all([mine.begin('scratch'), other.begin('scratch'), mine.begin('scratch')])
  let worked = 0
  const work = async () => {
    worked += 1
  }
  await mine.unlessHeld('scratch', work)
  expect(worked).toBe(0)
  await mine.end('scratch')
  await mine.unlessHeld('scratch', work)
  expect(worked).toBe(1)
})
