import { describe, expect, it } from 'vitest'
import { judgePatch } from './judge-patch.ts'
import { LATER_CHEATS } from './later-cheats.ts'
import { LATER_HONEST } from './later-honest.ts'
import { MORE_REPOSITORIES } from './more-repositories.ts'

describe('V1, V29, T1: what takes the place of a judge, by a name, a lock or a list, is rejected', () => {
  it.each(LATER_CHEATS)('$on: $name', async ({ on, name, says, ...patch }) => {
    const reasons = (await judgePatch(MORE_REPOSITORIES[on], patch))
      .filter(({ gate }) => gate !== 'only tests' && gate !== 'no code')
      .map(({ gate, reason }) => `${gate}: ${reason}`)
    expect(
      reasons.filter((reason) => says.test(reason)),
      reasons.join('\n'),
    ).not.toEqual([])
  })
})

describe('V1: versions, dependencies and what ordinary work does beside them pass every gate', () => {
  it.each(LATER_HONEST)('$on: $name', async ({ on, name, ...patch }) => {
    const reasons = (await judgePatch(MORE_REPOSITORIES[on], patch)).map(
      ({ gate, reason }) => `${gate}: ${reason}`,
    )
    expect(reasons).toEqual([])
  })
})
