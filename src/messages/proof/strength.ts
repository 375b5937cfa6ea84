import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

type Strength = NonNullable<NonNullable<Row['proof']>['strength']>

/** `17 of 20 small changes to its lines` */
export function strengthText({ noticed, of }: Pick<Strength, 'noticed' | 'of'>): string {
  return `${noticed} of ${of} small changes to its lines`
}

/** A line for the details of a candidate, with some of what its tests do not notice. */
export function strengthFact(strength: Strength): string {
  const { missed } = strength
  const some = missed.map(
    ({ file, line, from, to }) =>
      `${codeSpan(from, 60)} ${to === '' ? 'removed' : `changed to ${codeSpan(to, 60)}`} in line ${line} of ${codeSpan(file, 150)}`,
  )
  const more = strength.of - strength.noticed - missed.length
  const all = more > 0 ? [...some, `${more} more`] : some
  return `Its tests notice ${strengthText(strength)}${all.length === 0 ? '' : `; not ${list(all)}`}`
}
