import { z } from 'zod'
import { DEFAULT_CANDIDATES, ToolchainName } from '../candidate/candidate.ts'

/** Who is asked for strategies where nobody names any. */
export const PlannerSettings = z.strictObject({
  toolchain: ToolchainName.describe('The toolchain that is asked; the operator defines it'),
  candidates: z
    .int()
    .min(2)
    .max(4)
    .default(DEFAULT_CANDIDATES)
    .describe('How many strategies it is asked for'),
})
