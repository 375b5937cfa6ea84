import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, type Database } from '../../../../src/adapters/storage/connect.ts'
import { isConnectionLost } from '../../../../src/adapters/storage/connection-lost.ts'
import { prepareTemplate } from '../../../../src/adapters/storage/database-template.ts'
import { copyTemplate } from '../../../../src/adapters/storage/embedded/copy-template.ts'
import {
  type DatabaseProcess,
  startDatabaseProcess,
} from '../../../../src/adapters/storage/embedded/start-database-process.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let directory: string
let served: DatabaseProcess
let database: Database
let troubles: string[]

beforeEach(async () => {
  vi.stubEnv('SPECULATE_TEST_SECRET', 'canary-of-a-secret')
  troubles = []
  const folder = await temporaryFolder()
  directory = join(folder, 'database')
  copyTemplate(await prepareTemplate(), directory)
  const lockFile = join(folder, 'lock')
  const onTrouble = (said: string) => troubles.push(said)
  served = await startDatabaseProcess({ directory, lockFile, onTrouble, againMs: 50 })
  database = connect({ kind: 'pglite', databaseUrl: served.databaseUrl }, served.close)
  await sql`create table kept (what text)`.execute(database.kysely)
})
afterEach(async () => {
  await database.close()
  vi.unstubAllEnvs()
})

const keep = (what: string, on = database.kysely) => sql`insert into kept values (${what})`.execute(on)
const kept = async () => {
  const { rows } = await sql<{ what: string }>`select what from kept`.execute(database.kysely)
  return rows.map(({ what }) => what)
}
async function client(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: served.databaseUrl })
  one.on('error', () => {})
  await one.connect()
  return one
}

describe('a database in a process of its own', () => {
  it('answers each of many connections what that one asked', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, client))
    const asked = Array.from({ length: 100 }, (_, number) => number)
    const answers = clients.map(async (one) => {
      const heard: unknown[] = []
      for (const number of asked) heard.push((await one.query('select $1::int as is', [number])).rows[0].is)
      return heard
    })
    expect(await Promise.all(answers)).toEqual(clients.map(() => asked))
    await Promise.all(clients.map((one) => one.end()))
  })

  it('shows nobody what a transaction has not committed, and undoes that of one who leaves', async () => {
    const [one, other] = [await client(), await client()]
    await one.query('begin')
    const seen = other.query('select what from kept')
    await one.query(`insert into kept values ('half')`)
    // The driver says goodbye only to a server that waits for it: this is one that was killed.
    Reflect.get(one, 'connection').stream.destroy()
    expect((await seen).rows).toEqual([])
    await other.end()
  })

  it('goes on after a statement that failed, also in a transaction', async () => {
    const failing = database.kysely.transaction().execute(async (transaction) => {
      await keep('lost', transaction)
      await sql`select 1 / 0`.execute(transaction)
    })
    await expect(failing).rejects.toThrow('division by zero')
    await keep('next')
    expect(await kept()).toEqual(['next'])
  })

  it('is served also where the folder for temporary files has a long name', async () => {
    const long = join(await temporaryFolder(), 'x'.repeat(90))
    await mkdir(long)
    vi.stubEnv('TMPDIR', long)
    const other = join(dirname(directory), 'other')
    copyTemplate(await prepareTemplate(), other)
    const { close } = await startDatabaseProcess({ directory: other, onTrouble: () => {} })
    await close()
  })

  it('says why it cannot be opened', async () => {
    const opening = startDatabaseProcess({ directory: '/dev/null/database', onTrouble: () => {} })
    await expect(opening).rejects.toThrow(/ENOTDIR/)
  })
})

describe.runIf(existsSync('/proc'))('the process of a database', () => {
  it('is another one when it is killed: nothing that was committed is lost, who asks waits, and it is said', async () => {
    await keep('before')
    process.kill(processId(), 'SIGKILL')
    await expect
      .poll(() => troubles)
      .toEqual(['the process of the embedded database has ended (SIGKILL) and is started again'])
    await keep('after')
    expect(await kept()).toEqual(['before', 'after'])
  })

  it('is tried again until it can be had, and why it cannot is said once', async () => {
    const folder = dirname(directory)
    await rename(folder, `${folder}.away`)
    await writeFile(folder, 'no directory')
    const tried = new Set([processId()])
    process.kill(processId(), 'SIGKILL')
    const tries = () => [...tried.add(processId())].filter((id) => !Number.isNaN(id)).length
    await expect.poll(tries, { interval: 10, timeout: 20_000 }).toBeGreaterThan(3)
    await rm(folder)
    await rename(`${folder}.away`, folder)
    await expect.poll(() => keep('after').catch(() => 'refused')).not.toBe('refused')
    expect(troubles).toEqual([
      'the process of the embedded database has ended (SIGKILL) and is started again',
      'the embedded database cannot be opened again yet: unable to open database file',
    ])
  }, 30_000)

  it('takes with it, when it is killed, what a transaction had not committed, and who began that hears of it', async () => {
    const begun = database.kysely.transaction().execute(async (transaction) => {
      await keep('lost', transaction)
      process.kill(processId(), 'SIGKILL')
      await keep('more', transaction)
    })
    await expect(begun).rejects.toSatisfy(isConnectionLost)
    await expect.poll(() => troubles).toHaveLength(1)
    expect(await kept()).toEqual([])
  })

  it('T8: holds none of our variables', () => {
    const variables = readFileSync(`/proc/${processId()}/environ`, 'utf8').split('\0')
    expect(variables.filter((line) => line !== '' && !line.startsWith('NODE_'))).toEqual([])
  })

  it('is gone when the database is closed', async () => {
    const id = processId()
    await database.close()
    expect(existsSync(`/proc/${id}`)).toBe(false)
  })
})

function processId(): number {
  const found = readdirSync('/proc').find((name) => commandLine(name).includes(directory))
  return Number(found)
}

function commandLine(process: string): readonly string[] {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
