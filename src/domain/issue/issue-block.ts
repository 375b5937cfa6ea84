import { z } from 'zod'
import { Strategy, TddStage } from '../candidate/brief.ts'
import { MAX_CANDIDATES } from '../candidate/candidate.ts'
import { RiskLevel } from '../checks/evidence.ts'

/** The fenced `speculate` block of an issue: the seed's `candidates:` list and its marks, and nothing that could loosen a rule. */
export const IssueBlock = z.strictObject({
  /** Needed unless one of the marks is there. */
  candidates: z.array(Strategy).min(1).max(MAX_CANDIDATES).optional(),
  /** Asks for a run, as the label does. */
  dk_speculate: z.boolean().optional(),
  dk_risk: RiskLevel.optional(),
  /** How many attempts may run at the same time, as far as the repository lets an issue ask for more. */
  parallelism: z.int().min(1).max(MAX_CANDIDATES).optional(),
  stage: TddStage.optional(),
  invariants: z.array(z.string().min(1).max(500)).max(20).default([]),
})
export type IssueBlock = z.infer<typeof IssueBlock>
