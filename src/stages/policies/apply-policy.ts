import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import { lexicographic } from './lexicographic.ts'
import type { PolicyScore } from './policy-score.ts'
import { scorecard } from './scorecard.ts'
import { vote } from './vote.ts'

/** Scores all candidates that are left after the gates with the configured policy; answers come in the order of `all`. */
export function applyPolicy(all: readonly CandidateEvidence[], { policy }: Settings): readonly PolicyScore[] {
  switch (policy.name) {
    case 'vote':
      return vote(all, policy.vote)
    case 'scorecard':
      return scorecard(all, policy.scorecard)
    case 'lexicographic':
      return lexicographic(all)
    default:
      return policy.name satisfies never
  }
}

/** What a winner must reach, 0–100; the lexicographic policy ranks and has no threshold. */
export function policyThreshold({
  policy,
  speculation,
  verifier,
}: Settings): Pick<Scoreboard, 'policy' | 'threshold'> {
  switch (policy.name) {
    case 'vote':
      return { policy: policy.name, threshold: speculation.vote_threshold * 100 }
    case 'scorecard':
      return { policy: policy.name, threshold: verifier.promotion_threshold * 100 }
    case 'lexicographic':
      return { policy: policy.name }
    default:
      return policy.name satisfies never
  }
}
