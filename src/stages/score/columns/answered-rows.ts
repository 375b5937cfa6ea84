import type { Row } from '../../../domain/judgement/row.ts'
import type { Difference, ScoreboardDistinction } from '../../../domain/proof/distinction.ts'
import { wrongText } from '../../../messages/proof/distinction.ts'
import { isRemaining } from '../rank-survivors.ts'

type Differs = Extract<ScoreboardDistinction, { kind: 'differs' }>

/**
 * Where the issue's own words say which of two answers is right, candidates that give the other one are not promoted.
 * That is decided only when all reviewers have answered.
 */
export function answeredRows(
  rows: readonly Row[],
  distinction: ScoreboardDistinction | undefined,
): readonly Row[] {
  if (distinction?.kind !== 'differs' || distinction.verdict.kind !== 'decided') return rows
  if (rows.some(({ result }) => result === 'waiting')) return rows
  const wrong = wrongOnes(distinction, distinction.verdict.right)
  return rows.map((row): Row => {
    const answer = wrong.get(row.candidate)
    if (answer === undefined || !isRemaining(row)) return row
    const against = wrongText(distinction, answer)
    const before = row.proof ?? { isProven: false, words: 'was not run on the tests of others' }
    return { ...row, proof: { ...before, holds: true as const, against } }
  })
}

/** All candidates that give the answer that the issue does not ask for. */
function wrongOnes({ difference }: Differs, right: string): ReadonlyMap<string, Difference['onBase']> {
  const { passes, fails, others } = difference
  const wrong = right === passes ? 'fails' : 'passes'
  const all = [
    { candidate: passes, said: 'passes' as const },
    { candidate: fails, said: 'fails' as const },
    ...others,
  ]
  return new Map(all.filter(({ said }) => said === wrong).map(({ candidate, said }) => [candidate, said]))
}
