import type { ComparedRow, JudgedRow } from '../../domain/judgement/row.ts'

/** It has passed so far, and something more is waited for: what only a judged one has is not known yet. */
export function waitsFor(row: JudgedRow, waiting: Pick<ComparedRow, 'phase' | 'reason'>): ComparedRow {
  const { review: _review, score: _score, key: _key, left: _left, ...open } = row
  return { ...open, ...waiting, result: 'waiting' }
}
