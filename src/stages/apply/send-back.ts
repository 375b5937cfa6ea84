import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import type { Step } from '../../domain/run/step.ts'

/** What was promoted is a draft again: who wants it as it is now makes it ready. */
export function sendBack(
  { number, nodeId, state, isDraft, autoMerge }: PullRequestFacts,
  reason: string,
): Step[] {
  if (state !== 'open') return []
  const pullRequest = { number, nodeId }
  return [
    // One that a person has turned on for a pull request of ours was for the promotion as well.
    ...(autoMerge ? [{ do: 'disable-auto-merge' as const, pullRequest }] : []),
    ...(isDraft ? [] : [{ do: 'convert-to-draft' as const, pullRequest, reason }]),
  ]
}
