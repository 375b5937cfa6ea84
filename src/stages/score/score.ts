import { chargeOf, isAt } from '../../domain/candidate/attempt.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { type Competitor, competitors } from '../../domain/candidate/competitor.ts'
import { isOfCandidate } from '../../domain/candidate/task.ts'
import type { BaseNow } from '../../domain/checks/base-now.ts'
import { RULES_VERSION } from '../../domain/checks/contract.ts'
import type { BaseChecks } from '../../domain/checks/evidence.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { addAmounts } from '../../domain/run/budget.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type BudgetInput, levelsOf, spentLimit } from '../budget/levels.ts'
import { attemptAtHead } from '../people/bots.ts'
import { policyThreshold } from '../policies/apply-policy.ts'
import { assess } from './assess.ts'
import { answeredRows } from './columns/answered-rows.ts'
import { distinguishedRows } from './columns/distinguished-rows.ts'
import { provedRows } from './columns/proved-rows.ts'
import { reviewedRows } from './columns/reviewed-rows.ts'
import { compare } from './compare.ts'
import type { AssessInput } from './describe-row.ts'
import { rankSurvivors } from './rank-survivors.ts'

export interface ScoreInput extends BudgetInput {
  /** Names of required checks that fail on the base commit already. */
  readonly redOnBase?: readonly string[] | undefined
  /** What the base shows of the required checks besides; absent in evidence from before it was asked. */
  readonly baseChecks?: BaseChecks | undefined
  /** Candidates of sequential mode that are no longer needed because another one passed. */
  readonly notNeeded?: readonly CandidateId[] | undefined
  /** What has become of the base branch, where it was read. */
  readonly baseNow?: BaseNow | undefined
}

/** Gates first, then the policy among those that passed them all; rows come back in rank order. */
export function score(input: ScoreInput): Scoreboard {
  const { speculation, attempts, candidates, now, redOnBase, baseChecks, baseNow } = input
  const levels = levelsOf(input)
  const spent = spentLimit(levels)
  // Runs from before there were budgets are shown as they were.
  const isBudgeted = attempts.some(({ grant }) => grant !== undefined)
  const planned = attempts.filter((one) => isAt(one, 'classify', 'plan') && one.status === 'ended')
  const inputs = competitors(speculation).map((brief, place): AssessInput => {
    const facts = candidates.find((one) => one.candidate === brief.id) ?? unpublished(brief)
    const own = attempts.filter((one) => one.candidate === brief.id && isOfCandidate(one.task))
    const attempt = attemptAtHead(own, brief, facts)
    const isNeeded = !input.notNeeded?.includes(brief.id)
    const cost = addAmounts(own.filter(({ status }) => status === 'ended').map(chargeOf))
    const known = { speculation, brief, place, attempt, facts, now, redOnBase, baseChecks, baseNow }
    return { ...known, own, cost, spent, isNeeded }
  })
  const assessed = inputs.map(assess)
  const compared = compare(inputs, {
    rows: assessed.map(({ row }) => row),
    evidence: assessed.flatMap(({ evidence }) => evidence ?? []),
  })
  const known = { speculation, attempts, isSpent: spent !== undefined }
  const { rows: proved, proof, matrix } = provedRows(compared.rows, known)
  const { evidence } = compared
  const { rows, distinction } = distinguishedRows(proved, { ...known, evidence, proof, matrix })
  const reviewed = reviewedRows({ rows, evidence }, known)
  const answered = { ...reviewed, rows: answeredRows(reviewed.rows, distinction) }
  const { settings, contract } = speculation
  return {
    ...policyThreshold(settings),
    fingerprint: contract.fingerprint,
    rulesVersion: RULES_VERSION,
    ...(isBudgeted && { spent: levels[0]?.spent }),
    ...(planned.length > 0 && { planning: addAmounts(planned.map(chargeOf)) }),
    ...withoutUndefined({ proof, distinction }),
    rows: rankSurvivors(answered, settings),
  }
}

function unpublished(brief: Competitor): CandidateFacts {
  return { candidate: brief.id, branch: '', branchHead: undefined, pullRequest: undefined }
}
