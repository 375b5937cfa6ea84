import type { NamedOutcome } from '../../domain/proof.ts'
import type { ReadRun } from './read-run.ts'

export interface Ran extends ReadRun {
  readonly run: string
  readonly seconds: number
}

/** What fails is run once more, from a fresh tree; what flips is flaky. */
export async function runTwice(once: () => Promise<Ran>, clear: () => Promise<void>): Promise<Ran> {
  const first = await once()
  if (first.outcome.kind !== 'failed' && first.outcome.kind !== 'timed-out') return first
  await clear()
  const second = await once()
  const seconds = first.seconds + second.seconds
  const words = first.outcome.kind === 'failed' ? first.outcome.words : 'did not end in time'
  if (first.names && second.names)
    return { ...second, names: agreed(first.names, second.names), outcome: second.outcome, seconds }
  if (second.outcome.kind === 'passed') return { ...second, outcome: { kind: 'flaky', words }, seconds }
  return { ...second, seconds }
}

function agreed(first: readonly NamedOutcome[], second: readonly NamedOutcome[]): readonly NamedOutcome[] {
  const before = new Map(first.map((one) => [one.name, one.outcome.kind]))
  return second.map((one) => {
    const was = before.get(one.name)
    const flips = was !== undefined && was !== one.outcome.kind && [was, one.outcome.kind].includes('failed')
    return flips ? { name: one.name, outcome: { kind: 'flaky' as const } } : one
  })
}
