import type { Learned, TrackRecord } from '../../domain/learning/learn.ts'
import type { Settings } from '../../domain/settings.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { count } from '../../messages/numbers.ts'
import { rateText } from '../../messages/rate-text.ts'

/** E7: what earlier runs say of the default strategies, before any of this one is known. */
export interface Prior {
  /** Ids, the one first that was chosen most surely. */
  readonly order: readonly string[]
  /** The first is chosen nearly always: others would be paid for nothing. */
  readonly isOneEnough: boolean
  /** A sentence for the scoreboard. */
  readonly note: string
}

/** So sure must it be that the first one is chosen, by the lower end of its interval. */
const ENOUGH = 0.8
/** Of fewer nothing is concluded. */
const LEAST_TRIES = 5

/** Undefined where the repository does not ask for it, or there are too few runs to say anything. */
export function priorOf({ learning }: Settings, learned: Learned | undefined): Prior | undefined {
  if (!learning.plan || !learned || learned.runs < learning.min_runs) return undefined
  const known = learned.strategies.filter(({ chosen }) => chosen.of >= LEAST_TRIES)
  const sorted = known.toSorted((a, b) => b.chosen.low - a.chosen.low)
  const [first] = sorted
  if (!first) return undefined
  const isOneEnough = first.chosen.low >= ENOUGH
  return {
    order: sorted.map(({ name }) => name),
    isOneEnough,
    note: noteOf(first, learned.runs, isOneEnough),
  }
}

function noteOf({ name, chosen }: TrackRecord, runs: number, isOneEnough: boolean): string {
  const then = isOneEnough ? 'so one candidate is enough here' : 'so it goes first'
  return `By ${count(runs, 'earlier run')} here ${codeSpan(name, 40)} was chosen in ${rateText(chosen)}, ${then} (\`learning.plan\`).`
}

/** What is not known of goes after what is, in its own order. */
export function inOrder<One extends { readonly id: string }>(
  strategies: readonly One[],
  { order }: Pick<Prior, 'order'>,
): One[] {
  const placeOf = ({ id }: One) => (order.includes(id) ? order.indexOf(id) : order.length)
  return strategies.toSorted((a, b) => placeOf(a) - placeOf(b))
}
