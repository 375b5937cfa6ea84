import type { CandidateId } from '../candidate/candidate.ts'
import { isReplaced, lastChoice, lastPromoted } from '../issue/aftermath.ts'
import { isWhole, standingRevert } from '../run/revert.ts'
import type { Speculation } from '../run/speculation.ts'
import { withoutUndefined } from '../without-undefined.ts'

/**
 * What maintainers made of a run. `none`: nobody was promoted, and nobody has been chosen; `open`: nobody has said yet. Of what was edited
 * before it was merged, `lines` says by how many lines it differs from what was judged, where that is known. Who was merged and reverted within
 * the time in which that counts is `reverted`, whoever had been promoted.
 */
export type RunOutcome =
  | { readonly kind: 'merged-unedited'; readonly candidate: CandidateId }
  | { readonly kind: 'merged-edited'; readonly candidate: CandidateId; readonly lines?: number }
  | { readonly kind: 'reverted'; readonly candidate: CandidateId; readonly isPart: boolean }
  | { readonly kind: 'other-promoted'; readonly candidate: CandidateId }
  | { readonly kind: 'closed'; readonly candidate: CandidateId }
  | { readonly kind: 'none' | 'open' }

/** Undefined while there is no verdict, and for a run that was withdrawn, which says nothing of anybody. */
export function outcomeOf(run: Speculation): RunOutcome | undefined {
  const { verdict, choices = [] } = run
  const decision = verdict?.decision
  if (!decision || decision.kind === 'wait') return undefined
  if (decision.kind === 'escalate' && decision.cause === 'withdrawn') return undefined
  const winner = decision.kind === 'promote' ? decision.candidate : undefined
  const merged = choices.findLast(({ kind }) => kind === 'merged')
  if (merged) {
    const revert = standingRevert(run.reverts, merged.candidate)
    if (revert) return { kind: 'reverted', candidate: merged.candidate, isPart: !isWhole(revert) }
    if (merged.candidate !== winner) return { kind: 'other-promoted', candidate: merged.candidate }
    return mergedAs(run, merged)
  }
  const promoted = lastPromoted(choices)
  if (promoted && (winner === undefined || isReplaced(choices, winner)))
    return { kind: 'other-promoted', candidate: promoted.candidate }
  if (winner === undefined) return { kind: 'none' }
  // What was closed and opened again is not answered yet.
  const last = lastChoice(choices, winner)
  const isTurnedDown = last?.kind === 'closed' && !last.isBot && !last.isBaseGone
  return isTurnedDown ? { kind: 'closed', candidate: winner } : { kind: 'open' }
}

function mergedAs(
  { verdict }: Speculation,
  { candidate, head, edited }: NonNullable<Speculation['choices']>[number],
): RunOutcome {
  const judged = verdict?.scoreboard.rows.find((one) => one.candidate === candidate)?.head
  // Runs from before it was kept say nothing of edits. What only came from the base into the branch is nobody's edit.
  if (judged === undefined || head === undefined || head === judged || edited === 0)
    return { kind: 'merged-unedited', candidate }
  return { kind: 'merged-edited', candidate, ...withoutUndefined({ lines: edited }) }
}
