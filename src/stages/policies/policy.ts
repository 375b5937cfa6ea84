import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Row, ScorePart } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import type { PolicyScore } from './policy-score.ts'

/** A way to rank what has passed the gates. Its name and its settings are in `domain/settings/policy-settings.ts`. */
export interface Policy {
  /** Answers in the order of `all`. */
  readonly score: (all: readonly CandidateEvidence[], settings: Settings) => readonly PolicyScore[]
  /** What a winner must reach, 0–100; absent where it only ranks. */
  readonly threshold?: (settings: Settings) => number
  /** Failed lint eliminates, because its total would be 0; without it only the required checks do. */
  readonly asksForLint?: true
  /** Above its column of a scoreboard. */
  readonly heading: string
  /** Sentences below a scoreboard, where its numbers need explaining. The settings are not always available. */
  readonly notes?: (ranked: Ranked, settings: Settings | undefined) => readonly string[]
  /** How the rationale describes those that did not win, in the order of the ranking; otherwise by the reason of each row. */
  readonly discarded?: (losers: readonly Row[]) => readonly Discarded[]
  /** Its line in docs/verdicts.md. */
  readonly documentation: { readonly score: string; readonly winsFrom: string }
}

export interface Ranked {
  readonly rows: readonly (Pick<Row, 'key' | 'score'> & { readonly parts: readonly ScorePart[] })[]
}

export interface Discarded {
  readonly row: Row
  readonly why: string
}
