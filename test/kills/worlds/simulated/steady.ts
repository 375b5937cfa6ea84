import type { Agent } from '../../../../src/ports/agent.ts'
import type { CheckPlan } from '../../../simulation/world/checks.ts'

/** In the order of their ranks. */
const CANDIDATES = ['minimal-change', 'refactor-heavy', 'pattern-extraction']

/** What is left to chance elsewhere is here a thing of the candidate alone: however often it is done again, it goes the same way. */
export const steadyAgent: Agent = {
  missing: async () => undefined,
  run: async ({ workTree: { path } }) => {
    const ms = 20_000 + 15_000 * placeOf(path)
    await new Promise((done) => setTimeout(done, ms))
    return { kind: 'finished', usage: { seconds: ms / 1_000 } }
  },
}

/** Those of the candidates named fail their tests; every second check ends after the one behind it. */
export function steadyChecks(failing: readonly string[]): CheckPlan {
  const isFailing = (branch: string) => failing.some((candidate) => branch.endsWith(`/${candidate}`))
  return {
    startsAfterMs: (branch) => 1_000 + 400 * placeOf(branch),
    ends: (branch) => [
      { afterMs: 20_000 - 5_000 * placeOf(branch), conclusion: 'success' },
      { afterMs: 25_000 + 9_000 * placeOf(branch), conclusion: isFailing(branch) ? 'failure' : 'success' },
    ],
  }
}

function placeOf(name: string): number {
  return CANDIDATES.findIndex((candidate) => name.includes(candidate)) + 1
}
