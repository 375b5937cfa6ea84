import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import { hasLabel, TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { isByLabel } from '../../domain/issue/trigger.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** Who removed the label before the verdict, where that was a bot: no person has asked for the end of the run. */
export function botTookLabelOff(
  { labels, labelled, unlabelled }: IssueFacts,
  { trigger, verdict }: Pick<Speculation, 'trigger' | 'verdict'>,
): string | undefined {
  if (!isByLabel(trigger)) return undefined
  if (hasLabel(labels, TRIGGER_LABEL) || unlabelled?.actorType !== 'Bot') return undefined
  // Afterwards it means nothing any more; once a winner is merged, this app takes it off itself.
  if (verdict && Date.parse(unlabelled.at) >= wholeSecond(verdict.decidedAt)) return undefined
  const isLater = !labelled || Date.parse(unlabelled.at) >= Date.parse(labelled.at)
  return isLater ? unlabelled.actor : undefined
}

/** Forges tell times in whole seconds. */
function wholeSecond(at: string): number {
  return Math.floor(Date.parse(at) / 1_000) * 1_000
}
