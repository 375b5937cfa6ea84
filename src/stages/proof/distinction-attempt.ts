import { type Attempt, type AttemptAt, isAt } from '../../domain/candidate/attempt.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { mayRepeat } from '../../domain/candidate/may-try-again.ts'
import type { DistinctionSubjects } from '../../domain/candidate/task.ts'

/** The last one at a test that tells these two apart, as they are now. */
export function latestDistinction(
  attempts: readonly Attempt[],
  asked: DistinctionSubjects,
): AttemptAt<'distinguish'> | undefined {
  return distinctionsOf(attempts, asked).at(-1)
}

export function mayDistinguishAgain(attempts: readonly Attempt[], asked: DistinctionSubjects): boolean {
  return mayRepeat(distinctionsOf(attempts, asked))
}

/** The last one that has told the candidate, at this commit, apart from another. */
export function distinctionAbout(
  attempts: readonly Attempt[],
  about: { readonly candidate: CandidateId; readonly commit: string },
): AttemptAt<'distinguish'> | undefined {
  return attempts
    .filter((attempt) => isAt(attempt, 'distinguish'))
    .filter(
      ({ task, outcome }) =>
        outcome?.kind === 'distinction' &&
        task.between.includes(about.candidate) &&
        commitOf(task, about.candidate) === about.commit,
    )
    .at(-1)
}

export function distinctionsOf(
  attempts: readonly Attempt[],
  asked: DistinctionSubjects,
): readonly AttemptAt<'distinguish'>[] {
  const isSame = (one: DistinctionSubjects) =>
    asked.between.every((id) => one.between.includes(id) && commitOf(one, id) === commitOf(asked, id))
  return attempts
    .filter((attempt) => isAt(attempt, 'distinguish'))
    .filter(({ task }) => isSame(task))
    .toSorted((a, b) => a.number - b.number)
}

function commitOf({ all }: DistinctionSubjects, id: CandidateId): string | undefined {
  return all.find(({ candidate }) => candidate === id)?.commit
}
