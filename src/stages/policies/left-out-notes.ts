import type { ScorePart } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { formatPoints, list } from '../../messages/numbers.ts'
import type { Ranked } from './policy.ts'
import { NOT_COUNTED } from './vote-scale.ts'

/** Which parts of a vote nobody could earn, and what the others are worth then; nothing where everything counts. */
export function leftOutNotes({ rows }: Ranked, settings: Settings | undefined): readonly string[] {
  const parts = rows.find((row) => row.score !== undefined)?.parts ?? []
  const left = parts.filter(isLeft)
  if (left.length === 0) return []
  const why = list(
    left.map(({ name, explanation }) => `${name} (${explanation.slice(0, -NOT_COUNTED.length)})`),
  )
  return [`Not part of the score: ${why}. The other parts${outOf(left, settings)} are scaled to 100.`]
}

function isLeft({ outOf, explanation }: ScorePart): boolean {
  return outOf === 0 && explanation.endsWith(NOT_COUNTED)
}

/** Of how many points, where the weights are known. */
function outOf(left: readonly ScorePart[], settings: Settings | undefined): string {
  if (!settings) return ''
  const { unearned: _rule, ...weights } = settings.policy.vote
  const all = Object.entries(weights)
  const names = left.map(({ name }) => name.replace(' ', '_'))
  const sum = all.reduce((total, [, weight]) => total + weight, 0)
  const kept = all.reduce((total, [name, weight]) => total + (names.includes(name) ? 0 : weight), 0)
  return sum === 0 || kept === 0 ? '' : `, ${formatPoints((kept / sum) * 100).replace('.0', '')} points,`
}
