import type { EffectiveGate } from '../../domain/judgement/gate.ts'
import type { Decision, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** What the policy says on the scoreboard that it made. */
export interface PolicyText {
  /** Above the column of its scores. */
  readonly heading: string
  /** Sentences of ours, below the table. */
  readonly notes: readonly string[]
}

/** What a scoreboard is made of; its rows come in rank order. */
export interface ScoreboardView {
  readonly speculation: Speculation
  readonly scoreboard: Scoreboard
  readonly decision: Decision
  readonly policy: PolicyText
  /** What no score can outweigh, in the order of judging. */
  readonly gates: readonly EffectiveGate[]
  /** True when pull requests and labels already look as the decision says. */
  readonly settled: boolean
  /** Whether what is merged, into the base or into what a person has chosen instead, closes issues on GitHub; true where it was not asked. */
  readonly isDefaultBase?: boolean
  /** Whether the label that asks for a run is off the issue already; false where it was not asked. */
  readonly isLabelOff?: boolean
  /** Address of the repository's page, without a slash at the end, as the forge gave it; checks are linked only below it. */
  readonly repositoryUrl?: string | undefined
  /** When something of what is shown has changed last (ISO-8601). */
  readonly changedAt?: string | undefined
  /** Address of the run's own page, without a slash at the end; absent where nobody can reach one. */
  readonly pageUrl?: string | undefined
  /** Of each candidate, the number of the attempt that has written it. */
  readonly writtenBy?: ReadonlyMap<string, number> | undefined
  /** Further sentences of ours, for example that the issue was edited after it was labelled. */
  readonly notes?: readonly string[]
}

/** How much of what is long is shown: lengths in code points, counts in lines. */
export interface DetailLevel {
  readonly details: boolean
  readonly rationale: number
  readonly checks: number
  readonly checkDetail: number
  readonly files: number
  readonly gates: number
  readonly sentence: number
  readonly issueText: number
  /** Of a test on which two candidates differ. */
  readonly testText: number
}
