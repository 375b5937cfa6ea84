import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import { CheckVerdict, ReviewVerdict, Risk } from '../checks/evidence.ts'
import { ScoreboardDistinction } from '../proof/distinction.ts'
import { Matrix, ProofVerdict, Side, Strength } from '../proof/proof.ts'
import { Amounts } from '../run/budget.ts'
import { PolicyName } from '../settings/policy-settings.ts'
import { HitCount, VerdictKind } from './verdict-kind.ts'

/** One summand of a score: `points` of `outOf`, or just `points` where `outOf` is 0, with the sentence that explains it. */
export const ScorePart = z.strictObject({
  /** In the policy's own words. */
  name: z.string(),
  points: z.number(),
  outOf: z.number(),
  explanation: z.string(),
})
export type ScorePart = z.infer<typeof ScorePart>

/** A gate that rejected a candidate before scoring (B2). */
export const GateResult = z.strictObject({ gate: z.string(), reason: z.string() })
export type GateResult = z.infer<typeof GateResult>

/** C6: what the other toolchains said of a candidate, each without knowing whose it is. */
export const RowReview = z.strictObject({
  /** All of them together: those who disagree abstain. */
  verdict: ReviewVerdict,
  approvals: z.int().nonnegative(),
  /** Approvals that a winner needs. */
  required: z.int().nonnegative(),
  by: z.array(
    z.strictObject({
      toolchain: z.string(),
      verdict: ReviewVerdict,
      findings: z.int().nonnegative(),
      /** Why it counts as an abstention, when the reviewer gave no answer; an `AttemptFailure`. */
      failure: z.string().optional(),
    }),
  ),
})
export type RowReview = z.infer<typeof RowReview>

const RowResult = z.enum(['promote', 'hold', 'reject', 'waiting'])

export const Row = z.strictObject({
  candidate: CandidateId,
  tag: z.string(),
  toolchain: z.string(),
  strategy: z.string(),
  branch: z.string(),
  pullRequest: z.int().optional(),
  head: z.string().optional(),
  /** The commit its changes are told from, where that is not the one that all others start from. */
  base: z.string().optional(),
  phase: z.enum([
    'queued',
    'writing',
    'publishing',
    'verifying',
    'proving',
    'distinguishing',
    'reviewing',
    'judged',
  ]),
  /** ISO-8601: how long the verifier is waited for at most. */
  until: z.string().optional(),
  /** Foreign text: what the agent is doing now. */
  progress: z.string().optional(),
  checks: z.array(CheckVerdict),
  tests: z.enum(['pass', 'fail', 'pending', 'not run']),
  /** Names of the required checks that are red on the base and pass here: the strongest proof there is. */
  turnsGreen: z.array(z.string()).optional(),
  risk: Risk.optional(),
  insertions: z.int().optional(),
  deletions: z.int().optional(),
  /** How much of `insertions` and `deletions` is in tests, fixtures and snapshots: shown, and no size that a policy counts. */
  testLines: z
    .strictObject({ insertions: z.int().nonnegative(), deletions: z.int().nonnegative() })
    .optional(),
  /** How much of them is in comments, documentation and empty lines: shown, and no size either. */
  wordLines: z
    .strictObject({ insertions: z.int().nonnegative(), deletions: z.int().nonnegative() })
    .optional(),
  /** Test files that it adds or lets grow, as measured. */
  testsAdded: z.array(z.string()).optional(),
  /** It makes existing tests expect something else, while another one that passed left them as they are. */
  changesExpectations: z.literal(true).optional(),
  /** The one planned first that wrote the very same patch, and stands for both. */
  sameAs: CandidateId.optional(),
  /** Other candidates of the plan that wrote the very same patch. */
  agreement: z.array(CandidateId).optional(),
  files: z.array(z.string()),
  confidence: z.number().optional(),
  rationale: z.string().optional(),
  /** Of all its attempts, as `tokens` and `usd`. */
  seconds: z.number().optional(),
  tokens: z.int().optional(),
  usd: z.number().optional(),
  /** Why nothing of it was made: the budget was spent before, or another had passed already. */
  unstarted: z.enum(['budget', 'not-needed']).optional(),
  /** Change of cyclomatic complexity; absent when nothing could be measured. */
  complexityDelta: z.int().optional(),
  /** Change of p95 latency against base in milliseconds, when a check reports it. */
  p95LatencyMs: z.number().optional(),
  /** Whether the check that reports it is declared trusted, so that it counts. */
  p95Trusted: z.boolean().optional(),
  /** How long the required checks ran, added up. */
  testRuntimeSeconds: z.number().nonnegative().optional(),
  /** Absent where nobody reviews, or while somebody is waited for. */
  review: RowReview.optional(),
  /** What running tests on each other's code says of it; absent where that was not done. */
  proof: z
    .strictObject({
      isProven: z.boolean(),
      /** A clause that follows its name. */
      words: z.string(),
      /** It is not promoted, though nothing rejects it. */
      holds: z.literal(true).optional(),
      /** What keeps it from it where it is proven all the same: a clause that follows its name. */
      against: z.string().optional(),
      /** How many small changes of its own lines its tests notice, where that was measured. */
      strength: Strength.omit({ candidate: true })
        // It ranks candidates that are equally proven.
        .extend({ counts: z.literal(true).optional() })
        .optional(),
    })
    .optional(),
  gates: z.array(GateResult),
  /** Why its pull request stays as it is though it does not compete: nothing of that is its fault. */
  left: z.enum(['base-moved', 'taken-over', 'closed', 'merged']).optional(),
  /** 0–100, or nothing while unjudged or rejected before scoring. */
  score: z.number().optional(),
  /** What decides the rank: compared element by element, the higher one first. */
  key: z.array(z.number()).optional(),
  parts: z.array(ScorePart),
  result: RowResult,
  /** One true sentence: why it stands where it stands. */
  reason: z.string(),
})
export type Row = z.infer<typeof Row>

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
  /** What of it a planner has used, which belongs to no candidate. */
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
    ]),
    reason: z.string(),
  }),
  z.strictObject({ kind: z.literal('wait'), reason: z.string(), until: z.string().optional() }),
])
export type Decision = z.infer<typeof Decision>

export interface Judgement {
  readonly decision: Decision
  /** The same rows with the last word on each: one promote at most, hold and reject with why. */
  readonly scoreboard: Scoreboard
}
