import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { GateResult } from '../../domain/judgement/row.ts'
import type { ProofVerdict } from '../../domain/proof/proof.ts'
import { proofStatusText } from '../../messages/proof/proof.ts'

/** What becomes of a candidate before any score. `stands` may be promoted, unless there is a question. */
export type WhatFollows =
  | { readonly kind: 'reject'; readonly gate: GateResult }
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'stands'; readonly reason: string }

export function whatFollows(candidate: CandidateId, verdict: ProofVerdict): WhatFollows {
  const status = verdict.standings.find((one) => one.candidate === candidate)?.standing
  // Candidates that were rejected earlier were not run.
  if (!status) return { kind: 'stands', reason: 'was not run on the tests of others' }
  const reason = proofStatusText(status, verdict.tests)
  switch (status.kind) {
    case 'fails-base':
      return { kind: 'reject', gate: { gate: 'base tests', reason } }
    case 'refuted':
      return { kind: 'reject', gate: { gate: 'refuted', reason } }
    case 'disputed':
      return { kind: 'hold', reason }
    case 'unproven':
      return status.beside.length > 0 ? { kind: 'hold', reason } : { kind: 'stands', reason }
    case 'proven':
    case 'proven-by-rivals':
      return { kind: 'stands', reason }
    default:
      return status satisfies never
  }
}
