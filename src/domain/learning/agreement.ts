import type { CandidateId } from '../candidate/candidate.ts'
import { HumanChoice } from '../issue/aftermath.ts'
import type { Decision } from '../judgement/scoreboard.ts'
import type { AuditEntry } from '../run/audit.ts'
import { revertsIn, standingRevert } from '../run/revert.ts'

/** What maintainers have said of the candidates of a run, by what they did. */
export interface MaintainersAnswer {
  /** They merged it, and have not reverted it since. */
  readonly kept: CandidateId | undefined
  /** They closed it, and merged none; or reverted what they had merged. */
  readonly turnedDown: readonly CandidateId[]
}

export function maintainersAnswer(entries: readonly AuditEntry[]): MaintainersAnswer {
  const choices = entries.flatMap(({ kind, payload }) => {
    const choice = kind === 'human-choice' ? HumanChoice.safeParse(payload).data : undefined
    return choice ? [choice] : []
  })
  const merged = choices.findLast(({ kind }) => kind === 'merged')?.candidate
  if (merged !== undefined && standingRevert(revertsIn(entries), merged))
    return { kept: undefined, turnedDown: [merged] }
  const closed = choices.filter(({ kind, isBot }) => kind === 'closed' && !isBot)
  return { kept: merged, turnedDown: merged === undefined ? closed.map(({ candidate }) => candidate) : [] }
}

/** Whether maintainers did as the decision says; undefined where what they did says nothing of it. */
export function agrees(decision: Decision, { kept, turnedDown }: MaintainersAnswer): boolean | undefined {
  const winner = decision.kind === 'promote' ? decision.candidate : undefined
  if (kept !== undefined) return winner === kept
  return winner !== undefined && turnedDown.includes(winner) ? false : undefined
}
