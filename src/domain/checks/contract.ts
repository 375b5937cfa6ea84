import { z } from 'zod'
import { Reach, TouchedJudge } from './reach.ts'

/** A4: categories in which a failed check can never be outweighed by a good score. */
export const HardFail = z.enum(['security', 'migration-risk', 'snapshot-drift'])
export type HardFail = z.infer<typeof HardFail>

/** What a workflow of the base looks at before it runs for a pull request: GitHub's filter patterns, in their order. */
export const PathFilter = z.strictObject({
  workflow: z.string(),
  paths: z.array(z.string()).optional(),
  pathsIgnore: z.array(z.string()).optional(),
})
export type PathFilter = z.infer<typeof PathFilter>

/** One check that must pass, and who must have run it for its answer to count. */
export const RequiredCheck = z.strictObject({
  name: z.string().min(1).max(200),
  source: z.enum(['ruleset', 'branch protection', '.github/speculate.yml']),
  /** The app that must have created it, when the source pins one. */
  appId: z.int().optional(),
  /** … by its slug, where a workflow of the base names the job: GitHub Actions has another id on every GitHub Enterprise Server. */
  appSlug: z.string().optional(),
  /** The workflow file that must have run it, when the source pins one or the base's own workflows name it. */
  workflow: z.string().optional(),
  /** The event that must have started that workflow. */
  event: z.string().optional(),
  hardFail: HardFail.optional(),
  /** In stage `red` it must fail: it runs the new tests, and what they ask for is missing. */
  mustFail: z.literal(true).optional(),
  /** Where every workflow of the base that runs it filters by path: a patch that all of them leave out is not asked for it. */
  pathFilters: z.array(PathFilter).optional(),
  /** Workflow files of the base with a job of the same name that runs nothing of the repository: it proves nothing. */
  standIns: z.array(z.string()).optional(),
  /** Where every workflow of the base that runs it leaves out drafts: the line that says so, from 1. */
  skipsDrafts: z.strictObject({ workflow: z.string(), line: z.int() }).optional(),
  /** A workflow that runs it runs again for every label that is added. */
  startsOnLabels: z.literal(true).optional(),
  /** Metrics that it reports count in the score; those of any other check are only shown. */
  trustedMetrics: z.boolean().optional(),
  deadlineMinutes: z.number().positive(),
})
export type RequiredCheck = z.infer<typeof RequiredCheck>

/** The App that GitHub Actions posts its check runs as. */
export const ACTIONS_APP = 'github-actions'

/** A job that a workflow file runs on pull requests, under the name its check run will have. */
export interface WorkflowJob {
  readonly workflow: string
  readonly name: string
  /** True when the values of a matrix follow the name in parentheses. */
  readonly matrix: boolean
  /** What `on.pull_request` says of when it runs; absent where it says nothing. */
  readonly filters?: PullRequestFilters
  /** How much of the repository its steps can run; `something` where it is absent. */
  readonly runs?: 'nothing' | 'without checkout'
  /** Line of the condition that leaves out drafts, from 1. */
  readonly skipsDraftsAt?: number
}

/** A workflow file of the base. */
export interface WorkflowFile {
  readonly path: string
  /** Undefined where that cannot be told. */
  readonly onPullRequests: boolean | undefined
}

export interface PullRequestFilters {
  readonly branches?: readonly string[]
  readonly branchesIgnore?: readonly string[]
  readonly paths?: readonly string[]
  readonly pathsIgnore?: readonly string[]
  readonly types?: readonly string[]
}

/** A8: evidence is comparable only under one fingerprint. */
export const VerifierContract = z.strictObject({
  checks: z.array(RequiredCheck),
  fingerprint: z.string(),
  /** What the checks run and read on the base; absent in contracts from before it was derived. */
  reach: Reach.optional(),
  /** Of what the base asks for now: what judges and is another there than on the commit that the candidates were written on. */
  changed: z.array(TouchedJudge).optional(),
})
export type VerifierContract = z.infer<typeof VerifierContract>

/** Raised whenever a rule of gating, scoring or reading checks changes meaning: verdicts of two versions are not compared. */
export const RULES_VERSION = 2
