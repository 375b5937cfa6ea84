import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { type Answer, type Calibration, countAnswers } from '../../../domain/judgement/calibration.ts'
import { VerdictKind } from '../../../domain/judgement/verdict-kind.ts'
import type { Store } from '../../../ports/store.ts'
import type { Tables } from '../tables.ts'

/** How verdicts turned out, counted by the database. */
export function answerRows(kysely: Kysely<Tables>): Pick<Store, 'recordAnswer' | 'calibration'> {
  return {
    recordAnswer: (id, repository, answer) => writeAnswer(kysely, { id, repository, answer }),
    calibration: async ({ owner, repo }): Promise<Calibration | undefined> => {
      const rows = await kysely
        .selectFrom('answer_counts')
        .select(['source', 'kind', 'is_right', 'many'])
        .where((is) => is.and({ owner, repo }))
        .where('many', '>', 0)
        .execute()
      if (rows.length === 0) return undefined
      const counted = countAnswers([])
      for (const row of rows) {
        const [source, kind] = [Source.parse(row.source), VerdictKind.parse(row.kind)]
        const { right, of } = counted[source][kind] ?? { right: 0, of: 0 }
        counted[source][kind] = { right: right + (row.is_right ? row.many : 0), of: of + row.many }
      }
      return counted
    },
  }
}

const Source = z.enum(['people', 'past'])

interface AnswerRow {
  readonly id: string
  readonly repository: RepositoryRef
  readonly answer: Answer
}

/** The last answer stands: what was closed may be reopened and merged. */
export async function writeAnswer(
  kysely: Kysely<Tables>,
  { id, repository: { owner, repo }, answer: { source, kind, isRight } }: AnswerRow,
): Promise<void> {
  const row = { owner, repo, source, kind, is_right: isRight }
  await kysely
    .insertInto('answers')
    .values({ id, ...row })
    .onConflict((on) => on.column('id').doUpdateSet(row))
    .execute()
}
