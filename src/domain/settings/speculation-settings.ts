import { z } from 'zod'
import { MAX_CANDIDATES } from '../candidate/candidate.ts'
import { RiskLevel } from '../checks/evidence.ts'

/** How many attempts there are, and what a winner must have. */
export const SpeculationSettings = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether the app acts on this repository at all'),
    force_speculate: z
      .boolean()
      .default(false)
      .describe(
        'Speculate on every issue that somebody who can write to the repository opens, without the label, as far as two attempts more could be at work',
      ),
    default_parallelism: z
      .int()
      .min(1)
      .max(MAX_CANDIDATES)
      .default(2)
      .describe('How many attempts run at the same time, unless the issue says otherwise'),
    max_parallelism: z
      .int()
      .min(1)
      .max(MAX_CANDIDATES)
      .default(3)
      .describe(
        'The most attempts that may run at the same time, where an issue asks for more with `parallelism`',
      ),
    sequential: z
      .boolean()
      .default(false)
      .describe(
        'Start with one candidate, and add the next only while nobody has passed; it is promoted without comparison then, unless `min_comparable` asks for more',
      ),
    vote_threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0.7)
      .describe('Lowest score, as a fraction of 100, that may be promoted'),
    min_comparable: z
      .int()
      .min(1)
      .max(MAX_CANDIDATES)
      .default(1)
      .describe('How many candidates the verifier must have answered about before one is promoted'),
    auto_trigger: z
      .strictObject({
        on_critical_path: z
          .boolean()
          .default(true)
          .describe(
            'Speculate unasked on issues of the critical path, by somebody who can write to the repository, as far as two attempts more could be at work …',
          ),
        risk_levels: z
          .array(RiskLevel)
          .default(['high', 'critical'])
          .describe('… when people say that their risk is one of these'),
        estimate_field: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .optional()
          .describe(
            'The field of GitHub projects that says how long an issue takes where no label does, by its name: a number of days, or `3d` or `4h` as a text or an option. Needs the permission `organization_projects: read`, which the App does not ask for by itself',
          ),
      })
      .prefault({}),
    adversarial_review: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe(
            'Let the other toolchains review every candidate that passed, without knowing who wrote it',
          ),
        required_approvals: z
          .int()
          .min(0)
          .max(MAX_CANDIDATES)
          .default(1)
          .describe('Approvals a winner needs then'),
        on_disagreement: z
          .enum(['vote', 'escalate'])
          .default('vote')
          .describe(
            'When reviewers of the best candidate disagree: `vote` counts them as an abstention, `escalate` asks a human',
          ),
      })
      .prefault({}),
    rejection: z
      .strictObject({
        min_confidence: z
          .number()
          .min(0)
          .max(1)
          .default(0.3)
          .describe('Reject below this self-reported confidence'),
        max_diff_lines: z
          .int()
          .positive()
          .default(500)
          .describe(
            'Reject above this many hand-written lines of code; tests, comments, documentation and empty lines count apart, and all together may be ten times as many',
          ),
        max_file_bytes: z
          .int()
          .positive()
          .max(100_000_000)
          .default(1_000_000)
          .describe(
            'Reject when a file of the base is larger after its change; a new one that is larger is left out of the patch and named',
          ),
      })
      .prefault({}),
  })
  .prefault({})
