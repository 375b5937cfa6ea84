import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { shapeOf } from '../../src/adapters/storage/migrate.ts'
import { checkDatabase } from '../../src/start-up/check-database.ts'
import { temporaryFolder } from '../temporary-folder.ts'

it('a database is looked into without being changed, and what a later version has made is told', async () => {
  const dataDir = await temporaryFolder()
  const check = checkDatabase({ dataDir })
  expect(await check()).toEqual([
    { of: 'database', status: 'ok', says: `there is none in ${dataDir} yet; the first start makes one` },
  ])
  const database = await openDatabase({ dataDir })
  expect(await shapeOf(database.kysely)).toBe('current')
  expect(await check()).toMatchObject([
    { status: 'ok', says: expect.stringContaining('a server has the one') },
  ])
  await sql`insert into speculate.kysely_migration (name, timestamp) values ('9999-later', '')`.execute(
    database.kysely,
  )
  await database.close()
  expect(await check()).toMatchObject([{ of: 'database', status: 'fail', next: expect.any(String) }])
})

it('a Postgres that does not answer is told without its address', async () => {
  const databaseUrl = 'postgres://speculate:a-password-of-it@127.0.0.1:1/speculate'
  const [found] = await checkDatabase({ databaseUrl })()
  expect(found).toMatchObject({ of: 'database', status: 'fail', next: expect.stringContaining('Postgres') })
  expect(JSON.stringify(found)).not.toContain('a-password-of-it')
})
