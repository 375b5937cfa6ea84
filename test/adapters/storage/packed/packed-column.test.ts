import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createStore } from '../../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../../src/adapters/storage/database.ts'
import { listRuns } from '../../../../src/adapters/storage/rows/finding/list-runs.ts'
import type { Tables } from '../../../../src/adapters/storage/tables.ts'
import { aVerdict } from '../../../builders/judgement/verdict.ts'
import {
  AT,
  exampleAttempt,
  examplePatch,
  exampleSpeculation,
  exampleTrace,
  LATER,
} from '../../../contracts/examples.ts'
import { useDatabases } from '../databases.ts'
import { withOlderDatabase } from '../older-database.ts'

const databases = useDatabases()
const RUN = exampleSpeculation('older')
const { issue } = RUN
const VERDICT = aVerdict({ kind: 'promote', candidate: 'minimal-change', reason: 'It is the best.' })
const TRACE = exampleTrace(RUN, 'minimal-change', 'promote')
const BODY = '## Speculation\n\nAs it was “written” then.'
const { issue: _, ...DOCUMENT } = RUN

describe.each([
  ['PGlite', databases.newPglite],
  ['Postgres', databases.newPostgres],
])('documents on %s', (_name, newDatabase) => {
  it('are read as before where an older version has written them, and packed when they are written anew', async () => {
    const location = await newDatabase()
    await withOlderDatabase(location, '0019-settled-journals', writePlainly)
    const database = await openDatabase(location)
    try {
      const store = createStore(database)
      const finished = { ...RUN, verdict: VERDICT }
      expect(await store.latestSpeculation(issue)).toEqual(finished)
      expect(await listRuns(database, { limit: 5 })).toEqual([finished])
      expect(await store.promotedOn(issue, 'main')).toEqual([issue])
      expect(await store.attempts(RUN.id)).toEqual([
        { ...exampleAttempt(RUN), status: 'ended', endedAt: LATER, outcome: examplePatch() },
      ])
      expect(await store.traces(RUN.id)).toEqual([TRACE])
      const comment = { on: 12, marker: 'scoreboard', id: 7, body: BODY }
      expect(await store.writtenComments(issue, [12])).toEqual([comment])

      await store.recordComment(issue, { ...comment, body: `${BODY} And now.` })
      expect(await store.writtenComments(issue, [12])).toEqual([{ ...comment, body: `${BODY} And now.` }])
      await store.recordChoice(RUN.id, { kind: 'merged', candidate: 'minimal-change', at: LATER })
      expect(await store.promotedOn(issue, 'main')).toEqual([])
      expect(await store.calibration(issue)).toMatchObject({ people: expect.anything() })
    } finally {
      await database.close()
    }
  })
})

async function writePlainly(kysely: Kysely<Tables>): Promise<void> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`
  await sql`insert into speculate.speculations (id, owner, repo, number, run, document, verdict)
    values (${RUN.id}, ${issue.owner}, ${issue.repo}, ${issue.number}, 1, ${json({ ...DOCUMENT, issue })},
      ${json(VERDICT)})`.execute(kysely)
  const { speculation, candidate, number, toolchain, task } = exampleAttempt(RUN)
  await sql`insert into speculate.attempts
    (speculation, candidate, number, toolchain, status, queued_at, ended_at, outcome, task)
    values (${speculation}, ${candidate}, ${number}, ${toolchain}, 'ended', ${AT}, ${LATER},
      ${json(examplePatch())}, ${json(task)})`.execute(kysely)
  await sql`insert into speculate.traces (speculation, candidate_id, result, document)
    values (${RUN.id}, 'minimal-change', 'promote', ${json(TRACE)})`.execute(kysely)
  await sql`insert into speculate.own_comments (owner, repo, place, marker, id, body)
    values (${issue.owner}, ${issue.repo}, 12, 'scoreboard', 7, ${BODY})`.execute(kysely)
}
