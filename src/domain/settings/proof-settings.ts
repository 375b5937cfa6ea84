import { z } from 'zod'
import { ToolchainName } from '../candidate/candidate.ts'

/** How the tests of candidates are run on each other. */
export const ProofSettings = z.strictObject({
  command: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'Command that runs named test files, with `{files}` where they go; otherwise what the checks run, where it is known how that runs named files',
    ),
  required: z
    .boolean()
    .default(false)
    .describe('Ask a human where no candidate is proven: nobody is promoted then'),
  minutes: z.number().positive().max(60).default(5).describe('How long one run of tests may take'),
  mutants: z
    .int()
    .min(0)
    .max(50)
    .default(0)
    .describe(
      'How many small changes are made in the lines of each candidate, one at a time, to see whether its own tests notice them; of candidates that are proven, the one whose tests notice the larger part goes before any score',
    ),
  distinguish: ToolchainName.optional().describe(
    'Toolchain that is asked for a test on which the two best candidates differ, where both pass everything and it wrote neither; what they differ on is shown as a question, and decides where two reviewers quote the same answer from the issue',
  ),
  workflow: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/,
      'the name of a file in `.github/workflows`, without the folder',
    )
    .optional()
    .describe(
      'File in `.github/workflows` of the default branch that runs the tests on GitHub; otherwise the worker runs them',
    ),
})
