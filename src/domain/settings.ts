import { z } from 'zod'
import { Strategy, TddStage } from './candidate/brief.ts'
import { MAX_CANDIDATES, ToolchainName } from './candidate/candidate.ts'
import { Budget } from './run/budget.ts'
import { CapsSettings } from './settings/caps-settings.ts'
import { CheckRunSettings } from './settings/check-run-settings.ts'
import { GateSettings } from './settings/gate-settings.ts'
import { LearningSettings } from './settings/learning-settings.ts'
import { PathPattern } from './settings/path-pattern.ts'
import { PlannerSettings } from './settings/planner-settings.ts'
import { PolicySettings } from './settings/policy-settings.ts'
import { ProofSettings } from './settings/proof-settings.ts'
import { SettleSettings } from './settings/settle-settings.ts'
import { SpeculationSettings } from './settings/speculation-settings.ts'
import { TriageMode, TriageSettings } from './settings/triage-settings.ts'
import { VerifierSettings } from './settings/verifier-settings.ts'

/** `.github/speculate.yml`, read from the base branch only. Keys of the seed keep their names and defaults (C7). */
export const Settings = z.strictObject({
  speculation: SpeculationSettings,
  verifier: VerifierSettings,
  policy: PolicySettings,
  gates: GateSettings,
  candidates: z
    .array(Strategy)
    .min(1)
    .max(MAX_CANDIDATES)
    .optional()
    .describe('Strategies to use when the issue names none'),
  planner: z
    .union([ToolchainName.transform((toolchain) => PlannerSettings.parse({ toolchain })), PlannerSettings])
    .optional()
    .describe('Toolchain that proposes strategies when neither the issue nor `candidates` names any'),
  proof: z
    .union([z.boolean().transform((isOn) => (isOn ? ProofSettings.parse({}) : undefined)), ProofSettings])
    .optional()
    .describe(
      "Run the tests that candidates bring on the base and on each other, and the base's own tests on all of them: a candidate that fails a test which the base fails and others pass is rejected, and one that passes no such test is not promoted over one that does",
    ),
  setup: z
    .array(z.string().trim().min(1).max(1_000))
    .max(20)
    .optional()
    .describe(
      'Commands that install what the project needs, for example `npm ci`: run once for the same lock files, with a network and without secrets; every agent finds what they install, and none of it becomes part of a patch',
    ),
  stage: TddStage.default('green').describe(
    'What competes: `red` tests that fail until somebody makes them pass, `green` implementations, `commit` refactorings; an issue may say otherwise',
  ),
  triage: z
    .union([TriageMode.transform((mode) => TriageSettings.parse({ mode })), TriageSettings])
    .prefault('advise')
    .describe(
      'What the checklist of an issue means for a run that a person asked for with the label: `advise` shows it and starts all candidates, unless people have marked the issue as a migration or as architecture; `enforce` writes one candidate where fewer than two boxes are ticked. Runs that nobody asked for always follow it, and those by `/speculate` never. `{ mode: enforce, toolchain: codex }` also asks a toolchain about boxes that the rules leave open',
    ),
  issue_authors: z
    .enum(['writers', 'anyone'])
    .default('writers')
    .describe(
      'Whose issues agents may be given: those by people who can write to the repository, or by anyone, once a person who can write has labelled them',
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
      'Toolchains to use, in rank order; the operator defines them. Where nobody names strategies, two to four of them write one candidate each',
    ),
  protected_paths: z
    .array(PathPattern)
    .max(200)
    .default([])
    .describe('Paths no candidate may touch, besides the built-in ones'),
  attempt_minutes: z.number().positive().max(240).default(20).describe('How long one attempt may take'),
  budget: Budget.prefault({}),
  check_run: CheckRunSettings,
  reviewers: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,39}$/))
    .max(15)
    .default([])
    .describe(
      'Logins asked to review the winner where CODEOWNERS of the base branch names nobody for what it changes',
    ),
  settle: SettleSettings,
  learning: LearningSettings,
  caps: CapsSettings,
  archive_after_days: z
    .number()
    .min(0)
    .max(365)
    .default(14)
    .describe("When losers' branches are deleted; `/speculate restore` brings one back later too"),
  archive_refs: z
    .boolean()
    .default(true)
    .describe(
      'Keep the commits of losers under `refs/speculate/archive/`, which no list of branches shows, when their branches are deleted; without it their pull requests alone keep them',
    ),
})
export type Settings = z.infer<typeof Settings>

/** Instead of `setup` of the settings. */
export type AskedSetup = readonly string[] | undefined

/** Instead of `proof` of the settings: absent in it where nothing shall be run. */
export type AskedProof = Pick<Settings, 'proof'>
