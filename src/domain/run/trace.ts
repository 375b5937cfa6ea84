import { z } from 'zod'
import type { IssueRef } from '../issue/issue.ts'
import { issueOfSpeculation } from './speculation.ts'

/** B3, B6: one line of the audit log. The first seven fields are the seed's, in its words; the rest is ours. */
export const Trace = z.strictObject({
  candidate_id: z.string(),
  step_id: z.string(),
  timestamp_iso: z.string(),
  files_modified: z.array(z.string()),
  /** As measured; what the agent reports and nobody found is in `tests_claimed`. */
  tests_added: z.array(z.string()),
  tests_claimed: z.array(z.string()).optional(),
  tests_pass: z.boolean(),
  rationale: z.string(),
  result: z.enum(['promote', 'hold', 'reject', 'waiting']),
  reason: z.string(),
  score: z.number().nullable(),
  base: z.string(),
  head: z.string().nullable(),
  pull_request: z.int().nullable(),
  toolchain: z.string(),
  fingerprint: z.string(),
  rules_version: z.int(),
})
export type Trace = z.infer<typeof Trace>

/** `owner.repo.issue.run`: the seed's `step_id`, safe as it stands as the name of a directory (B6). */
export function stepId({ owner, repo, number }: IssueRef, run: number): string {
  return `${owner}.${repo}.${number}.${run}`
}

/** The same from the id of a speculation, `owner/repo#issue.run`. */
export function stepIdOfRun(speculation: string): string {
  return stepId(issueOfSpeculation(speculation), Number(speculation.slice(speculation.lastIndexOf('.') + 1)))
}
