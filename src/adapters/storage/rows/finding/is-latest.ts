import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../../tables.ts'

type Open = Tables & { readonly open: Tables['speculations'] }

/** Asked for each by itself: a join would read the runs that are over, where the database has no statistics of them. */
export function isLatest({ eb, selectFrom }: ExpressionBuilder<Open, 'open'>) {
  return eb(
    'open.run',
    '=',
    selectFrom('speculations as one')
      .select(({ fn }) => fn.max('one.run').as('latest'))
      .whereRef('one.owner', '=', 'open.owner')
      .whereRef('one.repo', '=', 'open.repo')
      .whereRef('one.number', '=', 'open.number'),
  )
}
