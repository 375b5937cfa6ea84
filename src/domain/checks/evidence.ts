import { z } from 'zod'
import { HardFail } from './contract.ts'
import { FirstRun } from './rerun.ts'

/** What the log of a job says of its tests: the tested code may have written it. `ran` are those that passed or failed. */
export const TestCount = z.strictObject({
  ran: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  /** How many runs of tests it reports after one that failed: they may be the same tests once more. */
  again: z.int().positive().optional(),
})
export type TestCount = z.infer<typeof TestCount>

/** A test that a job's log says has failed: the tested code may have written it. Foreign text. */
export const FailedTest = z.strictObject({ name: z.string(), message: z.string().optional() })
export type FailedTest = z.infer<typeof FailedTest>

/** The first of them, and how many more there are. */
export const FailedTests = z.strictObject({ tests: z.array(FailedTest), more: z.int().nonnegative() })
export type FailedTests = z.infer<typeof FailedTests>

/** A check run or commit status as GitHub reported it for one head; foreign text except for the ids. */
export const Observation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('check-run'),
    id: z.int(),
    name: z.string(),
    headSha: z.string(),
    /** Lower case, as in REST: queued, in_progress, completed, waiting, requested, pending, … */
    status: z.string(),
    /** Lower case: success, failure, neutral, cancelled, skipped, stale, timed_out, action_required, startup_failure, … */
    conclusion: z.string().optional(),
    startedAt: z.string().optional(),
    completedAt: z.string().optional(),
    url: z.string().optional(),
    appId: z.int().optional(),
    appSlug: z.string().optional(),
    workflow: z
      .strictObject({
        runId: z.int(),
        path: z.string(),
        event: z.string(),
        /** True when the run's own job list names this check run; only GitHub Actions writes that list (T10). */
        jobConfirmed: z.boolean(),
        /** That list was not asked, because no check of the commit had ended. */
        jobUnasked: z.literal(true).optional(),
        /** Of the confirmed job. */
        jobId: z.int().optional(),
        /** The attempt of the workflow run that the confirmed job ran in, from 1. */
        runAttempt: z.int().optional(),
        /** Whether the whole workflow run has ended: only then can a job of it be run again. */
        runEnded: z.boolean().optional(),
        /** ISO-8601; when the workflow run was last heard of, where it has ended. */
        runEndedAt: z.string().optional(),
      })
      .optional(),
    /** How many tests its log reports; null when it has no number, absent when it was not read. */
    tests: TestCount.nullable().optional(),
    /** Which tests its log says have failed; absent where it names none. */
    failedTests: FailedTests.optional(),
    /** What its log says of why a step failed; the tested code may have written it. */
    lastWords: z.string().optional(),
    title: z.string().optional(),
    summary: z.string().optional(),
    annotations: z.array(
      z.strictObject({ level: z.string(), title: z.string().optional(), message: z.string() }),
    ),
    /** How much of its output is not here. */
    leftOut: z
      .strictObject({
        annotations: z.int().positive().optional(),
        /** Of the summary. */
        characters: z.int().positive().optional(),
        /** There are more annotations than were read: what they report is not known. */
        unread: z.literal(true).optional(),
      })
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('status'),
    context: z.string(),
    headSha: z.string(),
    /** Lower case: success, failure, error, pending, expected. */
    state: z.string(),
    createdAt: z.string().optional(),
    url: z.string().optional(),
    creator: z.string().optional(),
    /** Of the App whose bot the creator is, where GitHub says so. */
    appId: z.int().optional(),
    description: z.string().optional(),
  }),
])
export type Observation = z.infer<typeof Observation>

export const CheckAnswer = z.enum(['passed', 'failed', 'pending', 'unverified', 'timed-out'])
export type CheckAnswer = z.infer<typeof CheckAnswer>

/** E1: what one required check really said about one head, and why we believe it. */
export const CheckVerdict = z.strictObject({
  check: z.string(),
  verdict: CheckAnswer,
  reason: z.string(),
  hardFail: HardFail.optional(),
  /** It fails on the base commit too: not this candidate's fault, and no proof for it either (E1). */
  redOnBase: z.boolean().optional(),
  /** The base's workflows leave it out for what this patch changes: neither blame nor proof. */
  notRequired: z.literal(true).optional(),
  /** Another required check, a job of the same matrix, whose failure cancelled it: that one answers for both. */
  cancelledBy: z.string().optional(),
  /** Earlier runs of the same workflow, event and job on this head, which a newer one has replaced; the newest first. */
  replaced: z.array(z.strictObject({ checkRunId: z.int(), ended: z.string() })).optional(),
  /** How many tests its log reports; null when it has no number. */
  tests: TestCount.nullable().optional(),
  /** How many ran in the same check on the base, where its log says so. */
  testsOnBase: z.int().optional(),
  /** In stage `red` it had to fail: `passed` says that it did. */
  mustFail: z.literal(true).optional(),
  /** What its first run said, where it was run a second time. */
  firstRun: FirstRun.optional(),
  /** It failed first and passed when it was run again. */
  flaky: z.boolean().optional(),
  /** Why it could not be run again, although the settings ask for it: a clause. */
  notRerun: z.string().optional(),
  /** GitHub says that it was skipped, and the pull request is a draft, which many workflows leave out. */
  skippedOnDraft: z.boolean().optional(),
  url: z.string().optional(),
  checkRunId: z.int().optional(),
  workflowRunId: z.int().optional(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  /** What its log, its annotations or its output say of why it failed: the candidate's code may have printed it. Foreign text. */
  detail: z.string().optional(),
  /** Which tests failed, where its log names them. */
  failedTests: FailedTests.optional(),
})
export type CheckVerdict = z.infer<typeof CheckVerdict>

/** Whether a verdict is blame or proof. What the base fails too is nobody's fault, but turning it green is proof. */
export function isCounted({
  verdict,
  redOnBase,
  notRequired,
  cancelledBy,
}: Pick<CheckVerdict, 'verdict' | 'redOnBase' | 'notRequired' | 'cancelledBy'>): boolean {
  return !notRequired && cancelledBy === undefined && (!redOnBase || verdict === 'passed')
}

/** What the base commit shows of the required checks, beside those that are red there. */
export const BaseChecks = z.strictObject({
  /** Names of those that have answered there, for good or bad. */
  answered: z.array(z.string()),
  /** Who has set a commit status there, by its name, in the order of the alphabet. */
  creators: z.record(z.string(), z.array(z.string())),
  /** How many tests each ran there, where a log says so; of several runs the fewest. */
  tests: z.record(z.string(), z.int()).optional(),
})
export type BaseChecks = z.infer<typeof BaseChecks>

export const RiskLevel = z.enum(['low', 'medium', 'high', 'critical'])
export type RiskLevel = z.infer<typeof RiskLevel>

export const Risk = z.strictObject({ level: RiskLevel, reasons: z.array(z.string()) })
export type Risk = z.infer<typeof Risk>

export const ReviewVerdict = z.enum(['approve', 'abstain', 'request_changes'])
export type ReviewVerdict = z.infer<typeof ReviewVerdict>

/** The shared verifier's answer on a candidate as a whole. */
export const Verification = z.strictObject({
  /** passed: every required check passed · failed: at least one cannot pass any more · pending: still waiting. */
  state: z.enum(['passed', 'failed', 'pending']),
  reason: z.string(),
  checks: z.array(CheckVerdict),
  /** When the last deadline of a pending check ends. */
  until: z.string().optional(),
})
export type Verification = z.infer<typeof Verification>
