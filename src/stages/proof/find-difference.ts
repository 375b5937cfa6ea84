import type { AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { CandidatePair, Difference, DistinctionCell } from '../../domain/proof/distinction.ts'
import { BASE, isSame, type Side } from '../../domain/proof/proof.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { outcomeOf, type TestOutcome } from './outcome-of.ts'

type Distinction = Extract<AttemptOutcome, { kind: 'distinction' }>

export type DifferenceResult =
  | { readonly kind: 'differs'; readonly difference: Difference; readonly more: number }
  /** `reason` is a clause about who wrote the test. */
  | { readonly kind: 'nothing'; readonly reason: string }

/** The first test that exactly one of the two passes, and that the other fails by what it does. */
export function findDifference({ cells }: Distinction, between: CandidatePair): DifferenceResult {
  const tests = testsOf(cells)
  const differences = tests.flatMap((test) => differenceOf(cells, test, between))
  const [difference] = differences
  return difference
    ? { kind: 'differs', difference, more: differences.length - 1 }
    : {
        kind: 'nothing',
        reason: whyNone(
          tests.map((test) => pairOf(cells, test, between)),
          between,
        ),
      }
}

interface Test {
  readonly file: string
  readonly name: string | undefined
}

function testsOf(cells: readonly DistinctionCell[]): readonly Test[] {
  const files = [...new Set(cells.flatMap(({ file }) => file ?? []))]
  return files.flatMap((file): Test[] => {
    const own = cells.filter((cell) => cell.file === file)
    const names = new Set(own.flatMap((cell) => cell.names?.map(({ name }) => name) ?? []))
    return names.size === 0 ? [{ file, name: undefined }] : [...names].map((name) => ({ file, name }))
  })
}

function saidOf(cells: readonly DistinctionCell[], { file, name }: Test, state: Side): TestOutcome {
  const cell = cells.find((one) => one.file === file && isSame(one.state, state))
  return outcomeOf(cell, name)
}

interface Answer {
  readonly candidate: CandidateId
  readonly said: TestOutcome
}

function pairOf(
  cells: readonly DistinctionCell[],
  test: Test,
  [first, second]: CandidatePair,
): readonly [Answer, Answer] {
  const on = (candidate: CandidateId): Answer => ({ candidate, said: saidOf(cells, test, side(candidate)) })
  return [on(first), on(second)]
}

function differenceOf(cells: readonly DistinctionCell[], test: Test, between: CandidatePair): Difference[] {
  const pair = pairOf(cells, test, between)
  const passing = pair.find(({ said }) => said.kind === 'passed')
  const failing = pair.find(({ said }) => failsByWhatItDoes(said))
  if (!passing || failing?.said.kind !== 'failed') return []
  const ids = cells.flatMap(({ state }) => (state.kind === 'candidate' ? [state.id] : []))
  const others = [...new Set(ids)].filter((id) => !between.includes(id))
  return [
    {
      file: test.file,
      ...withoutUndefined({ name: test.name }),
      passes: passing.candidate,
      fails: failing.candidate,
      words: failing.said.words,
      onBase: word(saidOf(cells, test, BASE)),
      others: others.map((candidate) => ({ candidate, said: word(saidOf(cells, test, side(candidate))) })),
    },
  ]
}

/**
 * A test that cannot be loaded, misses a name, or fails for an unknown reason says nothing about what the code does.
 */
function failsByWhatItDoes(said: TestOutcome): boolean {
  return said.kind === 'failed' && (said.failure === 'assertion' || said.failure === 'crash')
}

function word(said: TestOutcome): Difference['onBase'] {
  if (said.kind === 'passed') return 'passes'
  return failsByWhatItDoes(said) ? 'fails' : 'nothing'
}

/** Of several tests, what comes nearest to a difference. */
function whyNone(pairs: readonly (readonly [Answer, Answer])[], [first, second]: CandidatePair): string {
  const both = `both ${codeSpan(first, 40)} and ${codeSpan(second, 40)}`
  const oneSided = pairs.flatMap((pair) =>
    pair.some(({ said }) => said.kind === 'passed')
      ? pair.filter(({ said }) => said.kind !== 'passed' && !failsByWhatItDoes(said))
      : [],
  )
  const [unclear] = oneSided
  if (unclear)
    return `wrote a test that says nothing about what ${codeSpan(unclear.candidate, 40)} does: ${whatOf(unclear.said)}`
  if (pairs.length > 0 && pairs.every((pair) => pair.every(({ said }) => said.kind === 'passed')))
    return `wrote a test that ${both} pass`
  if (pairs.some((pair) => pair.every(({ said }) => failsByWhatItDoes(said))))
    return `wrote a test that ${both} fail`
  return `wrote a test that says nothing about ${both}`
}

function whatOf(said: TestOutcome): string {
  if (said.kind === 'nothing') return `it ${said.reason}`
  if (said.kind === 'passed') return 'it passes'
  const needed = said.needs === undefined ? '' : ` (${codeSpan(said.needs, 80)})`
  switch (said.failure) {
    case 'load':
      return `it cannot be loaded there${needed}`
    case 'missing':
      return `it needs what is not there${needed}`
    default:
      return 'it is unclear what made it fail'
  }
}

function side(id: CandidateId): Side {
  return { kind: 'candidate', id }
}
