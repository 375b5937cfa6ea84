import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { RULES_VERSION } from '../../domain/checks/contract.ts'
import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { CandidateEvidence, EvidenceDocument } from '../../domain/judgement/candidate-evidence.ts'
import type { GateResult, JudgedRow } from '../../domain/judgement/row.ts'
import type { Judgement } from '../../domain/judgement/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { standsForBoth } from '../../messages/reasons/same-patch.ts'
import { decide } from '../decide/decide.ts'
import { duplicate } from '../gates/duplicate.ts'
import { isOn } from '../gates/gate.ts'
import { limitGates } from '../gates/limits.ts'
import { requiredChecks } from '../gates/required-checks.ts'
import { applyPolicy, policyThreshold } from './apply-policy.ts'
import { POLICIES } from './policies.ts'
import { linesOf, passes } from './policy-score.ts'
import { rankRows } from './rank-rows.ts'
import { rowOfEvidence } from './row-of-evidence.ts'

/**
 * The verdict on evidence from anywhere, by the rules of a run: what did not pass or trips a limit is eliminated before scoring (B2, C5),
 * identical patches are one candidate, the policy ranks the rest, and at most one is promoted, with the approvals that are asked for.
 */
export function scoreEvidence({ candidates, fingerprint }: EvidenceDocument, settings: Settings): Judgement {
  const judged = candidates.map((evidence) => {
    return { evidence, row: rowOfEvidence(evidence, gatesOf(evidence, settings), settings) }
  })
  const passed = judged.filter(({ row }) => row.gates.length === 0)
  const remaining = passed.map(({ evidence }) => evidence)
  const unscored = rankRows(passed.map(({ row }) => row)).map(({ candidate }) => candidate)
  const weighed = new Map(remaining.map((one) => [one.id, weigh(one, remaining, { unscored, settings })]))
  const survivors = remaining.filter(({ id }) => weighed.get(id)?.sameAs === undefined)
  const scores = new Map(applyPolicy(survivors, settings).map((one) => [one.id, one]))
  const rows = judged.map(({ row: alone }): JudgedRow => {
    const row = { ...alone, ...weighed.get(alone.candidate) }
    if (row.gates.length > 0) return row
    const { score, key = [], parts = [] } = scores.get(row.sameAs ?? row.candidate) ?? {}
    return { ...row, ...withoutUndefined({ score }), key: [...key], parts: [...parts] }
  })
  const { min_comparable: minComparable, adversarial_review } = settings.speculation
  return decide(
    { ...policyThreshold(settings), fingerprint, rulesVersion: RULES_VERSION, rows: rankRows(rows) },
    { minComparable, escalateDisagreement: adversarial_review.on_disagreement === 'escalate' },
  )
}

/** Failed lint eliminates under the policy whose total it makes 0; the others ask for the required checks only. */
function gatesOf(evidence: CandidateEvidence, settings: Settings): readonly GateResult[] {
  const failed = evidence.checks.filter(({ verdict }) => verdict !== 'passed')
  const found = [
    ...evidence.gates,
    ...failed.map(({ name, verdict, hard_fail }) => ({
      gate: hard_fail ?? requiredChecks.name,
      reason: verdict === 'failed' ? `fails ${codeSpan(name, 80)}` : notProved(name, verdict),
    })),
  ]
  const limits = limitGates({
    lines: linesOf(evidence),
    all: evidence.insertions + evidence.deletions,
    confidence: evidence.confidence ?? undefined,
    settings,
  })
  if (found.length > 0) return [...found, ...limits]
  if (!passes(evidence))
    return [{ gate: requiredChecks.name, reason: 'fails its required checks' }, ...limits]
  return POLICIES[settings.policy.name].asksForLint && !evidence.lint_pass
    ? [{ gate: 'lint', reason: 'fails its lint' }, ...limits]
    : limits
}

function notProved(name: string, verdict: CheckVerdict['verdict']): string {
  return `has no result from ${codeSpan(name, 80)}: it ${NO_RESULT[verdict]}`
}

const NO_RESULT: Record<CheckVerdict['verdict'], string> = {
  passed: 'passed',
  failed: 'failed',
  'timed-out': 'timed out',
  unverified: 'is unverified',
  pending: 'is still running',
}

type WeighedRow = Pick<JudgedRow, 'sameAs' | 'agreement' | 'changesExpectations'> & { reason?: string }

interface Ranking {
  /** Those that remain, in the order of their rows while nobody has a score. */
  readonly unscored: readonly CandidateId[]
  readonly settings: Settings
}

/** What is known of a candidate only from a look at the others. */
function weigh(
  one: CandidateEvidence,
  remaining: readonly CandidateEvidence[],
  { unscored, settings }: Ranking,
): WeighedRow {
  const others = remaining.filter(({ id }) => id !== one.id)
  const isAlone = one.changes_expectations && others.some((other) => !other.changes_expectations)
  const merges = one.patch_id !== undefined && isOn(duplicate, settings)
  const alike = remaining.filter(({ patch_id }) => merges && patch_id === one.patch_id).map(({ id }) => id)
  const same = unscored.filter((id) => alike.includes(id))
  const [first] = same
  return {
    ...(isAlone && { changesExpectations: true }),
    ...(first !== undefined &&
      first !== one.id && { sameAs: first, reason: standsForBoth(codeSpan(first, 40)) }),
    ...(first === one.id && same.length > 1 && { agreement: same.slice(1) }),
  }
}
