import type { Scoreboard } from '../../../src/domain/judgement/scoreboard.ts'
import type { Verdict } from '../../../src/domain/run/step.ts'
import { NOW } from '../story.ts'
import { aScoreboard } from './scoreboard.ts'

type Decision = Verdict['decision']
const NOBODY: Decision = { kind: 'escalate', cause: 'nobody-passed', reason: 'Nobody passed.' }

/** Nobody is promoted, if nothing else is said. */
export function aVerdict(
  decision: Decision = NOBODY,
  scoreboard: Scoreboard = aScoreboard([]),
  decidedAt: string = NOW,
): Verdict {
  return { decision, scoreboard, decidedAt }
}
