import { expect } from 'vitest'
import { judgePatch, type PatchOn } from './judge-patch.ts'
import { MORE_REPOSITORIES } from './repositories/all-repositories.ts'

interface Row extends PatchOn {
  readonly on: keyof typeof MORE_REPOSITORIES
}

/** A gate rejects it in these words; that it changes no code, or tests alone, is no answer. */
export async function expectRejected({ on, says, ...patch }: Row & { readonly says: RegExp }): Promise<void> {
  const reasons = (await judgePatch(MORE_REPOSITORIES[on], patch))
    .filter(({ gate }) => gate !== 'only tests' && gate !== 'no code')
    .map(({ gate, reason }) => `${gate}: ${reason}`)
  expect(
    reasons.filter((reason) => says.test(reason)),
    reasons.join('\n'),
  ).not.toEqual([])
}

export async function expectPassed({ on, ...patch }: Row): Promise<void> {
  const gates = await judgePatch(MORE_REPOSITORIES[on], patch)
  expect(gates.map(({ gate, reason }) => `${gate}: ${reason}`)).toEqual([])
}
