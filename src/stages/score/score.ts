import type { Attempt } from '../../domain/attempt.ts'
import type { Brief } from '../../domain/brief.ts'
import { RULES_VERSION } from '../../domain/contract.ts'
import type { Verification } from '../../domain/evidence.ts'
import type { GateResult, Row, Scoreboard } from '../../domain/scoreboard.ts'
import type { CandidateFacts } from '../../domain/snapshot.ts'
import type { Speculation } from '../../domain/speculation.ts'
import { attemptFailureReason } from '../../messages/reasons.ts'
import { type GateCase, gateCaseOf, type Written } from '../gates/gate-case.ts'
import { comparedGates, guardPatch, trippedGates } from '../gates/gates.ts'
import { latestAttempt, mayTryAgain } from '../generate.ts'
import { applyPolicy, policyThreshold } from '../policies/apply-policy.ts'
import type { PolicyScore } from '../policies/policy-score.ts'
import { rankRows } from '../policies/rank-rows.ts'
import { verify } from '../verify.ts'
import { evidenceOfRow } from './evidence-of-row.ts'
import { measuredColumns } from './measured-columns.ts'
import { assessRisk } from './risk.ts'

export interface ScoreInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  readonly candidates: readonly CandidateFacts[]
  readonly now: string
  /** Names of required checks that fail on the base commit already. */
  readonly redOnBase?: readonly string[] | undefined
}

/** Gates first, then the policy among those that passed them all; rows come back in rank order. */
export function score({ speculation, attempts, candidates, now, redOnBase }: ScoreInput): Scoreboard {
  const inputs = speculation.plan.briefs.map((brief, place): AssessInput => {
    const facts = candidates.find((one) => one.candidate === brief.id) ?? unpublished(brief)
    return { speculation, brief, place, attempt: latestAttempt(attempts, brief.id), facts, now, redOnBase }
  })
  const rows = compare(inputs, inputs.map(assess))
  const { settings, contract } = speculation
  const survivors = rows.filter((row) => row.result === 'hold')
  const scores = applyPolicy(survivors.map(evidenceOfRow), settings)
  return {
    ...policyThreshold(settings),
    fingerprint: contract.fingerprint,
    rulesVersion: RULES_VERSION,
    rows: rankRows(
      rows.map((row) =>
        withScore(
          row,
          scores.find(({ id }) => id === row.candidate),
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
  const isStanding = (id: string) => rows.some((row) => row.candidate === id && row.result === 'hold')
  const standing = inputs.flatMap((input) => (isStanding(input.brief.id) ? (gateCaseOf(input) ?? []) : []))
  return rows.map((row) => {
    const gateCase = standing.find((one) => one.id === row.candidate)
    const gates = gateCase ? comparedGates(gateCase, standing) : []
    return gates.length > 0 ? reject(row, gates) : row
  })
}

interface AssessInput extends Written {
  readonly now: string
  readonly redOnBase: readonly string[] | undefined
}

function assess(input: AssessInput): Row {
  const { attempt } = input
  if (!attempt?.outcome || mayTryAgain(attempt)) return unwritten(input)
  const { outcome } = attempt
  if (outcome.kind === 'failure') return failed(input, attemptFailureReason(outcome))
  const written = gateCaseOf(input)
  return written ? assessPatch(input, written, attempt.endedAt ?? input.now) : unwritten(input)
}

function assessPatch(input: AssessInput, written: GateCase, endedAt: string): Row {
  const { speculation, facts, now, redOnBase } = input
  const { pullRequest } = facts
  const { contract } = speculation
  const verification = pullRequest && verify({ contract, pullRequest, publishedAt: endedAt, now, redOnBase })
  const gateCase: GateCase = { ...written, verification }
  const { patch, measures } = written
  const columns = measuredColumns({
    patch,
    measures,
    checks: verification?.checks ?? [],
    observations: pullRequest?.observations ?? [],
    contract: speculation.contract.checks,
  })
  const row = { ...describe(input), ...describePatch(written, verification), ...columns }

  const guard = guardPatch(gateCase)
  if (guard.length > 0) return reject(row, guard)
  const gates = [...trippedGates(gateCase), ...neverPublished(input, endedAt)]
  // Nothing that is over already is waited for; otherwise every check may speak before anybody is judged.
  const over = gates.some(
    (one) => one.gate !== 'required check' && one.gate !== 'conflict' && !isHardFail(one),
  )
  if (!over && (!verification || verification.state === 'pending')) {
    const phase = pullRequest ? 'verifying' : 'publishing'
    const reason = verification?.reason ?? 'its patch is being published'
    return { ...row, phase, reason, ...(verification?.until !== undefined && { until: verification.until }) }
  }
  if (gates.length > 0) return reject(row, gates)
  return { ...row, phase: 'judged', result: 'hold', reason: verification?.reason ?? '' }
}

/** Long enough for an outage of the forge, short enough that nobody waits for a push that is refused for ever. */
const PUBLISH_MINUTES = 30

function neverPublished({ facts, now }: AssessInput, endedAt: string): readonly GateResult[] {
  if (facts.pullRequest || Date.parse(now) - Date.parse(endedAt) < PUBLISH_MINUTES * 60_000) return []
  return [{ gate: 'not published', reason: `could not be published within ${PUBLISH_MINUTES} minutes` }]
}

const HARD_FAIL_GATES = ['security', 'migration-risk', 'snapshot-drift']

function isHardFail({ gate }: GateResult): boolean {
  return HARD_FAIL_GATES.includes(gate)
}

/** What is known of every candidate from the start. */
function describe({ brief, attempt, facts }: AssessInput): Row {
  const patch = attempt?.outcome?.kind === 'patch' ? attempt.outcome : undefined
  const usage = attempt?.outcome?.usage
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)
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
    ...(patch?.report.confidence !== undefined && { confidence: patch.report.confidence }),
    ...(patch?.report.rationale && { rationale: patch.report.rationale }),
    ...(usage && { seconds: usage.seconds }),
    ...(tokens > 0 && { tokens }),
  }
}

function describePatch({ patch, measures }: GateCase, verification: Verification | undefined) {
  return {
    risk: assessRisk(patch, measures),
    files: patch.files.map((file) => file.path),
    checks: verification?.checks ?? [],
    tests: testsColumn(verification),
  }
}

function testsColumn(verification: Verification | undefined): Row['tests'] {
  if (!verification) return 'not run'
  if (verification.state === 'passed') return 'pass'
  return verification.state === 'failed' ? 'fail' : 'pending'
}

function unwritten(input: AssessInput): Row {
  const running = input.attempt?.status === 'running'
  const row = describe(input)
  return running
    ? { ...row, phase: 'writing', reason: `\`${input.brief.toolchain}\` is writing its patch` }
    : row
}

function failed(input: AssessInput, reason: string): Row {
  return reject(describe(input), [{ gate: 'no patch', reason }])
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

function unpublished(brief: Brief): CandidateFacts {
  return { candidate: brief.id, branch: '', branchHead: undefined, pullRequest: undefined }
}
