import { z } from 'zod'
import { HardFail } from '../checks/contract.ts'
import { isOwnCheckName, OWN_CHECK, SETTINGS_CHECK } from '../checks/own-check.ts'
import { PathPattern } from './path-pattern.ts'

/** A check named in `.github/speculate.yml`: its name alone, or with who must have run it. */
export const NamedCheck = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .describe('Name of the check run or commit status, exactly as GitHub shows it'),
  workflow: z
    .string()
    .startsWith('.github/workflows/')
    .optional()
    .describe('Workflow file that must have run it'),
  app_id: z.int().positive().optional().describe('Id of the GitHub App that must have created it'),
  hard_fail: HardFail.optional().describe('Hard-fail category: a failure here can never be outweighed'),
  deadline_minutes: z
    .number()
    .positive()
    .max(1_440)
    .optional()
    .describe('How long to wait for it before it counts as timed out'),
  fails_in_red: z
    .boolean()
    .optional()
    .describe(
      'Whether it runs the tests, so that in stage `red` it must fail: new tests ask for what is missing',
    ),
  trusted_metrics: z
    .boolean()
    .optional()
    .describe('Whether metrics that it reports, such as p95 latency, count in the score'),
})
export type NamedCheck = z.infer<typeof NamedCheck>

/** What judges, and what no score can outweigh. */
export const VerifierSettings = z
  .strictObject({
    checks: z
      .array(
        z.union([
          z
            .string()
            .min(1)
            .max(200)
            .transform((name): NamedCheck => ({ name })),
          NamedCheck,
        ]),
      )
      .max(50)
      .refine(
        (checks) => checks.every(({ name }) => !isOwnCheckName(name)),
        `\`${OWN_CHECK}\` and \`${SETTINGS_CHECK}\` are checks that this app itself reports: they prove nothing about a candidate`,
      )
      .default([])
      .describe('Checks that must pass, besides those the branch itself requires'),
    hard_fail: z
      .array(HardFail)
      .default(['security', 'migration-risk', 'snapshot-drift'])
      .describe(
        'Categories in which a failed check or a finding of the built-in rules rejects, whatever the score',
      ),
    promotion_threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0.82)
      .describe('Lowest score that the policy `scorecard` may promote'),
    rerun_failed_once: z
      .boolean()
      .default(false)
      .describe(
        'Run a failed check once more as a suspected flake, for all candidates alike; both outcomes are shown. Checks of a hard-fail category are never run again. Needs the permission `actions: write`',
      ),
    deadline_minutes: z.number().positive().max(1_440).default(60).describe('How long to wait for a check'),
    judges: z
      .array(PathPattern)
      .max(200)
      .default([])
      .describe(
        'Paths that judge, besides what the checks are seen to run and read: `ci/fixtures/**`, or a part of a file, `package.json#lint-staged`',
      ),
    may_change: z
      .array(PathPattern)
      .max(200)
      .default([])
      .describe('Paths, or parts of a file, that candidates may change although the checks run or read them'),
  })
  .prefault({})
