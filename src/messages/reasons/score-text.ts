import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { formatKey, formatPoints, formatPointsBeside } from '../numbers.ts'

/** The score of 100, or the key where the policy only ranks; `—` for who has neither. What is not reached never looks as if it were. */
export function scoreText({ score, key = [] }: Row, { threshold }: Pick<Scoreboard, 'threshold'>): string {
  if (score === undefined) return key.length === 0 ? '—' : formatKey(key)
  return threshold !== undefined && score < threshold
    ? formatPointsBeside(score, threshold)
    : formatPoints(score)
}
