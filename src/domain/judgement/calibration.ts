import { z } from 'zod'
import type { CandidateId } from '../candidate/candidate.ts'
import { HumanChoice } from '../issue/aftermath.ts'
import type { ProofVerdict } from '../proof/proof.ts'
import type { AuditEntry } from '../run/audit.ts'
import { type Revert, revertsIn, standingRevert } from '../run/revert.ts'
import { Decision, Scoreboard } from './scoreboard.ts'
import { HitCount, VerdictKind } from './verdict-kind.ts'

/** By kind of verdict: what maintainers did with winners, and whether winners among past fixes were right. */
export const Calibration = z.strictObject({
  people: z.partialRecord(VerdictKind, HitCount),
  past: z.partialRecord(VerdictKind, HitCount),
})
export type Calibration = z.infer<typeof Calibration>

/** One verdict whose end is known. */
export interface Answer {
  readonly kind: VerdictKind
  readonly source: keyof Calibration
  readonly isRight: boolean
}

export function countAnswers(answers: readonly Answer[]): Calibration {
  const counted: Calibration = { people: {}, past: {} }
  for (const { source, kind, isRight } of answers) {
    const { right, of } = counted[source][kind] ?? { right: 0, of: 0 }
    counted[source][kind] = { right: right + (isRight ? 1 : 0), of: of + 1 }
  }
  return counted
}

interface PromotionProof {
  readonly verdict: ProofVerdict | undefined
  /** Another agent wrote the very same patch. */
  readonly isAgreed: boolean
}

/** What a promotion rests on. */
export function kindOfPromotion(winner: CandidateId, { verdict, isAgreed }: PromotionProof): VerdictKind {
  if (!verdict) return 'not-checked'
  const status = verdict.standings.find(({ candidate }) => candidate === winner)?.standing.kind
  if (status !== 'proven' && status !== 'proven-by-rivals') return 'unproven'
  if (verdict.standings.some((one) => one.standing.kind === 'refuted')) return 'refuted-rivals'
  if (status === 'proven-by-rivals') return status
  const accepted = verdict.tests.filter((one) => one.verdict.kind === 'accepted')
  const isShared = accepted.some(
    ({ test, passes }) =>
      passes.includes(winner) && (test.author !== winner || passes.some((id) => id !== winner)),
  )
  return isShared || isAgreed ? 'proven-and-agreed' : 'proven-alone'
}

export function verdictKind(decision: Decision, { proof, rows }: Scoreboard): VerdictKind | undefined {
  if (decision.kind !== 'promote') return undefined
  const winner = rows.find(({ candidate }) => candidate === decision.candidate)
  const verdict = proof?.kind === 'checked' ? proof.verdict : undefined
  return kindOfPromotion(decision.candidate, {
    verdict,
    isAgreed: (winner?.agreement ?? []).some((id) =>
      rows.some(({ candidate, toolchain }) => candidate === id && toolchain !== winner?.toolchain),
    ),
  })
}

/**
 * What people have made of a verdict so far: kept where the winner is merged, unless it was reverted since; not kept where a person has closed
 * it, or merged another candidate instead. Undefined while nobody has said; what bots do says nothing, nor a base branch that is deleted.
 */
export function answerOf(
  { decision, scoreboard }: { readonly decision: Decision; readonly scoreboard: Scoreboard },
  choices: readonly HumanChoice[],
  reverts: readonly Revert[] = [],
): Answer | undefined {
  const kind = verdictKind(decision, scoreboard)
  if (kind === undefined || decision.kind !== 'promote') return undefined
  const isWinner = ({ candidate }: HumanChoice) => candidate === decision.candidate
  if (choices.some((one) => one.kind === 'merged' && isWinner(one)))
    return { kind, source: 'people', isRight: !standingRevert(reverts, decision.candidate) }
  const isTurnedDown = choices.some(
    (one) =>
      one.kind === 'merged' ||
      (one.kind === 'promoted' && !isWinner(one)) ||
      (one.kind === 'closed' && isWinner(one) && !one.isBot && !one.isBaseGone),
  )
  return isTurnedDown ? { kind, source: 'people', isRight: false } : undefined
}

/** The same from the log of a run. */
export function answerOfLog(entries: readonly AuditEntry[]): Answer | undefined {
  const verdict = entries.findLast(({ kind }) => kind === 'verdict')
  const given = Verdict.safeParse(verdict?.payload).data
  const choices = entries.flatMap(({ kind, payload }) => {
    const choice = kind === 'human-choice' ? HumanChoice.safeParse(payload).data : undefined
    return choice ? [choice] : []
  })
  return given && answerOf(given, choices, revertsIn(entries))
}

const Verdict = z.object({ decision: Decision, scoreboard: Scoreboard })
