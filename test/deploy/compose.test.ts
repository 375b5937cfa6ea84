import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createStore } from '../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../src/adapters/storage/database.ts'
import { TRIGGER_LABEL } from '../../src/domain/issue/labels.ts'
import { portOr } from '../../src/web/port-or.ts'
import { type PostgresServer, startPostgres } from '../adapters/storage/postgres-server.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Composition, startComposition, WEBHOOK_SECRET } from './start-composition.ts'

// deploy/compose.yml without the engine: what it starts runs as processes of this machine, with its commands, variables and volumes.

const CI =
  'on: { pull_request: null }\njobs: { unit: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: "grep -q true fixed.js" }] } }\n'
const SETTINGS = 'speculation: { vote_threshold: 0.5 }\nverifier: { checks: [unit] }\n'
// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })
const WAIT = { timeout: 240_000, interval: 100 }

let postgres: PostgresServer
let stage: EmbeddedStage
let database: Database
let disk: string
let composition: Composition

beforeAll(async () => {
  disk = await temporaryFolder()
  const webPort = await portOr(0, '127.0.0.1')
  const webhookUrl = `http://127.0.0.1:${webPort}/api/github/webhooks`
  const github = startEmbeddedStage({ runner: createRunner(), webhookUrl, webhookSecret: WEBHOOK_SECRET })
  ;[postgres, stage] = await Promise.all([startPostgres(), github])
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  composition = await startComposition({ disk, postgres, stage, webPort, script: script() })
  expect([...composition.running.keys()].sort()).toEqual(['web-1', 'worker-1', 'worker-2'])
  database = await openDatabase({ databaseUrl: composition.databaseUrl })
})
afterAll(async () => {
  await letAgentsWrite()
  for (const { kill } of composition?.running.values() ?? []) kill('SIGKILL')
  await database?.close()
  await postgres?.stop()
  await stage?.close()
})

/** While this file is there, no agent writes. */
const held = () => join(disk, 'held')
/** Where each agent notes the folder that it works in. */
const begun = () => join(disk, 'begun')
const script = () =>
  [
    `pwd >> ${begun()}`,
    `while [ -e ${held()} ]; do sleep 0.1; done`,
    'echo "export const fixed = true" > fixed.js',
    'echo "export const $(basename $PWD | tr -dc a-z)x = 1" > more.js',
  ].join('; ')
const letAgentsWrite = () => rm(held(), { force: true })

/** How many attempts each worker has begun since the file was emptied. */
async function begunBy(): Promise<Readonly<Record<string, number>>> {
  const folders = existsSync(begun()) ? (await readFile(begun(), 'utf8')).trim().split('\n') : []
  return Object.fromEntries(
    ['worker-1', 'worker-2'].map((name) => [
      name,
      folders.filter((folder) => folder.includes(`/${name}/`)).length,
    ]),
  )
}

async function labelled(): Promise<number> {
  const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  await stage.label(number, TRIGGER_LABEL)
  return number
}

async function promoted(number: number): Promise<void> {
  const run = () => createStore(database).latestSpeculation({ ...stage.repository, number })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect((await run())?.verdict?.decision.kind).toBe('promote')
  const { issues } = stage.github.state.repositories[0] ?? expect.unreachable()
  const drafts = issues.filter(isPullRequest).filter(({ body }) => body?.includes(`#${number}`))
  expect(drafts).toHaveLength(3)
  const open = drafts.filter(({ state }) => state === 'open')
  expect(open.map(({ pull }) => pull.draft)).toEqual([false])
}

const worker = (name: string) => composition.running.get(name) ?? expect.unreachable(name)

it('deploy/compose.yml brings a label to a promoted winner, through webhooks alone', async () => {
  const number = await labelled()
  await promoted(number)
  for (const { url, container } of composition.running.values()) {
    expect((await fetch(`${url}/healthz`)).status, container.name).toBe(200)
    expect((await fetch(`${url}/readyz`)).status, container.name).toBe(200)
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('speculate_queue_jobs')
  }
  expect((await fetch(`${worker('worker-1').url}/api/github/webhooks`, { method: 'POST' })).status).toBe(404)
})

it('O6, O19: both workers of a run end in the middle of it, one as asked and one killed, and it settles all the same', async () => {
  await writeFile(held(), '')
  await rm(begun(), { force: true })
  const number = await labelled()
  // So many attempts of one run are under way at a time.
  await expect.poll(async () => sum(await begunBy()), WAIT).toBe(2)
  const { 'worker-1': ofFirst = 0 } = await begunBy()
  const [asked, other] =
    ofFirst > 0 ? (['worker-1', 'worker-2'] as const) : (['worker-2', 'worker-1'] as const)

  expect(await worker(asked).stop()).toBe(0)
  await expect.poll(async () => (await begunBy())[other], WAIT).toBe(2)
  await composition.start(worker(asked).container)

  const before = sum(await begunBy())
  worker(other).kill('SIGKILL')
  await worker(other).ended
  await expect.poll(async () => sum(await begunBy()), WAIT).toBe(before + 2)
  await composition.start(worker(other).container)
  await letAgentsWrite()
  await promoted(number)
  const gone = [...composition.running.values()]
    .flatMap(({ log }) => log)
    .filter((line) => /"level":"(?:error|fatal)"/.test(line))
  expect(gone).toEqual([])
})

it('O19: Postgres is restarted, and then all its backends are killed, in the middle of a run: it settles, in the same processes', async () => {
  await writeFile(held(), '')
  await rm(begun(), { force: true })
  const number = await labelled()
  await expect.poll(async () => sum(await begunBy()), WAIT).toBe(2)
  const ended: string[] = []
  for (const one of composition.running.values()) void one.ended.then(() => ended.push(one.container.name))
  await postgres.restart()
  await letAgentsWrite()
  const drafts = () => stage.github.state.repositories[0]?.issues.filter(isPullRequest) ?? []
  await expect.poll(() => drafts().some(({ body }) => body.includes(`#${number}`)), WAIT).toBe(true)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(database.kysely)
  await promoted(number)
  expect(ended).toEqual([])
})

it('O6: a process ends at once when it is asked twice, and in its time while GitHub answers nothing', async () => {
  const { kill, ended } = worker('worker-1')
  kill('SIGTERM')
  kill('SIGINT')
  expect(await ended).toBe(130)
  const silence = { kind: 'delay', milliseconds: 40_000 } as const
  stage.github.faults.add({ on: { route: '/graphql' }, times: Number.POSITIVE_INFINITY, fault: silence })
  await labelled()
  const looking = () =>
    sql`select from pgboss.job where name = 'reconcile' and state = 'active'`.execute(database.kysely)
  await expect.poll(async () => (await looking()).rows.length, WAIT).toBe(1)
  expect(await Promise.all([worker('worker-2').stop(), worker('web-1').stop()])).toEqual([0, 0])
})

function sum(by: Readonly<Record<string, number>>): number {
  return Object.values(by).reduce((all, one) => all + one, 0)
}
