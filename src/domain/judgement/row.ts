import { z } from 'zod'
import { CutShort } from '../candidate/attempt.ts'
import { CandidateId } from '../candidate/candidate.ts'
import { CheckVerdict, ReviewVerdict, Risk } from '../checks/evidence.ts'
import { Strength } from '../proof/proof.ts'

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

const Lines = z.strictObject({ insertions: z.int().nonnegative(), deletions: z.int().nonnegative() })

/** Of every candidate, from the first look on; what has not happened yet is empty. */
const known = {
  candidate: CandidateId,
  tag: z.string(),
  toolchain: z.string(),
  strategy: z.string(),
  branch: z.string(),
  pullRequest: z.int().optional(),
  head: z.string().optional(),
  /** Of all its attempts, as `tokens` and `usd`. */
  seconds: z.number().optional(),
  tokens: z.int().optional(),
  usd: z.number().optional(),
  checks: z.array(CheckVerdict),
  tests: z.enum(['pass', 'fail', 'pending', 'not run']),
  files: z.array(z.string()),
  gates: z.array(GateResult),
  parts: z.array(ScorePart),
  /** One true sentence: why it stands where it stands. */
  reason: z.string(),
}

/** Of who has a patch. */
const written = {
  /** The commit its changes are measured from, where that is not the one that all others start from. */
  base: z.string().optional(),
  confidence: z.number().optional(),
  rationale: z.string().optional(),
  /** Which models its agent has asked, and the agent's version, where that is known. Foreign text. */
  models: z.array(z.string()).optional(),
  agentVersion: z.string().optional(),
  /** Its agent did not come to its end: the patch is what lay there. */
  cutShort: CutShort.optional(),
  risk: Risk,
  insertions: z.int(),
  deletions: z.int(),
  /** How much of `insertions` and `deletions` is in tests, fixtures and snapshots: shown, and no size that a policy counts. */
  testLines: Lines.optional(),
  /** How much of them is in comments, documentation and empty lines: shown, and no size either. */
  wordLines: Lines.optional(),
  /** Test files that it adds or lets grow, as measured. */
  testsAdded: z.array(z.string()).optional(),
  /** Change of cyclomatic complexity; absent when nothing could be measured. */
  complexityDelta: z.int().optional(),
  /** Names of the required checks that are red on the base and pass here: the strongest proof there is. */
  turnsGreen: z.array(z.string()).optional(),
  /** Change of p95 latency against base in milliseconds, when a check reports it. */
  p95LatencyMs: z.number().optional(),
  /** Whether the check that reports it is declared trusted, so that it counts. */
  p95Trusted: z.boolean().optional(),
  /** How long the required checks ran, added up. */
  testRuntimeSeconds: z.number().nonnegative().optional(),
  /** ISO-8601: how long the verifier is waited for at most. */
  until: z.string().optional(),
}

/** Of who has passed all checks: what is known only from a look at the others. */
const compared = {
  /** It makes existing tests expect something else, while another one that passed left them as they are. */
  changesExpectations: z.literal(true).optional(),
  /** The one planned first that wrote the very same patch, and stands for both. */
  sameAs: CandidateId.optional(),
  /** Other candidates of the plan that wrote the very same patch. */
  agreement: z.array(CandidateId).optional(),
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
}

/** Of who was judged with a patch. */
const ranked = {
  /** Absent where nobody reviews, or while somebody is waited for. */
  review: RowReview.optional(),
  /** 0–100, or nothing where the policy only ranks, or it was rejected before scoring. */
  score: z.number().optional(),
  /** What decides the rank: compared element by element, the higher one first. */
  key: z.array(z.number()).optional(),
  /** Why its pull request stays as it is though it does not compete: nothing of that is its fault. */
  left: z.enum(['base-moved', 'taken-over', 'closed', 'merged']).optional(),
}

/** Why nothing of it was made: the budget was spent before, or another had passed already. */
const unstarted = { unstarted: z.enum(['budget', 'not-needed']).optional() }

/** A run that is ended before its time rejects whoever is waited for, in the phase that it had come to. */
const openResult = z.enum(['waiting', 'reject'])

/** Fields that a row cannot have in its phase; they can be read all the same, and are not there. */
function never<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = Object.keys(shape).map((field) => [field, z.never().optional()])
  return Object.fromEntries(fields) as { [Field in keyof Shape]: z.ZodOptional<z.ZodNever> }
}

/** Nobody has its patch yet. */
export const UnwrittenRow = z.strictObject({
  ...known,
  ...never(written),
  ...never(compared),
  ...never(ranked),
  ...never(unstarted),
  phase: z.enum(['queued', 'writing']),
  /** Foreign text: what the agent is doing now. */
  progress: z.string().optional(),
  result: openResult,
})
export type UnwrittenRow = z.infer<typeof UnwrittenRow>

/** It has a patch, and its checks have not all spoken. */
export const CheckedRow = z.strictObject({
  ...known,
  ...written,
  ...never(compared),
  ...never(ranked),
  ...never(unstarted),
  phase: z.enum(['publishing', 'verifying']),
  result: openResult,
})
export type CheckedRow = z.infer<typeof CheckedRow>

/** It has passed, and what others say of it is waited for. */
export const ComparedRow = z.strictObject({
  ...known,
  ...written,
  ...compared,
  ...never(ranked),
  ...never(unstarted),
  phase: z.enum(['proving', 'distinguishing', 'reviewing']),
  result: openResult,
})
export type ComparedRow = z.infer<typeof ComparedRow>

/** Nothing more is waited for. */
export const JudgedRow = z.strictObject({
  ...known,
  ...written,
  ...compared,
  ...ranked,
  ...never(unstarted),
  phase: z.literal('judged'),
  result: z.enum(['promote', 'hold', 'reject']),
})
export type JudgedRow = z.infer<typeof JudgedRow>

/** It was judged, and there is no patch of it: its agent failed, or was never started. */
export const PatchlessRow = z.strictObject({
  ...known,
  ...never(written),
  ...never(compared),
  ...never(ranked),
  ...unstarted,
  phase: z.literal('judged'),
  // Where nobody is judged, a submitted pull request that was not read yet is held like the others.
  result: z.enum(['hold', 'reject']),
})
export type PatchlessRow = z.infer<typeof PatchlessRow>

/**
 * What is known of one candidate, by how far it has come. The stored form is this form: the groups above are spread into flat rows, as
 * they always were, so that nothing has to translate between two.
 */
export const Row = z.union([UnwrittenRow, CheckedRow, ComparedRow, JudgedRow, PatchlessRow])
export type Row = z.infer<typeof Row>

/** It has a patch, and so a size and a risk. */
export type WrittenRow = CheckedRow | ComparedRow | JudgedRow

/** Its run was stopped before anything spoke against it. */
export function isUnjudged({ result, phase, tests, gates }: Row): boolean {
  return result === 'reject' && gates.length === 0 && (phase !== 'judged' || tests === 'pass')
}
