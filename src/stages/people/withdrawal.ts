import { hasLabel, TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { isByLabel } from '../../domain/issue/trigger.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { botTookLabelOff } from './bot-took-label-off.ts'

/** Removing the label, closing the issue, a command, or a candidate that somebody has merged ends the run. */
export function withdrawal(
  { issue, repository, candidates }: Snapshot,
  { commands = [], trigger }: Speculation,
): string | undefined {
  if (issue.isGone) return 'The issue was deleted or moved to another repository before a verdict.'
  if (repository.isArchived) return 'The repository was archived before a verdict.'
  const cancelled = commands.find(({ answer }) => answer.kind === 'cancelled')
  if (cancelled) return `${codeSpan(cancelled.by, 50)} cancelled the run before a verdict.`
  const merged = candidates.find(({ pullRequest }) => pullRequest?.state === 'merged')
  if (merged) return `${codeSpan(merged.candidate, 50)} was merged by a person before a verdict.`
  if (issue.state === 'closed') return 'The issue was closed before a verdict.'
  if (isByLabel(trigger) && !hasLabel(issue.labels, TRIGGER_LABEL) && !botTookLabelOff(issue, { trigger }))
    return wasTakenOff(issue)
      ? `The label \`${TRIGGER_LABEL}\` was taken off before a verdict.`
      : `The label \`${TRIGGER_LABEL}\` was renamed or deleted in the repository before a verdict, and so it is on this issue no more.`
  return undefined
}

/** Of a label that is renamed or deleted for all issues, the timeline of none tells that it went. */
function wasTakenOff({ labelled, unlabelledAt }: Snapshot['issue']): boolean {
  return unlabelledAt !== undefined && !(labelled && Date.parse(labelled.at) > Date.parse(unlabelledAt))
}

/** Whoever removes the label and adds it again at once means the same run: nothing is ended, nor anything begun, in between (T15). */
const FLAP_MS = 5_000

export function flapsForMs({ issue, now }: Snapshot, { trigger }: Speculation): number {
  if (!isByLabel(trigger)) return 0
  if (issue.state === 'closed' || hasLabel(issue.labels, TRIGGER_LABEL)) return 0
  if (issue.unlabelledAt === undefined) return 0
  const since = Date.parse(now) - Date.parse(issue.unlabelledAt)
  // A clock that lags far behind the forge's must not make this longer.
  return since < -60_000 ? 0 : Math.min(FLAP_MS, Math.max(0, FLAP_MS - since))
}
