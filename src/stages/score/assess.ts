import { mayTryAgain } from '../../domain/candidate/may-try-again.ts'
import { changedPaths } from '../../domain/candidate/patch.ts'
import type { Verification } from '../../domain/checks/evidence.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { CheckedRow, GateResult, Row } from '../../domain/judgement/row.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { spentLimitText } from '../../messages/reasons/budget.ts'
import { attemptFailureReason } from '../../messages/reasons/reasons.ts'
import { BUDGET_GATE } from '../budget/levels.ts'
import { type GateCase, gateCaseOf } from '../gates/gate-case.ts'
import { guardPatch, isHardFail, trippedGates } from '../gates/gates.ts'
import { branchTaken, conflict } from '../gates/pull-request-state.ts'
import { requiredChecks } from '../gates/required-checks.ts'
import { botsUndone } from '../people/bots.ts'
import { suspectedFlakes } from '../verify/second-run/suspected-flakes.ts'
import { verify } from '../verify/verify.ts'
import { type AssessInput, describePatch, describeRow, withoutPatch } from './describe-row.ts'
import { evidenceOfPatch } from './evidence-of-patch.ts'
import { patchFacts } from './patch-facts.ts'
import { reject } from './reject.ts'
import { standsAside } from './stands-aside.ts'

/** How one candidate stands, and what a policy may know of it; nothing while it has no patch. */
export interface Assessed {
  readonly row: Row
  readonly evidence?: CandidateEvidence
}

/** The state of one candidate considered alone: waiting, rejected, or ready to be compared. */
export function assess(input: AssessInput): Assessed {
  const { attempt } = input
  if (!attempt?.outcome || mayTryAgain(attempt)) return { row: withoutPatch(input) }
  const { outcome } = attempt
  if (outcome.kind === 'failure') {
    const gate = outcome.failure === 'budget-spent' ? BUDGET_GATE : 'no patch'
    return { row: reject(describeRow(input), [{ gate, reason: attemptFailureReason(outcome) }]) }
  }
  const written = gateCaseOf(input)
  return written ? assessPatch(input, written, attempt.endedAt ?? input.now) : { row: withoutPatch(input) }
}

function assessPatch(input: AssessInput, written: GateCase, endedAt: string): Assessed {
  const { speculation, facts, now, redOnBase, baseChecks } = input
  const { pullRequest } = facts
  const { contract } = speculation
  const reruns = speculation.reruns?.filter((one) => one.candidate === input.brief.id)
  const changed = changedPaths(written.patch)
  const publishedAt = endedAt
  const verification =
    pullRequest && verify({ contract, pullRequest, publishedAt, now, redOnBase, baseChecks, changed, reruns })
  const known = patchFacts(input, written, verification)
  return {
    row: judgePatch(input, describePatch(input, written, known), { ...written, verification }, endedAt),
    evidence: evidenceOfPatch(known),
  }
}

/** The row of a patch, with what its gates say. */
function judgePatch(input: AssessInput, row: CheckedRow, gateCase: GateCase, endedAt: string): Row {
  const { verification } = gateCase
  const { pullRequest } = input.facts
  const undone = botsUndone(input)
  if (undone !== undefined) return { ...row, phase: 'verifying', reason: undone }
  const guard = guardPatch(gateCase)
  if (guard.length > 0) return reject(row, guard)
  const gates = [...trippedGates(gateCase), ...unpublishedForBudget(input), ...neverPublished(input, endedAt)]
  // Nothing that is over already is waited for; otherwise every check may speak before anybody is judged.
  const over = gates.some(
    (one) => one.gate !== requiredChecks.name && one.gate !== conflict.name && !isHardFail(one),
  )
  if (!over && (!verification || verification.state === 'pending')) {
    const reason = verification?.reason ?? 'its patch is being published'
    return { ...row, reason, ...withoutUndefined({ until: verification?.until }) }
  }
  // This comes before every other objection: which drafts exist must not depend on which candidate was faster.
  if (!pullRequest && gates.every(({ gate }) => !NEVER_OPENED.includes(gate)))
    return { ...row, reason: 'its patch is being published' }
  const again = verification && onlyChecksFail(gates) && awaitsRerun(input, verification, endedAt)
  if (again) return { ...row, reason: again }
  if (gates.length > 0) {
    const { base, checks } = { base: input.speculation.base.commit, checks: row.checks }
    const isSubmitted = input.brief.submission !== undefined
    const aside = standsAside({ gates, checks, isSubmitted, baseNow: input.baseNow, base })
    return { ...reject(row, gates), ...aside }
  }
  return { ...row, phase: 'judged', result: 'hold', reason: verification?.reason ?? '' }
}

function onlyChecksFail(gates: readonly GateResult[]): boolean {
  return gates.length > 0 && gates.every(({ gate }) => gate === requiredChecks.name)
}

/** Why a candidate is waited for that would be rejected; undefined when it is to be rejected. */
function awaitsRerun(
  { speculation, brief, facts, now }: AssessInput,
  verification: Verification,
  publishedAt: string,
): string | undefined {
  const { pullRequest } = facts
  const candidate = brief.id
  const flakes =
    pullRequest && suspectedFlakes({ speculation, candidate, pullRequest, verification, publishedAt, now })
  if (!flakes) return undefined
  const names = flakes.reruns.map(({ check }) => codeSpan(check, 80)).join(', ')
  return flakes.ready
    ? `rerunning ${names} once: it failed, which may be a flake`
    : `waiting for its workflow run to end, to rerun ${names} once`
}

const NOT_PUBLISHED = 'not published'

/** What keeps its draft from ever being opened: it would be waited for in vain. */
const NEVER_OPENED = [branchTaken.name, NOT_PUBLISHED, BUDGET_GATE]

/** Long enough for an outage of the forge, short enough that nobody waits for a push that is refused for ever. */
const PUBLISH_MINUTES = 30

function neverPublished({ facts, now, brief }: AssessInput, endedAt: string): readonly GateResult[] {
  if (brief.submission && !facts.pullRequest)
    return [{ gate: NOT_PUBLISHED, reason: 'cannot be found any more: GitHub shows no such pull request' }]
  if (facts.pullRequest || Date.parse(now) - Date.parse(endedAt) < PUBLISH_MINUTES * 60_000) return []
  return [{ gate: NOT_PUBLISHED, reason: `could not be published within ${PUBLISH_MINUTES} minutes` }]
}

/** Otherwise its checks would run on, and nobody can stop them. */
function unpublishedForBudget({ facts, spent }: AssessInput): readonly GateResult[] {
  if (facts.pullRequest || spent?.dimension !== 'ciSeconds') return []
  return [{ gate: BUDGET_GATE, reason: `was not published: ${spentLimitText(spent)}` }]
}
