import type { Agent } from '../../../src/ports/agent.ts'
import type { Analysis } from '../../../src/ports/analysis.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import type { Random } from '../random.ts'

/** Works for a while; most of the time something comes of it. */
export function simulatedAgent(random: Random): Agent {
  return {
    missing: async () => undefined,
    run: async ({ signal }) => {
      const ms = random.between(5_000, 90_000)
      const kind = random.chance(0.92) ? 'finished' : 'crashed'
      await new Promise<void>((done) => {
        setTimeout(done, ms)
        signal.addEventListener('abort', () => done(), { once: true })
      })
      const usage = { seconds: ms / 1_000 }
      if (signal.aborted) return { kind: 'cancelled', detail: 'It was stopped.', usage }
      return kind === 'finished' ? { kind, usage } : { kind, detail: 'exit code 1', usage }
    },
  }
}

/** Of every patch the same: what is measured is not what is tried here. */
export const simulatedAnalysis: Analysis = {
  measure: async ({ commit }) => someMeasures({ patchId: commit }),
  holdsSecret: async () => false,
}
