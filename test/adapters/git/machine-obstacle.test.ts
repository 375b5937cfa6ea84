import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { machineObstacle } from '../../../src/adapters/git/machine-obstacle.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

it('O18: a folder in which nothing can be written is said in the same words each time, so that it is told once', async () => {
  // Nobody can write there, whoever runs this.
  const first = await machineObstacle('/proc')
  expect(first).toMatch(
    /^Nothing can be written in \/proc \(E[A-Z]+: [a-z ]+\): let the user of the server write there/,
  )
  expect(await machineObstacle('/proc')).toBe(first)
})

it('a folder that is not there yet is no obstacle where it can be made, and is not made by looking', async () => {
  const root = await temporaryFolder()
  expect(await machineObstacle(join(root, 'data/workspace'))).toBeUndefined()
  expect(await readdir(root)).toEqual([])
  expect(await machineObstacle('/proc/data')).toMatch(/^Nothing can be written in \/proc\/data \(/)
})
