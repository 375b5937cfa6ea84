import { expect, it } from 'vitest'
import { machineObstacle } from '../../../src/adapters/git/machine-obstacle.ts'

it('O18: a folder in which nothing can be written is said in the same words each time, so that it is told once', async () => {
  // Nobody can write there, whoever runs this.
  const first = await machineObstacle('/proc')
  expect(first).toMatch(
    /^Nothing can be written in \/proc \(E[A-Z]+: [a-z ]+\): let the user of the server write there/,
  )
  expect(await machineObstacle('/proc')).toBe(first)
})
