import type { BaseNow } from '../../domain/checks/base-now.ts'
import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { GateResult, Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { closedByHuman, conflict, headMoved, MERGED_GATE } from '../gates/pull-request-state.ts'
import { requiredChecks } from '../gates/required-checks.ts'
import { NEVER_ON_CONFLICT } from '../verify/judge-required.ts'

interface JudgedRow {
  readonly gates: readonly GateResult[]
  readonly checks: readonly CheckVerdict[]
  /** Somebody else's pull request is as its author has it. */
  readonly isSubmitted: boolean
  readonly baseNow: BaseNow | undefined
  /** Commit that all candidates start from. */
  readonly base: string
}

/** Why a candidate leaves the competition through no fault of its own. */
type Aside = Pick<Row, 'reason'> & Required<Pick<Row, 'left'>>

/**
 * What people do to a candidate is not the candidate's fault, nor is a base that has moved since the plan: such a one cannot win, and
 * its pull request stays as it is. A patch is to blame only for a conflict with the very base it was written on.
 */
export function standsAside(judged: JudgedRow): Aside | undefined {
  const { gates, isSubmitted } = judged
  if (!isSubmitted) {
    for (const [gate, left] of PEOPLES) {
      const found = gates.find((one) => one.gate === gate)
      if (found) return { left, reason: found.reason }
    }
  }
  const reason = movedAway(judged)
  return reason === undefined ? undefined : { left: 'base-moved', reason }
}

const PEOPLES = [
  [MERGED_GATE, 'merged'],
  [closedByHuman.name, 'closed'],
  [headMoved.name, 'taken-over'],
] as const

function movedAway({ gates, checks, baseNow, base }: JudgedRow): string | undefined {
  if (!hasMoved(baseNow) || !gates.some(({ gate }) => gate === conflict.name)) return undefined
  const neverRan = checks.filter(isNeverRun)
  const others = gates.filter(({ gate }) => gate !== conflict.name && gate !== requiredChecks.name)
  const isElse = checks.some((one) => !one.notRequired && !isFine(one) && !isNeverRun(one))
  if (others.length > 0 || isElse) return undefined
  const branch = codeSpan(baseNow?.branch ?? '', 100)
  const then = codeSpan(base.slice(0, 7), 7)
  return neverRan.length === 0
    ? `passed on ${then}; ${branch} has moved since, and it conflicts with it now`
    : `cannot be judged: ${branch} has moved on from ${then}, it conflicts with it now, and GitHub runs no checks on a conflict`
}

function hasMoved(baseNow: BaseNow | undefined): boolean {
  return baseNow !== undefined && baseNow.state !== 'same'
}

function isFine({ verdict, redOnBase }: CheckVerdict): boolean {
  return verdict === 'passed' || redOnBase === true
}

/** Nothing that the candidate does: GitHub starts no run on a conflict. */
function isNeverRun({ reason }: CheckVerdict): boolean {
  return reason === NEVER_ON_CONFLICT
}
