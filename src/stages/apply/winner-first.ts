import type { Step } from '../../domain/run/step.ts'

/**
 * The order in which a verdict appears on the forge: people wait for the winner, so it comes first; then the scoreboard on the issue, which
 * says why; then what describes the winner and the word on each draft, reviewers, labels, and at last the losers. Whatever stops this in between, the next look does the rest.
 */
export function winnerFirst(steps: readonly Step[], issue: number): Step[] {
  const around = { issue, isMergedByForge: steps.some((step) => step.do === 'enable-auto-merge') }
  return steps.toSorted((a, b) => placeOf(a, around) - placeOf(b, around))
}

interface Around {
  readonly issue: number
  readonly isMergedByForge: boolean
}

/** Reviewers are asked before the winner has its label: until then it is known that they may not have been asked. Reviews go to open drafts. */
function placeOf(step: Step, { issue, isMergedByForge }: Around): number {
  switch (step.do) {
    case 'restore-branch':
    case 'reopen-pull-request':
    case 'mark-ready':
    case 'convert-to-draft':
    case 'disable-auto-merge':
      return 0
    // Where the branch requires it, nobody can merge the winner before. A forge that is to merge by itself takes that only while something
    // is missing, and merges with the last thing that comes.
    case 'ensure-check-runs':
      return isMergedByForge ? 9 : 1
    case 'ensure-comment':
      // Who is asked for a review takes part from then on, and would be told of the comment as well.
      return step.on === issue ? 1 : 3
    case 'ensure-text':
      return 2
    case 'request-reviewers':
      return 4
    case 'ensure-labels':
      return 5
    case 'post-review':
      return 6
    case 'close-pull-request':
      return 7
    default:
      return 8
  }
}
