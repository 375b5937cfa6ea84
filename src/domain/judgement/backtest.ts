import type { PolicyName } from '../settings/policy-settings.ts'
import type { VerdictKind } from './verdict-kind.ts'

/** Who would be promoted of a pool: a candidate, or nobody and why. */
export interface Promotion {
  readonly promoted?: string
  /** What the promotion rests on. */
  readonly kind?: VerdictKind
  readonly why: string
}

export interface PolicyOutcome {
  readonly policy: PolicyName
  readonly without: Promotion
  readonly with: Promotion
}

interface PoolMember {
  readonly id: string
  readonly words: string
  /** It passes the base's tests and the real test: the fix, or its equal. */
  readonly isRight: boolean
  /** The base's tests, and those it brings, pass on it: all that checks would say. */
  readonly passesChecks: boolean
  /** What the matrix says of it; absent where a gate had rejected it before. */
  readonly standing?: string
  /** The gates that reject it before any score, and why. */
  readonly gates: readonly { readonly gate: string; readonly reason: string }[]
}

interface PastFix {
  readonly commit: string
  readonly subject: string
}

/** A past fix, judged as a pool, or why nothing can be learned from it. */
export type BacktestFix =
  | (PastFix & {
      readonly kind: 'judged'
      /** Checks alone would pass a wrong candidate too. */
      readonly isOpen: boolean
      readonly pool: readonly PoolMember[]
      readonly outcomes: readonly PolicyOutcome[]
      readonly question?: string
      readonly seconds: number
      readonly runs: number
    })
  | (PastFix & { readonly kind: 'left'; readonly why: string })

/** How many pools ended with a right one, a wrong one and nobody promoted. */
export interface Tally {
  readonly right: number
  readonly wrong: number
  readonly nobody: number
}

export interface BacktestCount {
  readonly policy: PolicyName
  /** `open`: pools that checks alone cannot tell apart. */
  readonly pools: 'open' | 'all'
  readonly without: Tally
  readonly with: Tally
}

export interface Backtest {
  readonly version: 1
  readonly head: string
  readonly runner: string
  /** How many commits were looked at until there were enough fixes, and how many of them say that they fix something. */
  readonly looked?: { readonly commits: number; readonly saying: number } | undefined
  readonly fixes: readonly BacktestFix[]
  readonly counts: readonly BacktestCount[]
}
