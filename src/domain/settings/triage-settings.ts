import { z } from 'zod'
import { ToolchainName } from '../candidate/candidate.ts'

export const TriageMode = z.enum(['advise', 'enforce'])
export type TriageMode = z.infer<typeof TriageMode>

/** What the checklist of an issue means, and who is asked besides the rules. */
export const TriageSettings = z.strictObject({
  mode: TriageMode.default('advise').describe('The same as `triage` by itself'),
  toolchain: ToolchainName.optional().describe(
    'Toolchain that is asked about the boxes which the rules leave open; the operator defines it',
  ),
})
