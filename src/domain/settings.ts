import { z } from 'zod'
import { Strategy, TddStage } from './candidate/brief.ts'
import { DEFAULT_CANDIDATES, MAX_CANDIDATES, ToolchainName } from './candidate/candidate.ts'
import { HardFail } from './checks/contract.ts'
import { RiskLevel } from './checks/evidence.ts'
import { GateName } from './judgement/gate.ts'
import { PolicyName } from './judgement/scoreboard.ts'
import { Budget } from './run/budget.ts'

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

const Planner = z.strictObject({
  toolchain: ToolchainName.describe('The toolchain that is asked; the operator defines it'),
  candidates: z
    .int()
    .min(2)
    .max(4)
    .default(DEFAULT_CANDIDATES)
    .describe('How many strategies it is asked for'),
})

const Proof = z.strictObject({
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

const Weight = z.number().min(0).max(1_000)
const Penalty = z.number().min(0).max(1)

const PathPattern = z.string().min(1).max(300)

/** `.github/speculate.yml`, read from the base branch only. Keys of the seed keep their names and defaults (C7). */
export const Settings = z.strictObject({
  speculation: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Whether the app acts on this repository at all'),
      force_speculate: z
        .boolean()
        .default(false)
        .describe(
          'Speculate on every issue that is triaged, without the label; `true` is refused until this is built',
        ),
      default_parallelism: z
        .int()
        .min(1)
        .max(MAX_CANDIDATES)
        .default(2)
        .describe('How many attempts run at the same time'),
      max_parallelism: z
        .int()
        .min(1)
        .max(MAX_CANDIDATES)
        .default(3)
        .describe('The most attempts that may run at the same time'),
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
              'Speculate unasked on issues of the critical path; not built yet, so that only the label starts a run, whatever stands here',
            ),
          risk_levels: z
            .array(RiskLevel)
            .default(['high', 'critical'])
            .describe('… when their risk is one of these; any other list is refused until this is built'),
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
            .describe('Reject when a changed file is larger'),
        })
        .prefault({}),
    })
    .prefault({}),
  verifier: z
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
        .describe(
          'Paths, or parts of a file, that candidates may change although the checks run or read them',
        ),
    })
    .prefault({}),
  policy: z
    .strictObject({
      name: PolicyName.default('vote').describe(
        'How gated candidates are ranked: vote, scorecard or lexicographic',
      ),
      vote: z
        .strictObject({
          verification: Weight.default(40).describe('Weight of having passed every required check'),
          confidence: Weight.default(20).describe("Weight of the agent's own confidence"),
          diff_size: Weight.default(15).describe('Weight of a small diff'),
          risk: Weight.default(15).describe('Weight of a low risk'),
          review: Weight.default(10).describe("Weight of the reviewers' verdict"),
          unearned: z
            .enum(['rescale', 'zero'])
            .default('rescale')
            .describe(
              'What nobody could earn, such as the size of the only candidate that passed: `rescale` leaves it out of the sum and scales the rest to 100, `zero` counts it as nothing, and confidence as each agent reports it',
            ),
        })
        .prefault({}),
      scorecard: z
        .strictObject({
          risk_penalty: z
            .strictObject({
              low: Penalty.default(0).describe('What a low risk takes off the score of 1'),
              medium: Penalty.default(0.07).describe('What a medium risk takes off'),
              high: Penalty.default(0.15).describe('What a high risk takes off'),
              critical: Penalty.default(0.3).describe('What a critical risk takes off'),
            })
            .prefault({}),
          penalty_per_line: Penalty.default(0.002).describe('What each changed line takes off'),
          penalty_per_ms: Penalty.default(0.0015).describe(
            'What each millisecond of p95 latency above that of the base takes off',
          ),
          reviewer_bonus: Penalty.default(0.05).describe('What an approval adds'),
        })
        .prefault({}),
    })
    .prefault({}),
  gates: z
    .strictObject({
      off: z
        .array(GateName)
        .default([])
        .describe(
          `Gates that are switched off, of: ${GateName.options.join(', ')}; those that guard the repository cannot be`,
        ),
      fixtures_may_differ: z
        .boolean()
        .default(false)
        .describe('Declares that candidates may change different test fixtures on purpose'),
      secret_values_allowed: z
        .array(z.union([z.string().regex(/^sha256:[0-9a-f]{64}$/), z.string().min(6).max(4_000)]))
        .max(100)
        .default([])
        .describe(
          'What looks like a secret and is none, wherever it stands: each the exact value, or `sha256:` with the SHA-256 of it, so that it need not be written here',
        ),
      secrets_allowed: z
        .array(PathPattern)
        .max(100)
        .default([])
        .describe(
          'Paths in which what looks like a secret is none, such as certificates of tests; told on the scoreboard with the gates',
        ),
    })
    .prefault({}),
  candidates: z
    .array(Strategy)
    .min(1)
    .max(MAX_CANDIDATES)
    .optional()
    .describe('Strategies to use when the issue names none'),
  planner: z
    .union([ToolchainName.transform((toolchain) => Planner.parse({ toolchain })), Planner])
    .optional()
    .describe('Toolchain that proposes strategies when neither the issue nor `candidates` names any'),
  proof: z
    .union([z.boolean().transform((isOn) => (isOn ? Proof.parse({}) : undefined)), Proof])
    .optional()
    .describe(
      "Run the tests that candidates bring on the base and on each other, and the base's own on all: who fails a test that others pass, and the base fails, is rejected, and who passes none beside one who does is not promoted",
    ),
  stage: TddStage.default('green').describe(
    'What competes: `red` tests that fail until somebody makes them pass, `green` implementations, `commit` refactorings; an issue may say otherwise',
  ),
  issue_authors: z
    .enum(['writers', 'anyone'])
    .default('writers')
    .describe(
      'Whose issues agents may be given: of people who can write to the repository, or of anyone, once somebody who can has labelled them',
    ),
  invariants: z
    .array(z.string().min(1).max(500))
    .max(20)
    .default([])
    .describe('What every candidate must keep'),
  toolchains: z
    .array(ToolchainName)
    .max(MAX_CANDIDATES)
    .default([])
    .describe(
      'Toolchains to use, in rank order; the operator defines them. Two to four of them make as many candidates where nobody names strategies',
    ),
  protected_paths: z
    .array(PathPattern)
    .max(200)
    .default([])
    .describe('Paths no candidate may touch, besides the built-in ones'),
  attempt_minutes: z.number().positive().max(240).default(20).describe('How long one attempt may take'),
  budget: Budget.prefault({}),
  reviewers: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,39}$/))
    .max(15)
    .default([])
    .describe('Logins asked to review the winner'),
  archive_after_days: z
    .number()
    .min(0)
    .max(365)
    .default(14)
    .describe("When losers' branches are deleted; their pull requests keep the commits"),
})
export type Settings = z.infer<typeof Settings>

/** Instead of `proof` of the settings: absent in it where nothing shall be run. */
export type AskedProof = Pick<Settings, 'proof'>

/** The fenced `speculate` block of an issue: the seed's `candidates:` list, and nothing that could loosen a rule. */
export const IssueBlock = z.strictObject({
  candidates: z.array(Strategy).min(1).max(MAX_CANDIDATES),
  stage: TddStage.optional(),
  invariants: z.array(z.string().min(1).max(500)).max(20).default([]),
})
export type IssueBlock = z.infer<typeof IssueBlock>
