import { z } from 'zod'

/** A4: categories in which a failed check can never be outweighed by a good score. */
export const HardFail = z.enum(['security', 'migration-risk', 'snapshot-drift'])
export type HardFail = z.infer<typeof HardFail>

/** One check that must pass, and who must have run it for its answer to count. */
export const RequiredCheck = z.strictObject({
  name: z.string().min(1).max(200),
  source: z.enum(['ruleset', 'branch protection', '.github/speculate.yml']),
  /** The app that must have created it, when the source pins one. */
  appId: z.int().optional(),
  /** The workflow file that must have run it, when the source pins one. */
  workflow: z.string().optional(),
  hardFail: HardFail.optional(),
  deadlineMinutes: z.number().positive(),
})
export type RequiredCheck = z.infer<typeof RequiredCheck>

/** A8: evidence is comparable only under one fingerprint. */
export const VerifierContract = z.strictObject({
  checks: z.array(RequiredCheck),
  fingerprint: z.string(),
})
export type VerifierContract = z.infer<typeof VerifierContract>

/** Raised whenever a rule of gating, scoring or reading checks changes meaning: verdicts of two versions are not compared. */
export const RULES_VERSION = 1
