import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { changeSubject } from '../../messages/pull-request/change-subject.ts'
import { commitMessage } from '../../messages/pull-request/commit-message.ts'
import { candidateBody, candidateTitle } from '../../messages/pull-request/pull-request.ts'
import { gateCaseOf } from '../gates/gate-case.ts'
import { guardPatch } from '../gates/gates.ts'
import type { PatchToPublish } from './publish.ts'

/** Every patch that may leave, be it rejected already or not; which those are, the rows say. */
export function publishablePatches(
  snapshot: Snapshot,
  speculation: Speculation,
  rows: readonly Row[],
): readonly PatchToPublish[] {
  return speculation.plan.briefs.flatMap((brief, place): PatchToPublish[] => {
    const attempt = latestAttempt(snapshot.attempts, brief.id)
    const facts = snapshot.candidates.find((one) => one.candidate === brief.id)
    const isNext = rows.some((row) => row.candidate === brief.id && row.phase === 'publishing')
    if (attempt?.outcome?.kind !== 'patch' || !facts || !isNext) return []
    const { patch, report } = attempt.outcome
    const written = gateCaseOf({ speculation, brief, place, attempt, facts })
    if (written === undefined || guardPatch(written).length > 0) return []
    const base = speculation.base.branch
    const message = commitMessage(speculation, {
      candidate: brief.id,
      toolchain: attempt.toolchain,
      subject: changeSubject(speculation, { rationale: report.rationale, patch }),
    })
    const title = candidateTitle(speculation, brief)
    const body = candidateBody(speculation, brief, { ...attempt.outcome, toolchain: attempt.toolchain })
    return [{ candidate: brief.id, patch, facts, base, message, title, body }]
  })
}
