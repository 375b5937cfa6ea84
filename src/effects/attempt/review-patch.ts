import type { OutcomeOf } from '../../domain/candidate/attempt.ts'
import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import type { TaskOf } from '../../domain/candidate/task.ts'
import type { Diff, Review, ReviewFinding, ReviewReport } from '../../domain/judgement/review.ts'
import { type AskedOfIssue, renderReviewBrief } from '../../messages/briefs/render-review-brief.ts'
import { distinctionAbout } from '../../stages/proof/distinction-attempt.ts'
import { findDifference } from '../../stages/proof/find-difference.ts'
import { failed, runAgent } from './run-agent.ts'
import type { RunAttempt, RunningCandidate } from './run-attempt.ts'

/** What a reviewer reads of a long patch; the files themselves are in its work tree. */
const MAX_DIFF_BYTES = 200_000

/** An attempt at a review (C6): the agent reads the published commit, and nothing but the review it leaves is kept. */
export async function reviewPatch(
  context: RunAttempt,
  running: RunningCandidate,
  { commit }: TaskOf<'review'>,
): Promise<OutcomeOf<'review'>> {
  const { workspace } = context
  const { speculation, heartbeat } = running
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const remote = await (await context.forgeFor(repository)).gitRemote(repository)
  const base = await baseOf(context, running)
  const diff = await workspace.diff({ repository, remote, base, commit, maxBytes: MAX_DIFF_BYTES })
  const asked = await askedOf(context, running, commit)
  const brief = renderReviewBrief(speculation, diff, asked)
  const ran = await runAgent(context, running, { commit, remote, brief })
  if (ran.kind === 'failed') return ran.outcome
  heartbeat.report('reading the review')
  const report = await workspace.readReview(ran.workTree)
  if ('unreadable' in report)
    return failed('no-changes', `Its review does not count: ${report.unreadable}.`, ran.usage)
  const review = reviewOf(report, { commit, diff, asked })
  return { kind: 'review', review, usage: ran.usage }
}

/** A pull request that was entered may stand on another commit than the rest. */
async function baseOf({ store }: RunAttempt, { speculation, attempt }: RunningCandidate): Promise<string> {
  const written = latestAttempt(await store.attempts(speculation.id), attempt.candidate)?.outcome
  return written?.kind === 'patch' ? written.patch.base : speculation.base.commit
}

/** The test on which this candidate differs from another one, where there is one and somebody else wrote it. */
async function askedOf(
  { store }: RunAttempt,
  { speculation, attempt }: RunningCandidate,
  commit: string,
): Promise<IssueQuestion | undefined> {
  const attempts = await store.attempts(speculation.id)
  const of = distinctionAbout(attempts, { candidate: attempt.candidate, commit })
  if (of?.outcome?.kind !== 'distinction' || of.toolchain === attempt.toolchain) return undefined
  const found = findDifference(of.outcome, of.task.between)
  if (found.kind === 'nothing') return undefined
  const { file, name } = found.difference
  const text = of.outcome.files.find(({ path }) => path === file)?.text
  return text === undefined ? undefined : { attempt: of.number, file, name, text }
}

interface IssueQuestion extends AskedOfIssue {
  /** The number of the one that the test is of. */
  readonly attempt: number
}

interface ReviewedPatch {
  readonly commit: string
  readonly diff: Diff
  readonly asked: IssueQuestion | undefined
}

function reviewOf(
  { verdict, summary, findings, issue_says: says }: ReviewReport,
  { commit, diff, asked }: ReviewedPatch,
): Review {
  return {
    verdict,
    commit,
    summary,
    findings: findings.map((finding) => ({ ...finding, onLine: isOnLine(finding, diff) })),
    ...(asked && says && { issueSays: { ...says, attempt: asked.attempt } }),
  }
}

function isOnLine({ path, line }: ReviewFinding, { lines }: Diff): boolean {
  return line !== undefined && (lines.get(path) ?? []).some(({ from, to }) => from <= line && line <= to)
}
