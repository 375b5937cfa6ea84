import { hasLabel, TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { isByLabel } from '../../domain/issue/trigger.ts'
import type { IssueFacts } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** Who removed the label, where that was a bot: no person has asked for the end of the run. */
export function botTookLabelOff(
  { labels, labelled, unlabelled }: IssueFacts,
  { trigger }: Pick<Speculation, 'trigger'>,
): string | undefined {
  if (!isByLabel(trigger)) return undefined
  if (hasLabel(labels, TRIGGER_LABEL) || unlabelled?.actorType !== 'Bot') return undefined
  const isLater = !labelled || Date.parse(unlabelled.at) >= Date.parse(labelled.at)
  return isLater ? unlabelled.actor : undefined
}
