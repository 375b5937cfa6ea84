import { type AuditEvent, RefusalEvent } from '../domain/run/audit.ts'
import type { RunEventPart } from '../domain/run/run-event.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Step, Verdict } from '../domain/run/step.ts'

/** What an operator is told of a step that was done. `about` names its subject. */
export function eventsOfStep(
  step: Step,
  run: Speculation | undefined,
  about: string,
): readonly RunEventPart[] {
  switch (step.do) {
    case 'start-speculation': {
      const { trigger, base, plan } = step.speculation
      return [
        {
          event: 'run-started',
          by: trigger.actor,
          base: `${base.branch} at ${base.commit.slice(0, 10)}`,
          candidates: plan.briefs.map(({ id }) => id),
        },
      ]
    }
    case 'record-plan':
      return [{ event: 'planned', candidates: step.plan.briefs.map(({ id }) => id) }]
    case 'start-attempt': {
      const { candidate, number, toolchain, task } = step
      return [{ event: 'attempt-queued', candidate, number, toolchain, task: task.kind }]
    }
    case 'end-attempt': {
      const { candidate, number, failure, detail } = step
      return [{ event: 'attempt-given-up', candidate, number, failure, detail }]
    }
    case 'open-draft':
      return [{ event: 'draft-opened', candidate: step.candidate, branch: step.branch }]
    case 'record-verdict':
      return verdictEvents(step.verdict, run)
    case 'mark-ready':
      return [{ event: 'made-ready', pullRequest: step.pullRequest.number }]
    case 'record-revocation':
      return [{ event: 'revoked', cause: step.revocation.cause, reason: step.revocation.reason }]
    case 'record-choice': {
      const { actor = 'somebody', kind, candidate } = step.choice
      return [{ event: 'person-acted', by: actor, what: `${candidate}: ${kind}` }]
    }
    case 'record-revert': {
      const { by = 'somebody', kind, candidate } = step.revert
      return [{ event: 'person-acted', by, what: `${candidate}: ${kind}` }]
    }
    case 'record-command':
      return [{ event: 'person-acted', by: step.command.by, what: commandText(step.command) }]
    case 'rerun-check':
      return [
        { event: 'check-rerun', candidate: step.candidate, checks: step.reruns.map(({ check }) => check) },
      ]
    case 'append-audit':
      return refusals(step.events)
    case 'settle':
      return run === undefined ? [] : [{ event: 'settled', startedAt: run.startedAt }]
    case 'archive':
      return [{ event: 'archived' }]
    default:
      return [{ event: 'step-done', step: step.do, about }]
  }
}

function verdictEvents({ decision, scoreboard }: Verdict, run: Speculation | undefined): RunEventPart[] {
  if (decision.kind === 'wait' || run === undefined) return []
  return [
    ...scoreboard.rows.map(
      ({ candidate, result, reason }): RunEventPart => ({
        event: 'candidate-judged',
        candidate,
        result,
        reason,
      }),
    ),
    { event: 'verdict', decision, startedAt: run.startedAt, spent: scoreboard.spent ?? {} },
  ]
}

function commandText({ line, answer }: Extract<Step, { do: 'record-command' }>['command']): string {
  return answer.kind === 'refused' ? `${line} (refused: ${answer.reason})` : line
}

function refusals(events: readonly AuditEvent[]): RunEventPart[] {
  return events.flatMap((event): RunEventPart[] => {
    const refusal = event.kind === 'refused' ? RefusalEvent.safeParse(event.payload).data : undefined
    return refusal ? [{ event: 'run-refused', by: refusal.labelledBy, reason: refusal.reason }] : []
  })
}
