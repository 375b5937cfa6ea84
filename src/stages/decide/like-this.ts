import { type Calibration, verdictKind } from '../../domain/judgement/calibration.ts'
import type { Judgement, SimilarVerdicts } from '../../domain/judgement/scoreboard.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

/** With fewer verdicts of a kind nothing is said: "two of two" would look like certainty. */
const LEAST = 10

/** How verdicts like this one have turned out in this repository, where enough of them have. */
export function likeThis(
  { decision, scoreboard }: Judgement,
  calibration: Calibration | undefined,
): SimilarVerdicts | undefined {
  const kind = verdictKind(decision, scoreboard)
  if (kind === undefined || !calibration) return undefined
  const enough = (fared: Calibration['people'][typeof kind]) =>
    fared && fared.of >= LEAST ? fared : undefined
  const [people, past] = [enough(calibration.people[kind]), enough(calibration.past[kind])]
  return people || past ? { kind, ...withoutUndefined({ people, past }) } : undefined
}
