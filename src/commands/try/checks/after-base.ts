import type { BaseCheck, JudgedBase } from '../../local/judge-base.ts'
import { CannotJudge, type Obstacle } from './cannot-judge.ts'
import { refuseWithoutJudges, type Verifier } from './read-verifier.ts'

/**
 * The verifier as it can really judge, after its checks have run on the base. Throws `CannotJudge` where a command of the command line
 * does not exist, or nothing is left.
 */
export function afterBase(verifier: Verifier, base: JudgedBase, path: string): Verifier {
  const obstacles = base.checks.flatMap((check) => obstacleOf(check, verifier))
  const asked = verifier.workflow === undefined ? [] : verifier.checks
  const missing = obstacles.filter(({ check }) => asked.includes(check))
  if (missing.length > 0) {
    throw new CannotJudge({
      because: 'what --verify names cannot run here, on the commit that every candidate starts from',
      obstacles: missing,
      offers: verifier.offers,
    })
  }
  const out = new Set(obstacles.map(({ check }) => check))
  const left: Verifier = {
    ...verifier,
    checks: verifier.checks.filter((name) => !out.has(name)),
    planned: verifier.planned.filter(({ name }) => !out.has(name)),
    leftOut: [...verifier.leftOut, ...obstacles],
  }
  refuseWithoutJudges(left, path)
  return left
}

function obstacleOf(check: BaseCheck, { planned, deadlineMinutes }: Verifier): Obstacle[] {
  const known = planned.find(({ name }) => name === check.name)
  const place = { check: check.name, file: known?.file, line: known?.line }
  if (check.verdict === 'cannot-run') return [{ ...place, reason: check.detail ?? 'cannot run here' }]
  if (check.verdict === 'too-slow')
    return [{ ...place, reason: `has not ended after ${deadlineMinutes} minutes` }]
  if (check.verdict !== 'skipped' || !known || dependsOnOthers(known.condition)) return []
  const why = known.condition === undefined ? 'what it needs was skipped' : `\`if: ${known.condition}\``
  return [{ ...place, reason: `is skipped on pull requests: ${why}` }]
}

/** A job that depends on the results of others may get different ones for a candidate. */
function dependsOnOthers(condition: string | undefined): boolean {
  return condition !== undefined && /\b(?:needs|failure|always|cancelled)\b/.test(condition)
}
