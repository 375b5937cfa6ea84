import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { readRun } from '../../../src/commands/log/read-log.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { replay } from '../../../src/stages/replay.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

// Each command opens a database.
vi.setConfig({ testTimeout: 120_000 })

const RUN = 'acme/payments#12.1'
const STEP = '.nwave/speculative/acme.payments.12.1'
let root: string
const data = () => join(root, 'data')
const exported = () => join(root, STEP, 'audit.jsonl')

beforeAll(async () => {
  root = await temporaryFolder()
  await withDatabase(async (database) => {
    const store = createStore(database)
    await storeJudgedRun(store, 1)
    await store.archive(RUN, '2026-05-20T12:00:00.000Z')
  })
})

describe('the log of a run on the command line', () => {
  it('is exported for jq, and for verification elsewhere', async () => {
    const { exitCode, stdout } = await speculate(
      'audit',
      'export',
      '--run',
      RUN,
      '--root',
      '.',
      '--data',
      data(),
    )
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('audit.jsonl: 8 entries')])
    expect(await linesOf(join(root, STEP, 'traces.jsonl'))).toHaveLength(3)
    expect(await linesOf(exported())).toHaveLength(9)
    expect(await speculate('audit', 'verify', exported())).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/audit\.jsonl: 8 entries verified; the last hash is [0-9a-f]{64}$/),
    })
  })

  it('is replayed from the file alone, and by another policy', async () => {
    const same = await speculate('replay', exported())
    expect([same.exitCode, same.stdout]).toEqual([
      0,
      expect.stringMatching(/^same verdict, bit for bit: promote one: /),
    ])
    const other = await speculate('replay', exported(), '--policy', 'lexicographic', '--json')
    expect(other.exitCode).toBe(0)
    expect(JSON.parse(other.stdout)).toMatchObject({
      policy: 'lexicographic',
      decision: { kind: 'promote' },
      scoreboard: { policy: 'lexicographic' },
    })
  })

  it('tells why, of the whole run and of one candidate', async () => {
    const { exitCode, stdout } = await speculate('why', exported())
    expect(exitCode).toBe(0)
    for (const line of [
      '2026-05-05 12:00 UTC  maya (write) labelled the issue "Retry charges twice"',
      '  two (alt1, scripted): the way of two',
      '  two: pull request #22 at 74776f2e2e2e, 3 check runs (101, 102 and 900)',
      '  promoted: one by ',
      '  passed, not chosen: three by ',
      '  rejected: two by ',
      '    "test" failed',
      '2026-05-05 12:00 UTC  done: labels, pull requests and comments show the verdict',
    ])
      expect(stdout).toContain(line)
    const two = await speculate('why', exported(), 'two')
    expect(two.stdout).toContain('rejected: two by ')
    expect(two.stdout).not.toContain('(alt2')
    expect(await speculate('why', exported(), 'nobody')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('has no candidate "nobody"'),
    })
  })

  it('is not believed when a byte of it was changed', async () => {
    const path = join(root, 'changed.jsonl')
    await writeFile(path, (await readFile(exported(), 'utf8')).replace('because of two', 'because of owt'))
    for (const command of [['audit', 'verify'], ['replay']]) {
      const { exitCode, stdout, stderr } = await speculate(...command, path)
      expect(exitCode).toBe(1)
      expect(stdout + stderr).toContain('line 3: entry 3 was changed: its content does not have its hash')
    }
  })

  it.each([
    [['audit', 'export'], "required option '--run <id>' not specified"],
    [['why', 'acme/payments'], 'expected owner/repo#issue.run'],
    [['audit', 'verify', '--data', 'nowhere'], 'there is no database in'],
    [['audit', 'verify', 'audit.jsnl', '--data', 'nowhere'], 'audit.jsnl is neither a file nor a run'],
    [['audit', 'prune', '--older-than', '0'], 'needs a number of days'],
    [
      ['replay', join(import.meta.dirname, 'logs.test.ts')],
      'is not the log of a run: none of its lines is an entry',
    ],
  ])('says of %j what is wrong', async (args, message) => {
    const { exitCode, stderr } = await speculate(...args)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('says so while the app has the database open', async () => {
    await withDatabase(async () => {
      const { exitCode, stderr } = await speculate('audit', 'verify', '--data', data())
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringMatching(/another process is using .*stop that process/),
      ])
    })
  })

  it('names the row that was changed or cut off in the database, behind its back', async () => {
    await withDatabase(async (database) => {
      const behind = async (...statements: string[]) => {
        for (const each of statements) await sql.raw(each).execute(database.kysely)
      }
      for (const run of ['cut/x#1.1', 'flip/x#1.1', 'gone/x#1.1', 'swap/x#1.1']) {
        for (const a of [1, 2, 3]) await createStore(database).appendAudit(run, { ...EVENT, payload: { a } })
      }
      await behind(
        'alter table speculate.audit disable trigger user',
        `update speculate.audit set payload = '{"a":9}' where speculation = 'flip/x#1.1' and seq = 2`,
        `delete from speculate.audit where speculation = 'cut/x#1.1' and seq > 1`,
        `delete from speculate.audit where speculation = 'gone/x#1.1' and seq = 2`,
        ...[
          [2, 9],
          [3, 2],
          [9, 3],
        ].map(
          ([from, to]) =>
            `update speculate.audit set seq = ${to} where speculation = 'swap/x#1.1' and seq = ${from}`,
        ),
        'alter table speculate.audit enable trigger user',
      )
    })
    const { exitCode, stdout } = await speculate('audit', 'verify', '--data', data())
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining('acme/payments#12.1: 8 entries verified'),
      'cut/x#1.1: tampered with',
      '  entry 2 and all up to entry 3 are missing at the end',
      'flip/x#1.1: tampered with',
      '  entry 2 was changed: its content does not have its hash',
      'gone/x#1.1: tampered with',
      '  entry 3 follows a gap: entry 2 is missing before it',
      'swap/x#1.1: tampered with',
      '  entry 2 was changed: its content does not have its hash',
      '  entry 3 was changed: its content does not have its hash',
      '  entry 3 is not the entry that was recorded as the end',
    ])
  })

  it('B6: goes by retention only when asked twice, and the removal stays in it', async () => {
    const prune = (...args: string[]) =>
      speculate('audit', 'prune', '--older-than', '30', '--data', data(), ...args)
    expect((await prune()).stdout).toMatch(
      /^would remove acme\/payments#12\.1: 8 entries of its log, 3 traces/,
    )
    expect((await prune('--yes')).stdout).toMatch(
      /^removed acme\/payments#12\.1: 8 entries of its log, 3 traces/,
    )
    await withDatabase(async (database) => {
      const log = await readRun(createStore(database), RUN)
      expect(log.report).toMatchObject({ entries: 1, faults: [] })
      expect(replay(log.entries)).toMatchObject({
        reason: expect.stringContaining('removed by retention on 20'),
      })
      expect(renderWhy(log.entries, undefined, 200)).toContain('retention removed entries 1 to 8')
    })
  })
})

const EVENT = { at: '2026-05-05T12:00:00.000Z', kind: 'evidence', payload: { a: 1 } }

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ dataDir: data() })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

function speculate(...args: string[]) {
  const env = { DEBUG: '', DATA_DIR: data(), DATABASE_URL: '' }
  return runHere(args, { cwd: root, env })
}

async function linesOf(path: string): Promise<readonly unknown[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}
