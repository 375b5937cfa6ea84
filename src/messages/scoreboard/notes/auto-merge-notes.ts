import type { PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import type { AutoMerge } from '../../../domain/run/auto-merge.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'

/** Whether GitHub merges the winner by itself, in a sentence, while it is open at the head that was asked for. */
export function autoMergeNotes(
  asked: AutoMerge | undefined,
  winner: PullRequestFacts | undefined,
): readonly string[] {
  if (!asked || winner?.state !== 'open' || winner.head !== asked.head) return []
  const name = codeSpan(`#${winner.number}`, 20)
  if (asked.refused !== undefined)
    return [
      `GitHub did not turn on auto-merge for ${name}, so somebody has to merge it: ${codeSpan(asked.refused, 200)}.`,
    ]
  return winner.autoMerge
    ? [`Auto-merge is on: GitHub merges ${name} once everything that its base branch requires is there.`]
    : [`Auto-merge was turned off for ${name}, and stays off.`]
}
