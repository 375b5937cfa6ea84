import type { BaseCheck, JudgedBase } from '../../local/judge-base.ts'
import { CannotJudge, type Obstacle } from './cannot-judge.ts'
import { canBeCalled } from './later-name.ts'
import type { PlannedCheck } from './plan-checks.ts'
import { leftOutLater, refuseWithoutJudges, type Verifier } from './read-verifier.ts'

/**
 * The verifier as it can really judge, after its checks have run on the base. Throws `CannotJudge` where a command of the command line
 * does not exist, or nothing is left. `setUp` is what would install what the project needs, as options, where nothing was installed.
 */
export function afterBase(before: Verifier, base: JudgedBase, path: string, setUp?: string): Verifier {
  const verifier = withNamesOf(base, before)
  const obstacles = base.checks.flatMap((check) => obstacleOf(check, verifier))
  const asked = verifier.workflow === undefined ? [] : verifier.checks
  const missing = obstacles.filter(({ check }) => asked.includes(check))
  if (missing.length > 0) {
    throw new CannotJudge({
      because: 'what --verify names cannot run here, on the commit that every candidate starts from',
      obstacles: missing,
      offers: [],
      instead: [
        ...(setUp === undefined ? [] : [`If what it needs is only not installed yet: ${setUp}`]),
        'Otherwise name another command that must succeed with --verify.',
      ],
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

/** Checks that only the run could name are those that the base has run under such a name. */
function withNamesOf({ checks }: JudgedBase, verifier: Verifier): Verifier {
  const { later, planned, named } = verifier
  const open = checks.filter(
    ({ name, verdict }) => verdict !== 'skipped' && planned.every((one) => one.name !== name),
  )
  const found = open.flatMap(({ name }): PlannedCheck[] => {
    const one = later.find((known) => canBeCalled(known.later, name))
    return one ? [{ ...one, name }] : []
  })
  const names = found.map(({ name }) => name)
  const missing = later.filter((one) => !names.some((name) => canBeCalled(one.later, name)))
  const unseen = named.filter(
    (name) => !names.includes(name) && later.some((one) => canBeCalled(one.later, name)),
  )
  return {
    ...verifier,
    checks: [...verifier.checks, ...names],
    planned: [...planned, ...found],
    later: [],
    leftOut: [
      ...verifier.leftOut,
      ...missing.map((one) => leftOutLater(one, 'and the base ran none')),
      ...unseen.map((check) => ({ check, ...NOWHERE, reason: 'no job of this name ran on the base' })),
    ],
  }
}

const NOWHERE = { file: undefined, line: undefined }

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
