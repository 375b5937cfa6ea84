import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import { HardFail } from '../checks/contract.ts'
import { CheckAnswer, ReviewVerdict, RiskLevel } from '../checks/evidence.ts'

/** What a policy knows of a candidate, and all that it knows: plain numbers, each with where it comes from. */
export const CandidateEvidence = z.strictObject({
  id: CandidateId.describe('Unique among the candidates'),
  tag: z.string().optional().describe('Rank tag: primary, alt1, …'),
  checks: z
    .array(
      z.strictObject({
        name: z.string().describe('Name of the check'),
        verdict: CheckAnswer.describe('Only `passed` is a proof'),
        hard_fail: HardFail.optional().describe('Hard-fail category of the check'),
        kind: z.enum(['tests', 'lint', 'other']).default('other').describe('What the check looks at'),
      }),
    )
    .default([])
    .describe('One verdict per required check'),
  tests_pass: z.boolean().describe('Every required check passed'),
  lint_pass: z.boolean().default(true).describe('No check that lints failed'),
  insertions: z.int().nonnegative().describe('Hand-written lines added, in tests too'),
  deletions: z.int().nonnegative().describe('Hand-written lines removed, in tests too'),
  test_insertions: z
    .int()
    .nonnegative()
    .default(0)
    .describe('How many of `insertions` are in tests, fixtures and snapshots; no policy counts them as size'),
  test_deletions: z.int().nonnegative().default(0).describe('The same of `deletions`'),
  word_insertions: z
    .int()
    .nonnegative()
    .default(0)
    .describe(
      'How many of `insertions` are comments, documentation and empty lines outside of tests; no policy counts them as size either',
    ),
  word_deletions: z.int().nonnegative().default(0).describe('The same of `deletions`'),
  tests_added: z
    .int()
    .nonnegative()
    .default(0)
    .describe('How many test files it adds or extends; between equals, one that adds a test goes first'),
  turns_green: z
    .int()
    .nonnegative()
    .default(0)
    .describe('How many checks that fail on the base pass with it; more of them rank above any score'),
  changes_expectations: z
    .boolean()
    .default(false)
    .describe(
      'It makes existing tests expect something else; it ranks behind every candidate that leaves them as they are',
    ),
  patch_id: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Equal for two patches that do the same, as from `git patch-id`; they then count as one candidate',
    ),
  complexity_delta: z
    .int()
    .nullable()
    .default(null)
    .describe('Change of cyclomatic complexity; null when unknown'),
  risk: RiskLevel.describe('How much could go wrong if it were merged'),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('As reported by the agent; null when it reported none'),
  review: ReviewVerdict.nullable()
    .default(null)
    .describe('Verdict of the reviews together; null when nobody reviewed'),
  reviews: z
    .array(
      z.strictObject({
        by: z.string().min(1).max(100).describe('Who reviewed'),
        verdict: ReviewVerdict.describe('What they said'),
      }),
    )
    .max(20)
    .optional()
    .describe(
      'Each review, where more than one is counted: for approvals that are asked for, and disagreement',
    ),
  p95_latency_ms: z
    .number()
    .nullable()
    .default(null)
    .describe('Change of p95 latency against base, in milliseconds; null when not reported'),
  p95_trusted: z
    .boolean()
    .default(true)
    .describe('False when it is only self-reported: shown then, not counted'),
  test_runtime_seconds: z.number().nonnegative().nullable().default(null).describe('How long the checks ran'),
  gates: z
    .array(
      z.strictObject({
        gate: z.string().describe('Name of the gate'),
        reason: z.string().describe('Why: a phrase that follows the name of the candidate'),
      }),
    )
    .default([])
    .describe('Gates it tripped; one is enough to be rejected before scoring'),
})
export type CandidateEvidence = z.infer<typeof CandidateEvidence>

/** Input of `speculate score`; its JSON Schema is printed by `speculate schema evidence`. */
export const EvidenceDocument = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  fingerprint: z
    .string()
    .describe('Names what judged: candidates under different fingerprints are not comparable'),
  candidates: z
    .array(CandidateEvidence)
    .min(1)
    .max(50)
    .describe('All that compete; their order decides nothing'),
})
export type EvidenceDocument = z.infer<typeof EvidenceDocument>
