import { z } from 'zod'
import { Strategy, TddStage } from '../candidate/brief.ts'
import { MAX_CANDIDATES } from '../candidate/candidate.ts'

/** The fenced `speculate` block of an issue: the seed's `candidates:` list, and nothing that could loosen a rule. */
export const IssueBlock = z.strictObject({
  candidates: z.array(Strategy).min(1).max(MAX_CANDIDATES),
  stage: TddStage.optional(),
  invariants: z.array(z.string().min(1).max(500)).max(20).default([]),
})
export type IssueBlock = z.infer<typeof IssueBlock>
