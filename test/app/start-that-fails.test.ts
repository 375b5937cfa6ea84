import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { createRedactor } from '../../src/adapters/redaction/create-redactor.ts'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { startWebProcess } from '../../src/speculate.ts'
import { useDatabases } from '../adapters/storage/databases.ts'

const databases = useDatabases()

it('a process whose port is taken leaves nothing connected to the database, and says nothing else', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const location = await databases.newPostgres()
  const said: string[] = []
  const starting = startWebProcess({
    credentials: { appId: 1, privateKey },
    github: { baseUrl: 'http://127.0.0.1:9', pacing: 'none' },
    database: await openDatabase(location),
    host: '127.0.0.1',
    port: address.port,
    log: (message) => said.push(message),
    redactor: createRedactor(),
    webhookSecret: 'a secret of a test that is long enough',
  })
  await expect(starting).rejects.toThrow('is already in use')
  taken.close()
  const name = 'databaseUrl' in location ? new URL(location.databaseUrl).pathname.slice(1) : ''
  const connected = async () => {
    const asked = sql`select application_name from pg_stat_activity where datname = ${name}`
    return (await asked.execute(databases.postgres().kysely)).rows
  }
  await vi.waitFor(async () => expect(await connected()).toEqual([]), 5_000)
  expect(said).toEqual([])
})
