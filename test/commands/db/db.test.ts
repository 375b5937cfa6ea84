import { existsSync, statSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { exampleSpeculation } from '../../contracts/examples.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

// Each command opens a database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let data: string
let file: string
let text: string
beforeAll(async () => {
  data = await temporaryFolder()
  const database = await openDatabase({ dataDir: data })
  const run = exampleSpeculation('acme', 12)
  await createStore(database).insertSpeculation(run)
  await createStore(database).appendAudit(run.id, { at: run.startedAt, kind: 'seen', payload: 'this' })
  await database.close()
  file = join(await temporaryFolder(), 'backup.jsonl')
  const { exitCode, stdout } = await runHere(['db', 'export', file, '--data', data])
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^exported 1 run, \d rows in all, with 1 log verified into .*backup\.jsonl$/,
    ),
  })
  text = await readFile(file, 'utf8')
})

it('writes a file that only its user may read, and the same to standard output', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await readdir(join(file, '..'))).toEqual(['backup.jsonl'])
  const { stdout, stderr } = await runHere(['db', 'export', '--data', data])
  expect(stdout.split('\n').slice(1)).toEqual(text.trimEnd().split('\n').slice(1))
  expect(stderr).toMatch(/^exported 1 run/)
})

it('fills a new folder, once, and says so to a program', async () => {
  const into = join(await temporaryFolder(), 'new')
  const imported = await runHere(['db', 'import', file, '--data', into, '--json'])
  expect({ ...imported, stdout: JSON.parse(imported.stdout) }).toEqual({
    exitCode: 0,
    // How far it is, where the machine is slow.
    stderr: expect.any(String),
    stdout: {
      file,
      schema: expect.any(String),
      at: expect.any(String),
      rows: expect.objectContaining({ audit: 2 }),
    },
  })
  expect(await runHere(['runs', '--data', into])).toMatchObject({
    stdout: expect.stringContaining('acme/payments#12.1'),
  })
  expect(await runHere(['audit', 'verify', '--data', into])).toMatchObject({
    stdout: expect.stringContaining('acme/payments#12.1: 2 entries verified'),
  })
  expect(await runHere(['db', 'import', file, '--data', into])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('An import only goes into an empty one: name another with --data'),
  })
})

describe('a file that is not whole is refused before there is a database', () => {
  const cases: readonly [string, (text: string) => string, string | RegExp][] = [
    ['cut off', (text) => text.slice(0, -200), /was cut off: line \d+ cannot be read/],
    ['cut off after a line', (text) => text.slice(0, text.indexOf('{"end"')), 'its end is missing'],
    [
      'changed in one place',
      (text) => text.replace('acme/payments', 'acmf/payments'),
      'does not have its checksum',
    ],
    ['without one of its lines', (text) => text.replace(/\n\[.*/, ''), 'does not have its checksum'],
    ['with another count', (text) => text.replace('"audit":2', '"audit":3'), 'does not have its checksum'],
    ['with something after it', (text) => `${text}["x"]\n`, 'it goes on after its end'],
    [
      'with a line of another kind',
      (text) => text.replace('\n{"end"', '\nhello\n{"end"'),
      /damaged .*: line \d+ cannot be read/,
    ],
    ['empty', () => '', 'it is empty'],
    ['a log', () => '{"speculation":"acme/shop#1.1","seq":1}\n', 'it was not written by `'],
    ['no text', () => '\u0000\u0001\u0002'.repeat(100_000), 'it was not written by `'],
    [
      'of a later form',
      (text) => text.replace('"version":1', '"version":2'),
      'a form that this version does not know',
    ],
  ]
  it.each(cases)('%s', async (_, change, says) => {
    const damaged = join(await temporaryFolder(), 'damaged.jsonl')
    await writeFile(damaged, change(text))
    const into = join(await temporaryFolder(), 'new')
    expect(await runHere(['db', 'import', damaged, '--data', into])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(says),
    })
    expect(existsSync(into)).toBe(false)
  })
})

it('refuses a file of a schema that it does not know yet', async () => {
  const { ExportHeader, exportDigest } = await import('../../../src/adapters/storage/moving/export-file.ts')
  const [first = '', ...lines] = text
    .replace(/"schema":"[^"]*"/, '"schema":"9999-later"')
    .trimEnd()
    .split('\n')
  const digest = exportDigest(ExportHeader.parse(JSON.parse(first)))
  for (const line of lines.slice(0, -1)) digest.add(line)
  const later = join(await temporaryFolder(), 'later.jsonl')
  await writeFile(
    later,
    [first, ...lines.slice(0, -1), JSON.stringify({ end: true, sha256: digest.hex() })].join('\n'),
  )
  expect(
    await runHere(['db', 'import', later, '--data', join(await temporaryFolder(), 'new')]),
  ).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(
      /of the schema 9999-later, which this version does not know .*: import it with the version that/,
    ),
  })
})

it('exports nothing while the server has the embedded database open, and says what to do', async () => {
  const held = await temporaryFolder()
  const database = await openDatabase({ dataDir: held })
  const to = join(await temporaryFolder(), 'backup.jsonl')
  expect(await runHere(['db', 'export', to, '--data', held])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('has the embedded database open: stop it, then export'),
  })
  await database.close()
  expect(await readdir(join(to, '..'))).toEqual([])
})

it('exports nothing where a log was tampered with', async () => {
  const tampered = await temporaryFolder()
  const database = await openDatabase({ dataDir: tampered })
  await createStore(database).insertSpeculation(exampleSpeculation('acme', 13))
  await sql`alter table speculate.audit disable trigger user`.execute(database.kysely)
  await sql`update speculate.audit set kind = 'other'`.execute(database.kysely)
  await database.close()
  const to = join(await temporaryFolder(), 'backup.jsonl')
  expect(await runHere(['db', 'export', to, '--data', tampered])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(
      'nothing was exported: the log of acme/payments#13.1 does not hold: entry 1 was changed',
    ),
  })
  expect(await readdir(join(to, '..'))).toEqual([])
})

it.each([
  [['export', '--json'], '--json needs a file'],
  [['import', 'absent.jsonl'], 'there is no file absent.jsonl'],
  [['import'], "missing required argument 'file'"],
])('says of %j what is wrong', async (args, message) => {
  expect(await runHere(['db', ...args, '--data', data])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(message),
  })
})
