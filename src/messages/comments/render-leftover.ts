import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { leftoverMarker } from '../marker.ts'
import { count } from '../numbers.ts'

/** Why what a run has left open is closed. */
export type LeavingReason =
  | { readonly kind: 'next-run'; readonly run: number }
  | { readonly kind: 'time-over'; readonly days: number }

/** Why a draft that nobody chose is closed, and how it comes back. */
export function renderLeftover(
  { id, issue }: Speculation,
  { candidate, number, leaving }: { candidate: CandidateId; number: number; leaving: LeavingReason },
): { marker: string; body: string; sentence: string } {
  const marker = leftoverMarker(id, candidate)
  const sentence =
    leaving.kind === 'next-run'
      ? `Closed because run ${leaving.run} on #${issue.number} has begun.`
      : `Closed because nobody chose it within ${count(leaving.days, 'day')}.`
  return { marker, sentence, body: `${marker}\n${sentence} \`gh pr reopen ${number}\` brings it back.\n` }
}
