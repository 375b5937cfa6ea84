import { type Attempt, chargeOf } from '../candidate/attempt.ts'
import { isBeingPlanned } from '../candidate/brief.ts'
import type { CandidateId, ToolchainName } from '../candidate/candidate.ts'
import { competitors } from '../candidate/competitor.ts'
import { latestAttempt } from '../candidate/latest-attempt.ts'
import type { Row } from '../judgement/row.ts'
import { isWithdrawn } from '../judgement/scoreboard.ts'
import { type Amounts, addAmounts } from './budget.ts'
import type { Speculation } from './speculation.ts'

/** What is known of a run without asking GitHub. */
export interface RunFacts {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** The scoreboard as its issue has it, in Markdown; absent before it was written, and not needed once there is a verdict. */
  readonly onIssue?: string | undefined
  /** When somebody wants to come back to it (ISO-8601), if nothing happens before. */
  readonly nextLook?: string | undefined
  /** How many looks at it have failed one after the other. */
  readonly failedLooks?: number | undefined
  /** The number of the issue's latest run, where that is a later one. */
  readonly laterRun?: number | undefined
}

/** How far a run has come: the part of its story that it is in. */
export type RunPhase =
  | 'planning'
  | 'writing'
  | 'checking'
  | 'proving'
  | 'distinguishing'
  | 'reviewing'
  | 'applying'
  | 'promoted'
  | 'escalated'
  | 'taken-back'
  /** Another run has begun on the issue since, and nothing of this one was merged. */
  | 'set-aside'
  /** Somebody took it back before anybody was judged, or it could not go on. */
  | 'ended'

interface OverviewOfCandidate {
  readonly id: CandidateId
  /** Who writes it: a toolchain, or the author of a submitted pull request. */
  readonly by: ToolchainName
  readonly attempt: Attempt | undefined
  /** Its row in the verdict, once there is one. */
  readonly row: Row | undefined
}

export interface RunOverview extends RunFacts {
  readonly phase: RunPhase
  readonly candidates: readonly OverviewOfCandidate[]
  readonly winner: CandidateId | undefined
  /** When it was decided, or ended otherwise. */
  readonly endedAt: string | undefined
  /** By attempts that have ended. */
  readonly spent: Amounts
}

export function runOverview(facts: RunFacts): RunOverview {
  const { speculation, attempts } = facts
  const { verdict, settledAt, revoked } = speculation
  const rows = verdict?.scoreboard.rows ?? []
  return {
    ...facts,
    phase: phaseOf(facts),
    candidates: competitors(speculation).map((competitor) => ({
      id: competitor.id,
      by: competitor.submission ? competitor.author : competitor.toolchain,
      attempt: latestAttempt(attempts, competitor.id),
      row: rows.find(({ candidate }) => candidate === competitor.id),
    })),
    winner: verdict?.decision.kind === 'promote' && !revoked ? verdict.decision.candidate : undefined,
    endedAt: verdict?.decidedAt ?? settledAt,
    spent: addAmounts(attempts.filter(({ status }) => status === 'ended').map(chargeOf)),
  }
}

function phaseOf({ speculation, attempts, laterRun }: RunFacts): RunPhase {
  const { verdict, revoked, settledAt, plan, choices = [] } = speculation
  if (!verdict) {
    if (settledAt !== undefined) return 'ended'
    return isBeingPlanned(plan) ? 'planning' : underWay(speculation, attempts)
  }
  if (settledAt !== undefined && isWithdrawn(verdict.decision)) return 'ended'
  if (laterRun !== undefined && !choices.some(({ kind }) => kind === 'merged')) return 'set-aside'
  if (settledAt === undefined) return 'applying'
  if (revoked) return 'taken-back'
  return verdict.decision.kind === 'promote' ? 'promoted' : 'escalated'
}

function underWay(speculation: Speculation, attempts: readonly Attempt[]): RunPhase {
  const isUnwritten = competitors(speculation).some(
    ({ id }) => latestAttempt(attempts, id)?.status !== 'ended',
  )
  if (isUnwritten) return 'writing'
  const kinds = attempts.filter(({ status }) => status !== 'ended').map(({ task }) => task.kind)
  if (kinds.includes('prove')) return 'proving'
  if (kinds.includes('distinguish')) return 'distinguishing'
  return kinds.includes('review') ? 'reviewing' : 'checking'
}
