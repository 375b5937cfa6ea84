import type { Judgement } from '../judgement/scoreboard.ts'

export interface ReplayDifference {
  /** Where, as in `scoreboard.rows[0].score`. */
  readonly path: string
  /** Canonical JSON; undefined where there is nothing. */
  readonly recorded: string | undefined
  readonly recomputed: string | undefined
}

export type Replay =
  | { readonly kind: 'cannot'; readonly reason: string }
  | {
      readonly kind: 'replayed'
      readonly recorded: Judgement
      readonly recomputed: Judgement
      /** Nothing when both are the same, bit for bit. */
      readonly differences: readonly ReplayDifference[]
      readonly rulesVersion: { readonly recorded: number; readonly current: number }
    }
