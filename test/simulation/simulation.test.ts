import { describe, expect, it } from 'vitest'
import { FAULTS_AT_LEAST, simulate } from './simulate.ts'

describe('the simulation', () => {
  it('goes the same way again for the same seed', async () => {
    const once = await simulate(7)
    const twice = await simulate(7)
    expect(twice.trail).toEqual(once.trail)
    expect(twice.digest).toBe(once.digest)
  })

  it('meets at least twenty faults in each run, and everything holds', async () => {
    for (const seed of [1, 2, 3]) {
      const { fired, violations } = await simulate(seed)
      expect(fired.length).toBeGreaterThanOrEqual(FAULTS_AT_LEAST)
      expect(violations).toEqual([])
    }
  })
})
