import { expect, it } from 'vitest'
import { judgePatch } from './judge-patch.ts'
import { REPOSITORIES } from './repositories-of-defeats.ts'

const reasonsOf = async (on: string, change: Readonly<Record<string, string>>) =>
  (await judgePatch(REPOSITORIES[on] ?? {}, { change })).map(({ gate, reason }) => `${gate}: ${reason}`)

it('is done soon with a text that no grammar comes to an end with, and lets none of it pass', {
  timeout: 60_000,
}, async () => {
  const reasons = await reasonsOf('rb', { 'lib/big.rb': `${'%q('.repeat(100_000)}\n` })
  expect(reasons.join()).toContain('reading its code comes to no end')
})
