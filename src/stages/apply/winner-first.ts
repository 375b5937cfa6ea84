import type { Step } from '../../domain/run/step.ts'

/**
 * The order in which a verdict appears on the forge: people wait for the winner, so it comes first; then the scoreboard on the issue, which
 * says why; then what describes the winner, labels, and at last the losers. Whatever stops this in between, the next look does the rest.
 */
export function winnerFirst(steps: readonly Step[], issue: number): Step[] {
  return steps.toSorted((a, b) => placeOf(a, issue) - placeOf(b, issue))
}

/** Reviewers are asked before the winner has its label: until then it is known that they may not have been asked. Reviews go to open drafts. */
function placeOf(step: Step, issue: number): number {
  switch (step.do) {
    case 'restore-branch':
    case 'reopen-pull-request':
    case 'mark-ready':
    case 'convert-to-draft':
    case 'disable-auto-merge':
      return 0
    // Where the branch requires it, nobody can merge the winner before.
    case 'ensure-check-runs':
      return 1
    case 'ensure-comment':
      return step.on === issue ? 1 : 7
    case 'ensure-text':
      return 2
    case 'request-reviewers':
      return 3
    case 'ensure-labels':
      return 4
    case 'post-review':
      return 5
    case 'close-pull-request':
      return 6
    default:
      return 8
  }
}
