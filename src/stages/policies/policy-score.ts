import type { CandidateId } from '../../domain/candidate.ts'
import type { CandidateEvidence } from '../../domain/candidate-evidence.ts'
import type { ScorePart } from '../../domain/scoreboard.ts'

/** What a policy says of one candidate, and all that it says. */
export interface PolicyScore {
  readonly id: CandidateId
  /** 0–100; absent where the policy only ranks. */
  readonly score?: number
  /** Compared element by element, the higher one first; finite numbers. */
  readonly key: readonly number[]
  /** They add up to the score, where there is one; otherwise they are the elements of the key. */
  readonly parts: readonly ScorePart[]
}

/** Every policy eliminates what did not pass, should it ever get it: a failing check outweighs any flag. */
export function passes({ tests_pass, checks, gates }: CandidateEvidence): boolean {
  return tests_pass && gates.length === 0 && checks.every(({ verdict }) => verdict === 'passed')
}

/** Tests are no size: a better tested patch is never worse off for them. */
export function linesOf(candidate: CandidateEvidence): number {
  return addedLines(candidate) + Math.max(0, candidate.deletions - candidate.test_deletions)
}

export function addedLines({ insertions, test_insertions }: CandidateEvidence): number {
  return Math.max(0, insertions - test_insertions)
}

/** Said only where there are any. */
export function besideTests({ test_insertions, test_deletions }: CandidateEvidence): string {
  const tests = test_insertions + test_deletions
  return tests === 0 ? '' : `, and ${tests} in tests`
}
