import type { JudgedRow, Row } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { applyPolicy } from '../policies/apply-policy.ts'
import type { PolicyScore } from '../policies/policy-score.ts'
import { rankRows } from '../policies/rank-rows.ts'
import type { AllAssessed } from './all-assessed.ts'

/** All rows in rank order, with the policy's scores of those that are left after the gates. */
export function rankSurvivors({ rows, evidence }: AllAssessed, settings: Settings): Row[] {
  const survivors = rows.filter(mayWin).map(({ candidate }) => candidate)
  const scores = applyPolicy(
    evidence.filter(({ id }) => survivors.includes(id)),
    settings,
  )
  return rankRows(
    rows.map((row) =>
      withScore(
        row,
        scores.find(({ id }) => id === (row.sameAs ?? row.candidate)),
      ),
    ),
  )
}

/** Nothing rejects it, and no other candidate with the same patch speaks for it. */
export function isRemaining(row: Row): row is JudgedRow {
  return row.result === 'hold' && row.risk !== undefined && row.sameAs === undefined
}

/** It remains, and nothing keeps it from winning. */
export function mayWin(row: Row): row is JudgedRow {
  return isRemaining(row) && !row.proof?.holds
}

function withScore(row: Row, scored: PolicyScore | undefined): Row {
  if (!scored || row.phase !== 'judged' || !row.risk) return row
  const { score, key, parts } = scored
  return { ...row, ...withoutUndefined({ score }), key: [...key], parts: [...parts] }
}
