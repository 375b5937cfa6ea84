import { describe, expect, it } from 'vitest'
import { judgePatch } from './judge-patch.ts'
import { MORE_CHEATS } from './more-cheats.ts'
import { MORE_HONEST } from './more-honest.ts'
import { MORE_REPOSITORIES } from './more-repositories.ts'

describe('V1, V29, T1: who changes what judges or weakens it is rejected, in forms of which nobody was told', () => {
  it.each(MORE_CHEATS)('$on: $name', async ({ on, name, says, ...patch }) => {
    const reasons = (await judgePatch(MORE_REPOSITORIES[on], patch))
      .filter(({ gate }) => gate !== 'only tests' && gate !== 'no code')
      .map(({ gate, reason }) => `${gate}: ${reason}`)
    expect(
      reasons.filter((reason) => says.test(reason)),
      reasons.join('\n'),
    ).not.toEqual([])
  })
})

describe('V1: honest work on the same repositories passes every gate', () => {
  it.each(MORE_HONEST)('$on: $name', async ({ on, name, ...patch }) => {
    const reasons = (await judgePatch(MORE_REPOSITORIES[on], patch)).map(
      ({ gate, reason }) => `${gate}: ${reason}`,
    )
    expect(reasons).toEqual([])
  })
})
