import type { Attempt, DistinctionSubjects } from '../../domain/candidate/attempt.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'

/** An interrupted one is made once more; whatever else ends it is its answer. */
const MAX_ATTEMPTS = 2

/** The last one at a test that tells these two apart, as they are now. */
export function latestDistinction(
  attempts: readonly Attempt[],
  asked: DistinctionSubjects,
): Attempt | undefined {
  return distinctionsOf(attempts, asked).at(-1)
}

export function mayDistinguishAgain(attempts: readonly Attempt[], asked: DistinctionSubjects): boolean {
  const own = distinctionsOf(attempts, asked)
  const outcome = own.at(-1)?.outcome
  return outcome?.kind === 'failure' && outcome.failure === 'interrupted' && own.length < MAX_ATTEMPTS
}

/** The last one that has told the candidate, at this commit, apart from another. */
export function distinctionAbout(
  attempts: readonly Attempt[],
  about: { readonly candidate: CandidateId; readonly commit: string },
): Attempt | undefined {
  return attempts
    .filter(
      ({ distinguishes, outcome }) =>
        outcome?.kind === 'distinction' &&
        distinguishes?.between.includes(about.candidate) &&
        commitOf(distinguishes, about.candidate) === about.commit,
    )
    .at(-1)
}

export function distinctionsOf(attempts: readonly Attempt[], asked: DistinctionSubjects): readonly Attempt[] {
  const isSame = (one: DistinctionSubjects) =>
    asked.between.every((id) => one.between.includes(id) && commitOf(one, id) === commitOf(asked, id))
  return attempts
    .filter(({ distinguishes }) => distinguishes && isSame(distinguishes))
    .toSorted((a, b) => a.number - b.number)
}

function commitOf({ all }: DistinctionSubjects, id: CandidateId): string | undefined {
  return all.find(({ candidate }) => candidate === id)?.commit
}
