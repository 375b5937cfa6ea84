import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import { ScoreboardDistinction } from '../proof/distinction.ts'
import { Matrix, ProofVerdict, Side } from '../proof/proof.ts'
import { Amounts } from '../run/budget.ts'
import { PolicyName } from '../settings/policy-settings.ts'
import { Row } from './row.ts'
import { HitCount, VerdictKind } from './verdict-kind.ts'

/** Stands in a key for what is not known: worse than anything known, and a number that survives JSON. */
export const UNKNOWN_ELEMENT = -Number.MAX_SAFE_INTEGER

/** The base's own tests, where there is more to say than that they ran. */
export const OwnTestsReport = z.strictObject({
  /** Why they say nothing about any candidate: `words` are foreign text. */
  base: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('fail'), words: z.string() }),
      z.strictObject({ kind: z.literal('not-run'), reason: z.string() }),
    ])
    .optional(),
  /** Candidates on which they did not run to the end. */
  untold: z.array(z.strictObject({ candidate: CandidateId, reason: z.string() })),
  /** How many of its test files were run. */
  files: Matrix.shape.own,
})
export type OwnTestsReport = z.infer<typeof OwnTestsReport>

/** What came of running the tests of candidates on the base and on each other. */
export const ScoreboardProof = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('checked'),
    runner: z.string(),
    candidates: z.array(CandidateId),
    /** Of the tests, those that say something. */
    verdict: ProofVerdict,
    /** What nobody could run, and why. */
    left: Matrix.shape.left,
    own: OwnTestsReport.optional(),
    /** Where the runs that have a page can be read; without a file, those of the base's own tests. */
    runs: z
      .array(z.strictObject({ state: Side, tests: Side, file: z.string().optional(), url: z.string() }))
      .optional(),
  }),
  z.strictObject({ kind: z.literal('not-checked'), reason: z.string() }),
])
export type ScoreboardProof = z.infer<typeof ScoreboardProof>

/** How verdicts of the same kind have turned out; only where there are enough of them. */
export const SimilarVerdicts = z.strictObject({
  kind: VerdictKind,
  /** Winners that maintainers merged, of those that they merged or turned down. */
  people: HitCount.optional(),
  /** Winners that were right, of those among past fixes. */
  past: HitCount.optional(),
})
export type SimilarVerdicts = z.infer<typeof SimilarVerdicts>

/** Rows in rank order: promote, hold, waiting, reject. */
export const Scoreboard = z.strictObject({
  policy: PolicyName,
  /** 0–100; none where the policy only ranks. */
  threshold: z.number().optional(),
  fingerprint: z.string(),
  rulesVersion: z.int(),
  rows: z.array(Row),
  /** What the run has used so far of the budget in its settings; absent in scoreboards from before there were budgets. */
  spent: Amounts.optional(),
  /** What of it those have used who were asked before anybody wrote, which belongs to no candidate. */
  planning: Amounts.optional(),
  /** Absent where the settings ask for none, and while it is waited for. */
  proof: ScoreboardProof.optional(),
  /** Absent where nobody is asked for a test that tells two apart, and while it is waited for. */
  distinction: ScoreboardDistinction.optional(),
  /** Of a promotion alone. */
  likeThis: SimilarVerdicts.optional(),
})
export type Scoreboard = z.infer<typeof Scoreboard>

export const Decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('promote'), candidate: CandidateId, reason: z.string() }),
  z.strictObject({
    kind: z.literal('escalate'),
    cause: z.enum([
      'nobody-passed',
      'nothing-judged',
      'below-threshold',
      'not-comparable',
      'withdrawn',
      'refused',
      'budget-spent',
      'not-approved',
      'tests-disagree',
      'unproven',
      'base-moved',
      'taken-over',
      'held',
    ]),
    reason: z.string(),
  }),
  z.strictObject({ kind: z.literal('wait'), reason: z.string(), until: z.string().optional() }),
])
export type Decision = z.infer<typeof Decision>

/** The run was taken back before anybody could be judged. */
export function isWithdrawn(decision: Decision): boolean {
  return decision.kind === 'escalate' && decision.cause === 'withdrawn'
}

export interface Judgement {
  readonly decision: Decision
  /** The same rows with the last word on each: one promote at most, hold and reject with why. */
  readonly scoreboard: Scoreboard
}
