import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import { nextRound } from '../../../../src/adapters/storage/jobs/next-round.ts'
import { useDatabases } from '../databases.ts'

const databases = useDatabases()

describe.each(['pglite', 'postgres'] as const)('on %s', (engine) => {
  it('the next round of a repository follows those of it that wait, and begins with the one that runs', async () => {
    const database = databases[engine]()
    const queue = await createQueue(database, { onError: () => {} })
    expect(await nextRound(database, 'acme/busy')).toBe(0)
    for (const number of [1, 2, 3]) await queue.enqueueAttempt(attemptOf('acme/busy', number))
    expect(await prioritiesOf(database)).toEqual([0, -1, -2])
    expect(await nextRound(database, 'acme/busy')).toBe(-3)
    expect(await nextRound(database, 'acme/idle')).toBe(0)
    await become(database, 'active', 2)
    expect(await nextRound(database, 'acme/idle')).toBe(-1)
    await become(database, 'completed', 2)
    await become(database, 'failed', 3)
    expect(await nextRound(database, 'acme/idle')).toBe(0)
    expect(await nextRound(database, 'acme/busy')).toBe(-1)
    await queue.stop(100)
  })
})

function attemptOf(repository: string, number: number) {
  return { speculation: `${repository}#1.1`, candidate: 'minimal-change', number }
}

async function prioritiesOf({ kysely }: Database): Promise<readonly number[]> {
  const { rows } = await sql<{ priority: number }>`
    select priority from pgboss.job where name = 'attempt' order by (data->>'number')::int`.execute(kysely)
  return rows.map(({ priority }) => priority)
}

async function become({ kysely }: Database, state: string, number: number): Promise<void> {
  await sql`
    update pgboss.job set state = ${state}::pgboss.job_state
    where name = 'attempt' and (data->>'number')::int = ${number}`.execute(kysely)
}
