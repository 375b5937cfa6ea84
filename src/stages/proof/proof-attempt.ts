import { type Attempt, type AttemptAt, isAt } from '../../domain/candidate/attempt.ts'
import { mayRepeat } from '../../domain/candidate/may-try-again.ts'
import type { ProofSubject } from '../../domain/candidate/task.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** What of these rows is run on each other: who wrote the very same patch as another is run with that one. */
export function provedOf(rows: readonly Row[], { base, plan }: Speculation): ProofSubject[] {
  const order = plan.briefs.map(({ id }) => id)
  const place = ({ candidate }: Row) => (order.includes(candidate) ? order.indexOf(candidate) : order.length)
  return rows
    .toSorted((a, b) => place(a) - place(b) || (a.candidate < b.candidate ? -1 : 1))
    .flatMap(({ candidate, head, base: own = base.commit, sameAs }) =>
      head === undefined || sameAs !== undefined ? [] : [{ candidate, base: own, commit: head }],
    )
}

/** The last one that has run all of them, as they are now. */
export function latestProof(
  attempts: readonly Attempt[],
  proved: readonly ProofSubject[],
): AttemptAt<'prove'> | undefined {
  return proofsOf(attempts, proved).at(-1)
}

export function mayProveAgain(attempts: readonly Attempt[], proved: readonly ProofSubject[]): boolean {
  return mayRepeat(proofsOf(attempts, proved))
}

function proofsOf(
  attempts: readonly Attempt[],
  proved: readonly ProofSubject[],
): readonly AttemptAt<'prove'>[] {
  return attempts
    .filter((attempt) => isAt(attempt, 'prove'))
    .filter(({ task }) =>
      proved.every(({ candidate, commit }) =>
        task.commits.some((one) => one.candidate === candidate && one.commit === commit),
      ),
    )
    .toSorted((a, b) => a.number - b.number)
}
