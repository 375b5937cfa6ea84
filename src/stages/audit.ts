import type { Attempt } from '../domain/candidate/attempt.ts'
import { latestAttempt } from '../domain/candidate/latest-attempt.ts'
import { RULES_VERSION } from '../domain/checks/contract.ts'
import { GHOST } from '../domain/issue/command.ts'
import type { Refusal } from '../domain/issue/refusal.ts'
import type { Scoreboard } from '../domain/judgement/scoreboard.ts'
import type { AuditEvent, Evidence, RefusalEvent } from '../domain/run/audit.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { stepId, type Trace } from '../domain/run/trace.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import { refusalReason } from '../messages/comments/refusal/render-refusal.ts'
import { commandLine } from './commands/parse-command.ts'
import type { JudgeInput } from './judge.ts'

/** B3: a trace for every candidate, winner and losers alike. */
export function audit(
  speculation: Speculation,
  scoreboard: Scoreboard,
  { attempts, now }: { attempts: readonly Attempt[]; now: string },
): readonly Trace[] {
  return scoreboard.rows.map((row) => {
    const outcome = latestAttempt(attempts, row.candidate)?.outcome
    const claimed = outcome?.kind === 'patch' ? outcome.report.testsAdded : []
    const added = row.testsAdded ?? []
    return {
      candidate_id: row.candidate,
      step_id: stepId(speculation.issue, speculation.run),
      timestamp_iso: now,
      files_modified: row.files,
      tests_added: added,
      ...(claimed.some((one) => !added.includes(one)) && { tests_claimed: claimed }),
      tests_pass: row.tests === 'pass',
      rationale: row.rationale ?? row.strategy,
      result: row.result,
      reason: row.reason,
      score: row.score ?? null,
      base: speculation.base.commit,
      head: row.head ?? null,
      pull_request: row.pullRequest ?? null,
      toolchain: row.toolchain,
      fingerprint: scoreboard.fingerprint,
      rules_version: scoreboard.rulesVersion,
    }
  })
}

/** E4: what was judged, so that anybody can judge it again. Our own comments are long and decide nothing. */
export function evidence({ candidates, attempts, ...input }: JudgeInput): AuditEvent {
  const payload: Evidence = {
    ...input,
    rulesVersion: RULES_VERSION,
    attempts: [...attempts],
    candidates: candidates.map((facts) => ({
      ...facts,
      pullRequest: facts.pullRequest && {
        ...facts.pullRequest,
        ownComments: [],
        ownReviews: [],
        body: undefined,
        ownCheck: undefined,
      },
    })),
  }
  return { at: input.now, kind: 'evidence', payload }
}

/** Says why nothing was started: refused runs are logged as well. */
export function refused({ issue, beginning, now }: Snapshot, refusal: Refusal): AuditEvent {
  const { title, labelled } = issue
  const request = beginning?.request
  const commanded = request?.kind === 'command' ? request.comment : undefined
  const by = request && request.kind !== 'command' && request.kind !== 'label' ? request.by : undefined
  const payload: RefusalEvent = {
    title,
    ...(commanded
      ? {
          askedBy: commanded.author ?? GHOST,
          ...{ askedAt: commanded.at, comment: commanded.id, line: commandLine(commanded.body) },
        }
      : by
        ? { askedBy: by.actor, askedAt: by.at }
        : withoutUndefined({ labelledBy: labelled?.actor, labelledAt: labelled?.at })),
    kind: refusal.kind,
    reason: refusalReason(refusal, request?.kind),
  }
  return { at: now, kind: 'refused', payload }
}
