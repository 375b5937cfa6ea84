import type { CandidateId } from '../candidate/candidate.ts'
import { isReplaced, lastPromoted } from '../issue/aftermath.ts'
import type { Speculation } from '../run/speculation.ts'

/**
 * What maintainers made of a run. `none`: nobody was promoted, and nobody has been chosen; `open`: nobody has said yet. Of what was edited
 * before it was merged, `lines` says by how many lines it differs from what was judged, where that is known.
 */
export type RunOutcome =
  | { readonly kind: 'merged-unedited'; readonly candidate: CandidateId }
  | { readonly kind: 'merged-edited'; readonly candidate: CandidateId; readonly lines?: number }
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
    if (merged.candidate !== winner) return { kind: 'other-promoted', candidate: merged.candidate }
    return mergedAs(run, merged)
  }
  const promoted = lastPromoted(choices)
  if (promoted && (winner === undefined || isReplaced(choices, winner)))
    return { kind: 'other-promoted', candidate: promoted.candidate }
  if (winner === undefined) return { kind: 'none' }
  const isClosed = choices.some((one) => one.kind === 'closed' && one.candidate === winner && !one.isBot)
  return isClosed ? { kind: 'closed', candidate: winner } : { kind: 'open' }
}

function mergedAs(
  { verdict }: Speculation,
  { candidate, head, lines }: NonNullable<Speculation['choices']>[number],
): RunOutcome {
  const row = verdict?.scoreboard.rows.find((one) => one.candidate === candidate)
  // Runs from before it was kept say nothing of edits.
  if (!row || head === undefined || head === row.head) return { kind: 'merged-unedited', candidate }
  const { insertions, deletions } = row
  if (!lines || insertions === undefined || deletions === undefined)
    return { kind: 'merged-edited', candidate }
  const differing = Math.abs(lines.insertions - insertions) + Math.abs(lines.deletions - deletions)
  return { kind: 'merged-edited', candidate, lines: differing }
}
