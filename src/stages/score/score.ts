import type { Attempt } from '../../domain/attempt.ts'
import type { Brief } from '../../domain/brief.ts'
import { RULES_VERSION } from '../../domain/contract.ts'
import type { Verification } from '../../domain/evidence.ts'
import { changedLines, type Patch } from '../../domain/patch.ts'
import type { GateResult, Row, Scoreboard } from '../../domain/scoreboard.ts'
import type { CandidateFacts } from '../../domain/snapshot.ts'
import type { Speculation } from '../../domain/speculation.ts'
import { attemptFailureReason } from '../../messages/reasons.ts'
import { latestAttempt, mayTryAgain } from '../generate.ts'
import { verify } from '../verify.ts'
import { type GateCase, guardPatch, trippedGates } from './gates.ts'
import { assessRisk } from './risk.ts'
import { type VoteInput, vote } from './vote.ts'

interface ScoreInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  readonly candidates: readonly CandidateFacts[]
  readonly now: string
}

/** Gates first, then the vote among those that passed them all; rows come back in rank order. */
export function score({ speculation, attempts, candidates, now }: ScoreInput): Scoreboard {
  const cases = speculation.plan.briefs.map((brief) => {
    const facts = candidates.find((one) => one.candidate === brief.id) ?? unpublished(brief)
    return assess({ speculation, brief, attempt: latestAttempt(attempts, brief.id), facts, now })
  })
  const threshold = speculation.settings.speculation.vote_threshold * 100
  const survivors = cases.filter((one) => one.row.result === 'hold')
  const ballots = survivors.map((one) => one.ballot).filter((ballot) => ballot !== undefined)
  const rows = cases.map(({ row, ballot }) => {
    if (row.result !== 'hold' || !ballot) return row
    const voted = vote(ballot, ballots)
    return { ...row, score: voted.score, parts: [...voted.parts] }
  })
  return {
    policy: 'vote',
    threshold,
    fingerprint: speculation.contract.fingerprint,
    rulesVersion: RULES_VERSION,
    rows: rank(rows),
  }
}

interface Assessed {
  readonly row: Row
  readonly ballot: VoteInput | undefined
}

interface AssessInput {
  readonly speculation: Speculation
  readonly brief: Brief
  readonly attempt: Attempt | undefined
  readonly facts: CandidateFacts
  readonly now: string
}

function assess(input: AssessInput): Assessed {
  const { attempt } = input
  if (!attempt?.outcome || mayTryAgain(attempt)) return { row: unwritten(input), ballot: undefined }
  const { outcome } = attempt
  if (outcome.kind === 'failure')
    return { row: failed(input, attemptFailureReason(outcome)), ballot: undefined }
  const confidence = outcome.report.confidence
  return assessPatch(input, { patch: outcome.patch, confidence, endedAt: attempt.endedAt ?? input.now })
}

interface Written {
  readonly patch: Patch
  readonly confidence: number | undefined
  readonly endedAt: string
}

function assessPatch(input: AssessInput, { patch, confidence, endedAt }: Written): Assessed {
  const { speculation, facts, now } = input
  const { pullRequest } = facts
  const verification =
    pullRequest && verify({ contract: speculation.contract, pullRequest, publishedAt: endedAt, now })
  const gateCase: GateCase = { settings: speculation.settings, patch, confidence, facts, verification }
  const row = { ...describe(input), ...describePatch(patch, verification) }

  const guard = guardPatch(gateCase)
  if (guard.length > 0) return { row: reject(row, guard), ballot: undefined }
  const gates = [...trippedGates(gateCase), ...neverPublished(input, endedAt)]
  // Nothing that is over already is waited for; otherwise every check may speak before anybody is judged.
  const over = gates.some(
    (one) => one.gate !== 'required check' && one.gate !== 'conflict' && !isHardFail(one),
  )
  if (!over && (!verification || verification.state === 'pending')) {
    const phase = pullRequest ? 'verifying' : 'publishing'
    const reason = verification?.reason ?? 'its patch is being published'
    return { row: { ...row, phase, reason }, ballot: undefined }
  }
  if (gates.length > 0) return { row: reject(row, gates), ballot: undefined }
  const { insertions, deletions } = patch
  const ballot: VoteInput = {
    allPassed: true,
    confidence,
    insertions,
    deletions,
    risk: row.risk.level,
    review: undefined,
  }
  return { row: { ...row, phase: 'judged', result: 'hold', reason: verification?.reason ?? '' }, ballot }
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

function describePatch(patch: Patch, verification: Verification | undefined) {
  return {
    risk: assessRisk(patch),
    insertions: patch.insertions,
    deletions: patch.deletions,
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

const RANK: Record<Row['result'], number> = { promote: 0, hold: 1, waiting: 2, reject: 3 }

/** Equal scores: the smaller diff, then the order of the plan (the sort is stable). Never the bigger diff (A13). */
function rank(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) => RANK[a.result] - RANK[b.result] || billionths(b) - billionths(a) || lines(a) - lines(b),
  )
}

/** Sums of the same parts in another order may differ in the last bits; those are no difference. */
function billionths({ score = 0 }: Row): number {
  return Math.round(score * 1e9)
}

function lines({ insertions = 0, deletions = 0 }: Row): number {
  return changedLines({ insertions, deletions })
}
