import type { ForgeFacts, LabelEvent } from '../domain/forge/forge-facts.ts'
import { mayWrite, type Role } from '../domain/issue/issue.ts'
import type { IssueBlock } from '../domain/issue/issue-block.ts'
import { hasLabel, TRIGGER_LABEL } from '../domain/issue/labels.ts'
import type { Refusal } from '../domain/issue/refusal.ts'
import { askedAt, askerOf, type RunRequest, type Trigger } from '../domain/issue/trigger.ts'
import type { ConfigurationProblem } from '../domain/parse-result.ts'
import type { BeginningFacts } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Settings } from '../domain/settings.ts'
import { commandLine } from './commands/parse-command.ts'

export type Triage =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | {
      readonly kind: 'speculate'
      readonly trigger: Trigger
      readonly settings: Settings
      readonly block: IssueBlock | undefined
    }

/** Is there an issue here that asks to be started? Then `triage` needs the facts of a beginning. */
export function asksForRun(facts: ForgeFacts, latest: Speculation | undefined): boolean {
  if (!hasLabel(facts.issue.labels, TRIGGER_LABEL)) return false
  if (!latest) return true
  // A second run needs the first one to be over and the label to be put on anew since, by the forge's own clock. Who has put it on is
  // for the beginning to ask: a run that is settled needs nobody for that.
  const at = facts.issue.labelled?.at
  return latest.settledAt !== undefined && at !== undefined && Date.parse(at) > Date.parse(labelSeen(latest))
}

/** Whatever happened to the label until then belongs to this run. Of one that was withdrawn, until its end was decided. */
export function labelSeen({ verdict, labelSeen, trigger }: Speculation): string {
  return verdict?.labelSeen ?? labelSeen ?? askedAt(trigger)
}

/** Is this issue ours, and may the one who asks start agents on it? The first reason against wins. */
export function triage(facts: ForgeFacts, beginning: BeginningFacts | undefined): Triage {
  if (!beginning) return { kind: 'ignore' }
  const { issue, repository } = facts
  if (repository.isArchived) return refuse({ kind: 'archived' })
  if (issue.state === 'closed') return refuse({ kind: 'issue-closed' })
  if (isFolderOfCandidates(repository.defaultBranch))
    return refuse({ kind: 'default-branch-in-the-way', branch: repository.defaultBranch })
  const request = beginning.request ?? { kind: 'label', by: issue.labelled }
  const asker = askerOf(request)
  if (!asker) return refuse({ kind: 'unknown-actor' })

  const actorRefusal = judgeActor(asker, beginning.role)
  if (actorRefusal) return refuse(actorRefusal)
  // GitHub gives times in whole seconds: an edit in the second of the request may have come after it.
  const isAboutText = request.kind === 'label' || request.kind === 'command'
  if (isAboutText && issue.lastEditedAt && Date.parse(issue.lastEditedAt) >= Date.parse(asker.at)) {
    return refuse({
      kind: 'edited-after-labelling',
      labelledAt: asker.at,
      editedAt: issue.lastEditedAt,
    })
  }

  const { settings, block, authorRole } = beginning
  const problems = [...problemsOf(settings), ...problemsOf(block)]
  if (!settings.ok || (block && !block.ok)) return refuse({ kind: 'configuration', problems })
  if (!settings.value.speculation.enabled) return refuse({ kind: 'disabled' })
  if (settings.value.issue_authors === 'writers' && !mayWrite(authorRole))
    return refuse({ kind: 'author-not-allowed', author: issue.author })

  return {
    kind: 'speculate',
    trigger: triggerOf(request, asker, beginning.role),
    settings: settings.value,
    block: block?.value,
  }
}

function triggerOf(request: RunRequest, { actor, at }: LabelEvent, role: Role): Trigger {
  switch (request.kind) {
    case 'label':
      return { actor, role, labelledAt: at }
    case 'command': {
      const { comment, options } = request
      return {
        kind: 'command',
        actor,
        role,
        at,
        comment: comment.id,
        line: commandLine(comment.body),
        options,
      }
    }
    case 'text':
      return { kind: 'text', actor, role, at, where: request.where }
    case 'critical-path':
      return { kind: 'critical-path', actor, role, at, risk: request.risk, place: request.place }
    case 'forced':
      return { kind: 'forced', actor, role, at }
    default:
      return request satisfies never
  }
}

/** Whether a branch is in the way of those of candidates, of any run of any issue. */
export function isFolderOfCandidates(branch: string): boolean {
  return /^speculate(?:\/[1-9]\d*\.[1-9]\d*)?$/.test(branch)
}

/** T4: only people with write access start agents; bots are refused whatever their permission. */
function judgeActor({ actor, actorType }: LabelEvent, role: Role): Refusal | undefined {
  if (actorType !== 'User') return { kind: 'bot', actor }
  if (!mayWrite(role)) return { kind: 'not-allowed', actor, role }
  return undefined
}

function problemsOf(
  parsed:
    | { readonly ok: true }
    | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }
    | undefined,
): readonly ConfigurationProblem[] {
  return parsed && !parsed.ok ? parsed.problems : []
}

function refuse(refusal: Refusal): Triage {
  return { kind: 'refuse', refusal }
}
