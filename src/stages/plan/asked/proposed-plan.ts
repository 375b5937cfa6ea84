import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { Plan } from '../../../domain/candidate/brief.ts'
import { latestAsked } from '../../../domain/candidate/latest-attempt.ts'
import { mayTryAgain } from '../../../domain/candidate/may-try-again.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { noAnswerText } from '../../../messages/reasons/no-answer-text.ts'
import { handOut } from '../hand-out.ts'
import { planNotes } from '../plan-notes.ts'
import { type AcceptedProposals, acceptProposals } from './proposals.ts'

type ProposalRun = Pick<Speculation, 'plan' | 'contract' | 'settings'>

/** With fewer strategies there is nothing to compare. */
const MIN_STRATEGIES = 2
/** A scoreboard has room for some notes, and a planner for many faults. */
const MAX_REFUSED_NOTES = 6

/**
 * The plan that stands now that the planner has been asked: with its strategies, or with the default roles that the run began with and
 * the reason why. Undefined while it has not answered.
 */
export function proposedPlan(planning: ProposalRun, attempts: readonly Attempt[]): Plan | undefined {
  const { proposing, ...roles } = planning.plan
  const attempt = latestAsked(attempts, 'plan')
  if (!proposing || !attempt?.outcome || mayTryAgain(attempt)) return undefined
  const { outcome } = attempt
  const who = `The planner ${codeSpan(attempt.toolchain, 40)}`
  const fallBack = (...why: string[]): Plan => ({ ...roles, notes: [...why, ...roles.notes] })
  if (outcome.kind === 'failure')
    return fallBack(`${who} ${noAnswerText('plan', outcome)}, so the default roles compete.`)
  if (outcome.kind !== 'plan') return fallBack(`${who} gave no plan, so the default roles compete.`)

  const { dimension, strategies, refused } = acceptProposals(outcome.proposals, proposing.candidates)
  const notes = refusedNotes(refused)
  if (strategies.length < MIN_STRATEGIES)
    return fallBack(
      `${who} is not followed, so the default roles compete: ${TOO_FEW[strategies.length]}.`,
      ...notes,
    )
  const briefs = strategies.map((strategy, place) => handOut(strategy, place, proposing.among))
  const { settings, contract } = planning
  const about = {
    briefs,
    strategies,
    among: proposing.among,
    stage: roles.stage ?? 'green',
    checks: contract.checks,
    settings,
    reach: contract.reach,
    asked: proposing.candidates,
    account: roles.account,
  }
  return {
    ...roles,
    source: 'planner',
    planner: { toolchain: attempt.toolchain, dimension },
    briefs,
    notes: [...notes, ...planNotes(about)],
  }
}

const TOO_FEW = ['none of its proposals may compete', 'only one of its proposals may compete']

function refusedNotes(refused: AcceptedProposals['refused']): string[] {
  const more = refused.length - MAX_REFUSED_NOTES
  return [
    ...refused
      .slice(0, MAX_REFUSED_NOTES)
      .map(({ id, why }) => `The planner's proposal ${codeSpan(id, 40)} was refused: ${why}.`),
    ...(more > 0 ? [`${more} more of the planner's proposals were refused.`] : []),
  ]
}
