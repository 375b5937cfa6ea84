import type { Row } from '../../domain/judgement/row.ts'
import type { Judgement } from '../../domain/judgement/scoreboard.ts'
import { UNKNOWN_ELEMENT } from '../../domain/judgement/scoreboard.ts'
import { pickBestRationale } from '../../stages/policies/pick-best-rationale.ts'

/** What `speculate score` prints: candidates in rank order, in the words of the evidence. */
export function scoreboardDocument(decided: Judgement) {
  const { decision, scoreboard } = decided
  return {
    version: 1,
    policy: scoreboard.policy,
    /** 0–100; null where the policy only ranks. */
    threshold: scoreboard.threshold === undefined ? null : exact(scoreboard.threshold),
    fingerprint: scoreboard.fingerprint,
    rules_version: scoreboard.rulesVersion,
    decision,
    rationale: pickBestRationale(decided),
    candidates: scoreboard.rows.map(candidateDocument),
  }
}

function candidateDocument(row: Row) {
  return {
    id: row.candidate,
    tag: row.tag === '' ? null : row.tag,
    result: row.result,
    reason: row.reason,
    /** 0–100; null for the rejected, and where the policy only ranks. */
    score: row.score === undefined ? null : exact(row.score),
    key: row.key?.map(known) ?? null,
    parts: row.parts.map(({ name, points, outOf, explanation }) => ({
      name,
      points: known(points),
      out_of: exact(outOf),
      explanation,
    })),
    gates: row.gates,
  }
}

function known(element: number): number | null {
  return element === UNKNOWN_ELEMENT ? null : exact(element)
}

/** Without the last bits of binary fractions, which would read as 90.99999999999999. */
function exact(value: number): number {
  return Math.round(value * 1e9) / 1e9
}
