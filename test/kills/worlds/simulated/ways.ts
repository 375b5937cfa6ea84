import { createRandom } from '../../../simulation/random.ts'
import type { Ways } from '../../../simulation/world/deliveries.ts'

const USUAL_MS = 300
/** Longer than the checks of a draft take. */
const LATEST_MS = 90_000

/** All arrive in their order until so manieth, and none from that on, nor when it is asked for again. */
export function lostFrom(first: number, onWebhook: (event: string) => void = () => {}): Ways {
  let count = 0
  return (event) => {
    count += 1
    onWebhook(event)
    return count >= first ? [] : [USUAL_MS]
  }
}

/** Each arrives one to five times, some of them long after others that were sent later. */
export function repeated(seed: number): Ways {
  const random = createRandom(seed)
  const ms = () => random.between(20, random.pick([1_000, 10_000, LATEST_MS]))
  return () => Array.from({ length: random.between(1, 5) }, ms)
}
