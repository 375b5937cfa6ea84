import { sql } from 'kysely'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Store } from '../../../src/ports/store.ts'
import { aVerdict } from '../../builders/judgement/verdict.ts'
import {
  AT,
  exampleAttempt,
  examplePatch,
  exampleSpeculation,
  exampleTrace,
} from '../../contracts/examples.ts'

const FEW = 10
const MANY = 100_000
const ROUNDS = 100
const DAY = '2026-01-01'

export interface Growth {
  readonly what: string
  /** Median milliseconds with 10 finished runs, and with 100,000 of the same repository. */
  readonly few: number
  readonly many: number
}

/** What the store costs a look and a sweep that have nothing to do with the runs that are over. Fills the database. */
export async function measureGrowth(location: DatabaseLocation): Promise<readonly Growth[]> {
  const database = await openDatabase(location)
  try {
    const store = createStore(database)
    const finished = await finishedRun(store)
    const open = exampleSpeculation('growth', 1)
    await store.insertSpeculation({ ...open, repositoryId: 'R_growth' })
    await repeat(database, finished, { from: 2, to: FEW })
    const few = await measureAll(store, open)
    await repeat(database, finished, { from: FEW + 1, to: MANY })
    const many = await measureAll(store, open)
    return few.map(([what, value], index) => ({ what, few: value, many: many[index]?.[1] ?? Number.NaN }))
  } finally {
    await database.close()
  }
}

async function measureAll(store: Store, { issue, id }: Speculation) {
  const others = { owner: issue.owner, repo: issue.repo }
  const look = async () => {
    await store.latestSpeculation(issue)
    await store.attempts(id)
    await store.moveRepository({ id: 'R_growth', to: others, at: AT })
    await store.spentOn(others, DAY, id)
    await store.earlierSpeculations(issue)
    await store.calibration(others)
    await store.writtenComments(others, [1, 2, 3, 4])
    await store.enteredFor(others, [7])
    await store.promotedOn(others, 'main')
    await store.isUncertain(id, { step: 'open-draft', detail: 'minimal-change' })
  }
  return [
    ['store at a look', await median(look)],
    ['  of it spending of a day', await median(() => store.spentOn(others, DAY, id))],
    ['store at a sweep', await median(() => store.openIssues(AT))],
  ] as const
}

/** Promoted, merged, archived. */
async function finishedRun(store: Store): Promise<Speculation> {
  const run = { ...exampleSpeculation('growth', 100_000_000), repositoryId: 'R_growth' }
  const { id } = run
  await store.insertSpeculation(run)
  for (const number of [1, 2, 3]) {
    const attempt = exampleAttempt(run, 'minimal-change', number)
    await store.insertAttempt(attempt)
    const key = { speculation: id, candidate: attempt.candidate, number }
    await store.endAttempt(key, AT, examplePatch(), undefined)
  }
  await store.recordCi(id, DAY, 60)
  const decision = { kind: 'promote', candidate: 'minimal-change', reason: 'It is the best.' } as const
  await store.recordVerdict(id, { ...aVerdict(decision), decidedAt: AT })
  await store.recordChoice(id, { kind: 'merged', candidate: 'minimal-change', at: AT })
  await store.appendTraces(id, [exampleTrace(run, 'minimal-change', 'promote')])
  await store.settle(id, AT)
  await store.archive(id, AT)
  return run
}

/** The same run again, on other issues and on other days, four each. */
async function repeat(
  { kysely }: Database,
  { id, issue }: Speculation,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const ids = sql`${`${issue.owner}/${issue.repo}#`}::text || (1000 + n) || '.1'`
  const day = sql`(date '2020-01-01' + n / 4)::text`
  const series = sql`generate_series(${from}::int, ${to}::int) n`
  await sql`insert into speculate.speculations (id, owner, repo, number, repository_id, run, document, packed, verdict, packed_verdict, choices, ci, settled_at, archived_at)
    select ${ids}, owner, repo, 1000 + n, repository_id, run, document, packed, verdict, packed_verdict, choices,
      jsonb_build_object(${day}, 60), settled_at, archived_at
    from speculate.speculations, ${series} where id = ${id}`.execute(kysely)
  await sql`insert into speculate.attempts (speculation, candidate, number, toolchain, status, queued_at, ended_at, outcome, packed_outcome, charged)
    select ${ids}, candidate, a.number, toolchain, status, ${day} || 'T00:00:00.000Z', ended_at, outcome, packed_outcome, charged
    from speculate.attempts a, ${series} where speculation = ${id}`.execute(kysely)
  await sql`insert into speculate.answers (id, owner, repo, source, kind, is_right)
    select ${ids}, owner, repo, source, kind, is_right from speculate.answers, ${series} where id = ${id}`.execute(
    kysely,
  )
  await sql`insert into speculate.own_comments (owner, repo, place, marker, id, body)
    select ${issue.owner}, ${issue.repo}, 1000 + n, 'scoreboard', n, 'The scoreboard.' from ${series}`.execute(
    kysely,
  )
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN
}
