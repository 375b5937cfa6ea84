import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PLANTED_BUGS } from './planted-bugs.ts'
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

  it('knows where each of its planted bugs would be', () => {
    for (const { file, code } of PLANTED_BUGS) {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
      expect(text.split(code), `${code} in ${file}`).toHaveLength(2)
    }
  })
})
