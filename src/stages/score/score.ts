import type { Attempt } from '../../domain/attempt.ts'
import { chargeOf } from '../../domain/attempt.ts'
import type { BaseNow } from '../../domain/base-now.ts'
import { type Amounts, addAmounts, type SpentLimit } from '../../domain/budget.ts'
import type { CandidateId } from '../../domain/candidate.ts'
import { type Competitor, competitors } from '../../domain/competitor.ts'
import { RULES_VERSION, type VerifierContract } from '../../domain/contract.ts'
import type { BaseChecks, Verification } from '../../domain/evidence.ts'
import { changedPaths } from '../../domain/patch.ts'
import type { GateResult, Row, Scoreboard } from '../../domain/scoreboard.ts'
import type { CandidateFacts } from '../../domain/snapshot.ts'
import { spentLimitWords } from '../../messages/budget.ts'
import { codeSpan } from '../../messages/foreign-text.ts'
import { attemptFailureReason } from '../../messages/reasons.ts'
import { attemptAtHead, botsUndone } from '../bots.ts'
import { BUDGET_GATE, type BudgetInput, levelsOf, spentLimit } from '../budget/levels.ts'
import { type GateCase, gateCaseOf, type Written } from '../gates/gate-case.ts'
import { comparedGates, guardPatch, trippedGates } from '../gates/gates.ts'
import { mayTryAgain } from '../generate.ts'
import { applyPolicy, policyThreshold } from '../policies/apply-policy.ts'
import type { PolicyScore } from '../policies/policy-score.ts'
import { rankRows } from '../policies/rank-rows.ts'
import { fewerTests } from '../verify/fewer-tests.ts'
import { suspectedFlakes } from '../verify/suspected-flakes.ts'
import { leavesRed, turnedGreen } from '../verify/turned-green.ts'
import { verify } from '../verify.ts'
import { evidenceOfRow } from './evidence-of-row.ts'
import { measuredColumns } from './measured-columns.ts'
import { reviewedRows } from './reviewed-rows.ts'
import { assessRisk } from './risk.ts'
import { mergeSamePatches } from './same-patch.ts'
import { standsAside } from './stands-aside.ts'
import { testsColumn } from './tests-column.ts'
import { weighExpectations } from './weigh-expectations.ts'

export interface ScoreInput extends BudgetInput {
  /** Names of required checks that fail on the base commit already. */
  readonly redOnBase?: readonly string[] | undefined
  /** What the base shows of the required checks besides; absent in evidence from before it was asked. */
  readonly baseChecks?: BaseChecks | undefined
  /** Candidates of sequential mode that another one has made needless. */
  readonly notNeeded?: readonly CandidateId[] | undefined
  /** What has become of the base branch, where it was read. */
  readonly baseNow?: BaseNow | undefined
}

/** Gates first, then the policy among those that passed them all; rows come back in rank order. */
export function score(input: ScoreInput): Scoreboard {
  const { speculation, attempts, candidates, now, redOnBase, baseChecks, baseNow } = input
  const levels = levelsOf(input)
  const spent = spentLimit(levels)
  // Runs from before there were budgets are told as they were.
  const isBudgeted = attempts.some(({ grant }) => grant !== undefined)
  const planned = attempts.filter(({ plans, status }) => plans && status === 'ended')
  const inputs = competitors(speculation).map((brief, place): AssessInput => {
    const facts = candidates.find((one) => one.candidate === brief.id) ?? unpublished(brief)
    const own = attempts.filter((one) => one.candidate === brief.id && !one.plans)
    const attempt = attemptAtHead(own, brief, facts)
    const isNeeded = !input.notNeeded?.includes(brief.id)
    const cost = addAmounts(own.filter(({ status }) => status === 'ended').map(chargeOf))
    const known = { speculation, brief, place, attempt, facts, now, redOnBase, baseChecks, baseNow }
    return { ...known, own, cost, spent, isNeeded }
  })
  const judged = compare(inputs, inputs.map(assess))
  const rows = reviewedRows(judged, { speculation, attempts, isSpent: spent !== undefined })
  const { settings, contract } = speculation
  const survivors = rows.filter((row) => row.result === 'hold' && row.sameAs === undefined)
  const scores = applyPolicy(survivors.map(evidenceOfRow), settings)
  return {
    ...policyThreshold(settings),
    fingerprint: contract.fingerprint,
    rulesVersion: RULES_VERSION,
    ...(isBudgeted && { spent: levels[0]?.spent }),
    ...(planned.length > 0 && { planning: addAmounts(planned.map(chargeOf)) }),
    rows: rankRows(
      rows.map((row) =>
        withScore(
          row,
          scores.find(({ id }) => id === (row.sameAs ?? row.candidate)),
        ),
      ),
    ),
  }
}

function withScore(row: Row, scored: PolicyScore | undefined): Row {
  if (!scored) return row
  const { score, key, parts } = scored
  return { ...row, ...(score !== undefined && { score }), key: [...key], parts: [...parts] }
}

/** Gates that compare candidates, once each has its own verdict: before, who is late would change what others are told. */
function compare(inputs: readonly AssessInput[], rows: readonly Row[]): readonly Row[] {
  if (rows.some((row) => row.result === 'waiting')) return rows
  const kept = rows.map((row) => {
    const gates = leavesRed(row, rows)
    return gates.length > 0 ? reject(row, gates) : row
  })
  const judged = kept.map((row) => {
    const input = inputs.find(({ brief }) => brief.id === row.candidate)
    const gateCase = input && row.result === 'hold' ? gateCaseOf(input) : undefined
    const gates = gateCase ? fewerTests(row, { rows: kept, gateCase }) : []
    return gates.length > 0 ? reject(row, gates) : row
  })
  const isStanding = (id: string) => judged.some((row) => row.candidate === id && row.result === 'hold')
  const standing = inputs.flatMap((input) => (isStanding(input.brief.id) ? (gateCaseOf(input) ?? []) : []))
  const compared = judged.map((row) => {
    const gateCase = standing.find((one) => one.id === row.candidate)
    const gates = gateCase ? comparedGates(gateCase, standing) : []
    if (gates.length > 0) return reject(row, gates)
    return gateCase ? weighExpectations(row, gateCase, standing) : row
  })
  const left = standing.filter(({ id }) =>
    compared.some((row) => row.candidate === id && row.result === 'hold'),
  )
  return mergeSamePatches(compared, left)
}

interface AssessInput extends Written {
  readonly now: string
  readonly redOnBase: readonly string[] | undefined
  readonly baseChecks: BaseChecks | undefined
  readonly baseNow: BaseNow | undefined
  /** Its attempts at a patch. */
  readonly own: readonly Attempt[]
  /** Of all its attempts that have ended. */
  readonly cost: Amounts
  /** Nothing more of it may be started. */
  readonly spent: SpentLimit | undefined
  readonly isNeeded: boolean
}

function assess(input: AssessInput): Row {
  const { attempt } = input
  if (!attempt?.outcome || mayTryAgain(attempt)) return unwritten(input)
  const { outcome } = attempt
  if (outcome.kind === 'failure') {
    const gate = outcome.failure === 'budget-spent' ? BUDGET_GATE : 'no patch'
    return reject(describe(input), [{ gate, reason: attemptFailureReason(outcome) }])
  }
  const written = gateCaseOf(input)
  return written ? assessPatch(input, written, attempt.endedAt ?? input.now) : unwritten(input)
}

function assessPatch(input: AssessInput, written: GateCase, endedAt: string): Row {
  const { speculation, facts, now, redOnBase, baseChecks } = input
  const { pullRequest } = facts
  const { contract } = speculation
  const reruns = speculation.reruns?.filter((one) => one.candidate === input.brief.id)
  const { patch, measures } = written
  const publishedAt = endedAt
  const changed = changedPaths(patch)
  const verification =
    pullRequest && verify({ contract, pullRequest, publishedAt, now, redOnBase, baseChecks, changed, reruns })
  const gateCase: GateCase = { ...written, verification }
  const columns = measuredColumns({
    patch,
    measures,
    checks: verification?.checks ?? [],
    observations: pullRequest?.observations ?? [],
    contract: speculation.contract.checks,
    stage: written.stage,
  })
  const row = { ...describe(input), ...describePatch(written, verification, contract), ...columns }

  const undone = botsUndone(input)
  if (undone !== undefined) return { ...row, phase: 'verifying', reason: undone }
  const guard = guardPatch(gateCase)
  if (guard.length > 0) return reject(row, guard)
  const gates = [...trippedGates(gateCase), ...unpaid(input), ...neverPublished(input, endedAt)]
  // Nothing that is over already is waited for; otherwise every check may speak before anybody is judged.
  const over = gates.some(
    (one) => one.gate !== 'required check' && one.gate !== 'conflict' && !isHardFail(one),
  )
  if (!over && (!verification || verification.state === 'pending')) {
    const phase = pullRequest ? 'verifying' : 'publishing'
    const reason = verification?.reason ?? 'its patch is being published'
    return { ...row, phase, reason, ...(verification?.until !== undefined && { until: verification.until }) }
  }
  const again = verification && onlyChecksFail(gates) && awaitsRerun(input, verification, endedAt)
  if (again) return { ...row, phase: 'verifying', reason: again }
  if (gates.length > 0) {
    const { base, checks } = { base: speculation.base.commit, checks: row.checks }
    const isEntered = input.brief.entered !== undefined
    const aside = standsAside({ gates, checks, isEntered, baseNow: input.baseNow, base })
    return { ...reject(row, gates), ...aside }
  }
  return { ...row, phase: 'judged', result: 'hold', reason: verification?.reason ?? '' }
}

function onlyChecksFail(gates: readonly GateResult[]): boolean {
  return gates.length > 0 && gates.every(({ gate }) => gate === 'required check')
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

/** Long enough for an outage of the forge, short enough that nobody waits for a push that is refused for ever. */
const PUBLISH_MINUTES = 30

function neverPublished({ facts, now, brief }: AssessInput, endedAt: string): readonly GateResult[] {
  if (brief.entered && !facts.pullRequest)
    return [{ gate: 'not published', reason: 'cannot be found any more: GitHub shows no such pull request' }]
  if (facts.pullRequest || Date.parse(now) - Date.parse(endedAt) < PUBLISH_MINUTES * 60_000) return []
  return [{ gate: 'not published', reason: `could not be published within ${PUBLISH_MINUTES} minutes` }]
}

/** Its checks would run on, which nobody can stop. */
function unpaid({ facts, spent }: AssessInput): readonly GateResult[] {
  if (facts.pullRequest || spent?.dimension !== 'ciSeconds') return []
  return [{ gate: BUDGET_GATE, reason: `was not published: ${spentLimitWords(spent)}` }]
}

const HARD_FAIL_GATES = ['security', 'migration-risk', 'snapshot-drift']

function isHardFail({ gate }: GateResult): boolean {
  return HARD_FAIL_GATES.includes(gate)
}

/** What is known of every candidate from the start. */
function describe({ speculation, brief, attempt, facts, cost }: AssessInput): Row {
  const patch = attempt?.outcome?.kind === 'patch' ? attempt.outcome : undefined
  const { seconds, tokens = 0, usd } = cost
  return {
    candidate: brief.id,
    tag: brief.tag,
    toolchain: brief.toolchain,
    strategy: brief.strategy,
    branch: facts.branch,
    phase: 'queued',
    checks: [],
    tests: 'not run',
    files: [],
    gates: [],
    parts: [],
    result: 'waiting',
    reason: 'waits for its turn',
    ...(facts.pullRequest && { pullRequest: facts.pullRequest.number, head: facts.pullRequest.head }),
    ...(patch && patch.patch.base !== speculation.base.commit && { base: patch.patch.base }),
    ...(patch?.report.confidence !== undefined && { confidence: patch.report.confidence }),
    ...(patch?.report.rationale && { rationale: patch.report.rationale }),
    ...(seconds !== undefined && { seconds }),
    ...(tokens > 0 && { tokens }),
    ...(usd !== undefined && { usd }),
  }
}

function describePatch(
  { patch, measures }: GateCase,
  verification: Verification | undefined,
  contract: VerifierContract,
) {
  const turnsGreen = turnedGreen(verification?.checks ?? [])
  return {
    ...(turnsGreen.length > 0 && { turnsGreen: [...turnsGreen] }),
    risk: assessRisk(patch, measures),
    files: patch.files.map((file) => file.path),
    checks: verification?.checks ?? [],
    tests: testsColumn(verification, contract),
  }
}

function unwritten(input: AssessInput): Row {
  const { attempt, spent } = input
  const row = describe(input)
  if (!input.isNeeded) return needless(row, attempt !== undefined)
  if (input.brief.entered)
    return attempt?.status === 'running' ? { ...row, phase: 'writing', reason: 'is being read' } : row
  if (spent && attempt?.status !== 'queued' && attempt?.status !== 'running')
    return unaffordable(row, attempt !== undefined, spent)
  const running = attempt?.status === 'running'
  return running
    ? { ...row, phase: 'writing', reason: `\`${input.brief.toolchain}\` is writing its patch` }
    : row
}

function needless(row: Row, isStarted: boolean): Row {
  const when = isStarted ? 'any more: another one passed first' : ': another one passed before it was started'
  const reason = `was not needed${isStarted ? ' ' : ''}${when}`
  return { ...row, phase: 'judged', result: 'reject', reason, unstarted: 'not-needed' }
}

function unaffordable(row: Row, isStarted: boolean, spent: SpentLimit): Row {
  const reason = `was not started${isStarted ? ' again' : ''}: ${spentLimitWords(spent)}`
  const rejected = reject(row, [{ gate: BUDGET_GATE, reason }])
  return isStarted ? rejected : { ...rejected, unstarted: 'budget' }
}

/** The first gate is the deciding fact; the others stay in the details. */
function reject<R extends Row>(row: R, gates: readonly GateResult[]): R {
  return {
    ...row,
    phase: 'judged',
    result: 'reject',
    gates: [...gates],
    reason: gates[0]?.reason ?? 'was rejected',
  }
}

function unpublished(brief: Competitor): CandidateFacts {
  return { candidate: brief.id, branch: '', branchHead: undefined, pullRequest: undefined }
}
