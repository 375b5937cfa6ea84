import { mayWrite, type Role } from '../domain/issue/issue.ts'
import type { IssueBlock } from '../domain/issue/issue-block.ts'
import { hasLabel, TRIGGER_LABEL } from '../domain/issue/labels.ts'
import type { Refusal } from '../domain/issue/refusal.ts'
import type { BeginningFacts, ConfigurationProblem, ForgeFacts, LabelEvent } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Settings } from '../domain/settings.ts'

export type Triage =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | {
      readonly kind: 'speculate'
      readonly trigger: { readonly actor: string; readonly role: Role; readonly labelledAt: string }
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
  return verdict?.labelSeen ?? labelSeen ?? trigger.labelledAt
}

/** Is this issue ours, and may the one who labelled it start agents on it? The first reason against wins. */
export function triage(facts: ForgeFacts, beginning: BeginningFacts | undefined): Triage {
  if (!beginning) return { kind: 'ignore' }
  const { issue, repository } = facts
  if (repository.isArchived) return refuse({ kind: 'archived' })
  if (issue.state === 'closed') return refuse({ kind: 'issue-closed' })
  if (isFolderOfCandidates(repository.defaultBranch))
    return refuse({ kind: 'default-branch-in-the-way', branch: repository.defaultBranch })
  if (!issue.labelled) return refuse({ kind: 'unknown-actor' })

  const actorRefusal = judgeActor(issue.labelled, beginning.role)
  if (actorRefusal) return refuse(actorRefusal)
  // GitHub gives times in whole seconds: an edit in the second of the label may have come after it.
  if (issue.lastEditedAt && Date.parse(issue.lastEditedAt) >= Date.parse(issue.labelled.at)) {
    return refuse({
      kind: 'edited-after-labelling',
      labelledAt: issue.labelled.at,
      editedAt: issue.lastEditedAt,
    })
  }

  const { settings, block, authorRole } = beginning
  const problems = [...problemsOf(settings), ...problemsOf(block)]
  if (!settings.ok || (block && !block.ok)) return refuse({ kind: 'configuration', problems })
  if (!settings.value.speculation.enabled) return refuse({ kind: 'disabled' })
  if (settings.value.issue_authors === 'writers' && !mayWrite(authorRole))
    return refuse({ kind: 'author-not-allowed', author: issue.author })

  const { actor, at } = issue.labelled
  return {
    kind: 'speculate',
    trigger: { actor, role: beginning.role, labelledAt: at },
    settings: settings.value,
    block: block?.value,
  }
}

/** Of any run of any issue. */
function isFolderOfCandidates(branch: string): boolean {
  return /^speculate(?:\/[1-9]\d*\.[1-9]\d*)?$/.test(branch)
}

/** T4: only people with write access start agents; bots are refused whatever their permission. */
function judgeActor(labelled: LabelEvent, role: Role): Refusal | undefined {
  if (labelled.actorType !== 'User') return { kind: 'bot', actor: labelled.actor }
  if (!mayWrite(role)) return { kind: 'not-allowed', actor: labelled.actor, role }
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
