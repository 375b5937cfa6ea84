import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import type { ReadRun } from '../output/read-run.ts'

export interface TimedRun extends ReadRun {
  readonly run: string
  readonly seconds: number
}

/** A test that fails is run once more, from a fresh tree; one whose result changes is flaky. */
export async function runTwice(once: () => Promise<TimedRun>, clear: () => Promise<void>): Promise<TimedRun> {
  const first = await once()
  if (!isAskedAgain(first)) return first
  await clear()
  return both(first, await once())
}

/** The same of what was already run; undefined where that does not settle it. */
export function inOrder([first, second]: readonly TimedRun[]): TimedRun | undefined {
  if (!first || !isAskedAgain(first)) return first
  return second && both(first, second)
}

function isAskedAgain({ outcome }: TimedRun): boolean {
  return outcome.kind === 'failed' || outcome.kind === 'timed-out'
}

/** The same of what is run twice in any case; what does not come to the same is flaky. */
export function agreedOn(first: TimedRun, second: TimedRun): TimedRun {
  const seconds = first.seconds + second.seconds
  const isSame = first.outcome.kind === second.outcome.kind
  const outcome = isSame ? second.outcome : FLIPPED
  if (first.names && second.names)
    return { ...second, names: agreed(first.names, second.names), outcome, seconds }
  const { names: _, ...unnamed } = second
  return isSame && !first.names ? { ...second, seconds } : { ...unnamed, outcome: FLIPPED, seconds }
}

const FLIPPED = { kind: 'flaky' as const, words: 'two runs of it ended differently' }

function both(first: TimedRun, second: TimedRun): TimedRun {
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
