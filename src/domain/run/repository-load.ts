import { mostCandidates } from '../candidate/brief.ts'
import { submittedPullRequestOf } from '../candidate/competitor.ts'
import { lastChoice } from '../issue/aftermath.ts'
import type { Row } from '../judgement/row.ts'
import type { Speculation } from './speculation.ts'

/** What runs ask of the people of a repository. */
export interface RepositoryLoad {
  /** Pull requests of candidates that are open, or are about to be. */
  readonly openCandidates: number
  /** Runs that have begun on the UTC day. */
  readonly runsBegun: number
}

/** Of one run, as far as it has looked: everybody until there is a verdict, and then who won, was left to choose, or was brought back. */
export function openCandidates(run: Speculation): number {
  const { verdict, plan } = run
  if (!verdict) return mostCandidates(plan)
  return verdict.scoreboard.rows.filter((row) => isOpen(row, run)).length
}

function isOpen(row: Row, run: Speculation): boolean {
  const { verdict, choices = [], archivedAt } = run
  if (submittedPullRequestOf(run, row.candidate)) return false
  const choice = lastChoice(choices, row.candidate)
  if (choice) return choice.kind !== 'merged' && choice.kind !== 'closed'
  if (row.result === 'promote') return verdict?.decision.kind === 'promote'
  // Those are closed when their time is over.
  if (archivedAt !== undefined || row.pullRequest === undefined) return false
  if (row.left !== undefined) return row.left === 'base-moved'
  const { decision } = verdict ?? {}
  return row.result === 'hold' && decision?.kind === 'escalate' && decision.cause !== 'withdrawn'
}
