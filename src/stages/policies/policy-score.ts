import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { ScorePart } from '../../domain/judgement/row.ts'

/** The score of one candidate under a policy, with everything that explains it. */
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

/** Tests, comments and documentation do not count as size: a patch that is better tested and explained is never worse off for them. */
export function linesOf(candidate: CandidateEvidence): number {
  const { deletions, test_deletions, word_deletions } = candidate
  return addedLines(candidate) + Math.max(0, deletions - test_deletions - word_deletions)
}

export function addedLines({ insertions, test_insertions, word_insertions }: CandidateEvidence): number {
  return Math.max(0, insertions - test_insertions - word_insertions)
}

/** Mentioned only where there are any. */
export function besideTests(candidate: CandidateEvidence): string {
  const { test_insertions, test_deletions, word_insertions, word_deletions } = candidate
  const tests = test_insertions + test_deletions
  const words = word_insertions + word_deletions
  const beside = [
    ...(tests === 0 ? [] : [`${tests} in tests`]),
    ...(words === 0 ? [] : [`${words} in comments, documentation and empty lines`]),
  ]
  return beside.length === 0 ? '' : ` (not counted: ${beside.join(', ')})`
}
