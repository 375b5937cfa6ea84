import type { CandidateId } from '../candidate/candidate.ts'
import type { Row } from '../judgement/row.ts'
import type { Scoreboard } from '../judgement/scoreboard.ts'
import { withoutUndefined } from '../without-undefined.ts'
import type { BroughtTest } from './proof.ts'

/** Proof that another candidate brings and the winner does not. */
export interface LackingTest {
  readonly file: string
  /** Absent for a whole file. */
  readonly name?: string | undefined
  readonly onWinner:
    | { readonly kind: 'passes' }
    | { readonly kind: 'fails'; readonly words: string }
    | { readonly kind: 'not-applicable'; readonly reason: string }
  /** More candidates fail it than pass it. */
  readonly isContested: boolean
}

export interface LackingTests {
  readonly author: Row
  /** What the winner fails first. */
  readonly tests: readonly LackingTest[]
}

const ORDER = ['fails', 'passes', 'not-applicable'] as const

/** By author, in rank order: tests that fail on the base and pass on their author, and that the winner lacks. */
export function lackingTests({ proof, rows }: Scoreboard, winner: CandidateId): readonly LackingTests[] {
  if (proof?.kind !== 'checked') return []
  const { tests } = proof.verdict
  const own = tests.filter(({ test }) => test.author === winner)
  const hasIt = ({ test }: BroughtTest) =>
    test.name !== undefined && own.some((one) => one.test.file === test.file && one.test.name === test.name)
  return rows.flatMap((author) => {
    if (author.candidate === winner || author.head === undefined) return []
    const lacking = tests
      .filter((one) => one.test.author === author.candidate && one.verdict.kind !== 'nothing' && !hasIt(one))
      .flatMap((one) => lackingOf(one, winner))
      .toSorted((a, b) => ORDER.indexOf(a.onWinner.kind) - ORDER.indexOf(b.onWinner.kind))
    return lacking.length === 0 ? [] : [{ author, tests: lacking }]
  })
}

/** What was not run on the winner is left out. */
function lackingOf(
  { test, verdict, passes, fails, notApplicable }: BroughtTest,
  winner: CandidateId,
): readonly LackingTest[] {
  const { file, name } = test
  const all = { file, ...withoutUndefined({ name }), isContested: verdict.kind === 'contested' }
  if (passes.includes(winner)) return [{ ...all, onWinner: { kind: 'passes' } }]
  const failed = fails.find(({ candidate }) => candidate === winner)
  if (failed) return [{ ...all, onWinner: { kind: 'fails', words: failed.words } }]
  const why = notApplicable.find(({ candidate }) => candidate === winner)
  return why ? [{ ...all, onWinner: { kind: 'not-applicable', reason: why.reason } }] : []
}
