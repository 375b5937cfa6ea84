import type { Row } from '../../../src/domain/judgement/row.ts'
import { Scoreboard } from '../../../src/domain/judgement/scoreboard.ts'

/** Of a vote, in which 70 points are needed. */
export function aScoreboard(rows: readonly Row[], overrides: Partial<Scoreboard> = {}): Scoreboard {
  const known = { policy: 'vote', threshold: 70, fingerprint: 'f', rulesVersion: 1 }
  return Scoreboard.parse({ ...known, rows, ...overrides })
}
