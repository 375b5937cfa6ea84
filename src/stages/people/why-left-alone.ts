import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import { isPersonsChoice, isReplaced, promotedByPerson } from '../../domain/issue/aftermath.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/**
 * Why this app puts nothing onto the pull request of the winner, as a clause; undefined where it may. One that a person has had promoted by
 * a command is ours to change, as any winner is. `name`: what it is called.
 */
export function whyLeftAlone(run: Speculation, winner: CandidateId, name: string): string | undefined {
  const { revoked, choices = [] } = run
  if (submittedPullRequestOf(run, winner))
    return `${name} belongs to its author, and this app does not push to it`
  if (promotedByPerson(choices) === winner) return undefined
  if (revoked) return 'the promotion was taken back'
  if (isReplaced(choices, winner)) return 'another candidate was promoted since'
  const isTaken = choices.some((one) => one.candidate === winner && isPersonsChoice(one))
  return isTaken ? `a person has taken over ${name}, and this app does not change it any more` : undefined
}
