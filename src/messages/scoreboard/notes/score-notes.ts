import type { Scoreboard, ScorePart } from '../../../domain/judgement/scoreboard.ts'
import type { Settings } from '../../../domain/settings.ts'
import { formatPoints, list } from '../../numbers.ts'

/** What a reader must know of the scores of a table, each a sentence below it; nothing where they speak for themselves. */
export function scoreNotes(
  { policy, rows }: Pick<Scoreboard, 'policy' | 'rows'>,
  weights?: Settings['policy']['vote'],
): string[] {
  if (policy === 'lexicographic') return rows.some(({ key = [] }) => key.length > 0) ? [KEY_LEGEND] : []
  const parts = rows.find((row) => row.score !== undefined)?.parts ?? []
  const left = parts.filter(isLeft)
  if (policy !== 'vote' || left.length === 0) return []
  const why = list(
    left.map(({ name, explanation }) => `${name} (${explanation.slice(0, -NOT_COUNTED.length)})`),
  )
  return [`Not part of the score: ${why}. The other parts${outOf(left, weights)} are scaled to 100.`]
}

const NOT_COUNTED = ', not counted'

const KEY_LEGEND =
  'The rank key is compared from left to right, and the higher number ranks first: all tests pass (1) or not (0), complexity added, lines added, adds tests (1) or not (0), seconds that the checks took. Complexity, lines and seconds count as minus. ? means unknown, which counts as the worst.'

function isLeft({ outOf, explanation }: ScorePart): boolean {
  return outOf === 0 && explanation.endsWith(NOT_COUNTED)
}

/** Of how many points, where the weights are known. */
function outOf(left: readonly ScorePart[], weights: Settings['policy']['vote'] | undefined): string {
  if (!weights) return ''
  const all = WEIGHTS.map((name) => weights[name])
  const sum = all.reduce((total, one) => total + one, 0)
  const names = left.map(({ name }) => name.replace(' ', '_'))
  const kept = WEIGHTS.filter((name) => !names.includes(name)).reduce(
    (total, name) => total + weights[name],
    0,
  )
  return sum === 0 || kept === 0 ? '' : `, ${formatPoints((kept / sum) * 100).replace('.0', '')} points,`
}

const WEIGHTS = ['verification', 'confidence', 'diff_size', 'risk', 'review'] as const
