import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import type { PolicyText } from '../../messages/scoreboard/scoreboard-view.ts'
import { POLICIES } from './policies.ts'

/** What the policy that made a scoreboard says on it. */
export function policyText(scoreboard: Scoreboard, settings: Settings): PolicyText {
  return { heading: POLICIES[scoreboard.policy].heading, notes: policyNotes(scoreboard, settings) }
}

/** Sentences below the table; shorter where the settings are not available. */
export function policyNotes({ policy, rows }: Scoreboard, settings?: Settings): readonly string[] {
  return POLICIES[policy].notes?.({ rows }, settings) ?? []
}
