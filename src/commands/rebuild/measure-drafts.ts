import type { AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { Brief } from '../../domain/candidate/brief.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { measureSubmission } from '../../effects/attempt/measure-submission.ts'
import type { RunAttempt } from '../../effects/attempt/run-attempt.ts'

/** A candidate whose draft stands: its patch as it is there. */
export interface MeasuredDraft {
  readonly brief: Brief
  readonly outcome: Extract<AttemptOutcome, { kind: 'patch' }>
}

/** Reads and measures what the drafts hold, as a pull request that is entered is; a text where one of them is no patch on the base. */
export async function measureDrafts(
  speculation: Speculation,
  candidates: readonly CandidateFacts[],
  context: RunAttempt,
): Promise<readonly MeasuredDraft[] | string> {
  const measured: MeasuredDraft[] = []
  for (const { candidate, branchHead } of candidates) {
    const brief = speculation.plan.briefs.find(({ id }) => id === candidate)
    if (!brief) return `nobody competes as ${candidate} today`
    if (branchHead === undefined) return `the branch of ${candidate} is gone`
    const outcome = await measure(speculation, { candidate, brief, commit: branchHead }, context)
    if (outcome.kind !== 'patch') return `the draft of ${candidate} cannot be read as a patch`
    measured.push({ brief, outcome })
  }
  return measured
}

async function measure(
  speculation: Speculation,
  { candidate, brief, commit }: { candidate: CandidateId; brief: Brief; commit: string },
  context: RunAttempt,
): Promise<AttemptOutcome> {
  const never = new AbortController().signal
  const running = {
    speculation,
    ...{ brief: { ...brief, author: brief.toolchain }, name: `rebuild-${candidate}` },
    attempt: attemptOf(speculation, brief, new Date(context.clock.now()).toISOString()),
    heartbeat: { report: () => {}, keep: async () => {}, stop: () => {} },
    ...{ signal: never, cancelled: never },
  }
  const { outcome } = await measureSubmission(context, running, {
    ...{ kind: 'read', pullRequest: 1, commit, tip: speculation.base.commit },
  })
  return outcome
}

/** As if its agent had just been asked: what it had used is not known any more. */
export function attemptOf({ id }: Speculation, { id: candidate, toolchain }: Brief, queuedAt: string) {
  return {
    ...{ speculation: id, candidate, number: 1, toolchain, queuedAt },
    task: { kind: 'patch' as const },
    status: 'queued' as const,
  }
}
