import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { POLICIES } from './policies.ts'
import type { PolicyScore } from './policy-score.ts'

/** Scores all candidates that are left after the gates with the configured policy; answers come in the order of `all`. */
export function applyPolicy(all: readonly CandidateEvidence[], settings: Settings): readonly PolicyScore[] {
  return POLICIES[settings.policy.name].score(all, settings)
}

/** What a winner must reach, 0–100; none where the policy only ranks. */
export function policyThreshold(settings: Settings): Pick<Scoreboard, 'policy' | 'threshold'> {
  const { name } = settings.policy
  const threshold = POLICIES[name].threshold?.(settings)
  return { policy: name, ...withoutUndefined({ threshold }) }
}
