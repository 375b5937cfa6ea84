import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type PostgresServer, startPostgres } from '../../adapters/storage/postgres-server.ts'
import { runHere } from '../../commands/run-here.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
const SETTINGS = 'speculation: { vote_threshold: 0.5 }\nverifier: { checks: [ci] }\n'
/** Another patch by each candidate. */
const toolchain = shellToolchain('echo "export const by = \'$(basename $PWD)\'" > fixed.js')
const WAIT = { timeout: 120_000, interval: 200 }

let server: PostgresServer
let app: WholeApp
beforeAll(async () => {
  server = await startPostgres()
  app = await aWholeApp()
  await app.stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

it('a run whose drafts are open is moved to Postgres, and ends there with the verdict that it would have had', async () => {
  await app.start({ toolchain })
  await app.labelledIssue()
  await expect.poll(() => app.drafts().length, WAIT).toBe(3)
  await app.stop()
  const before = app.repository().issues.map(({ number }) => number)

  const file = join(app.directory, 'moved.jsonl')
  const exported = await runHere(['db', 'export', file, '--data', join(app.directory, 'database')])
  expect(exported).toMatchObject({ exitCode: 0 })
  expect(await runHere(['db', 'import', file, '--data', server.databaseUrl])).toMatchObject({ exitCode: 0 })

  await app.start({ toolchain, databaseUrl: server.databaseUrl })
  for (const { pull } of app.drafts())
    await app.stage.report(pull.head.sha, { kind: 'status', name: 'ci', conclusion: 'success' })
  await expect.poll(async () => (await app.run())?.settledAt, WAIT).toBeDefined()
  expect((await app.run())?.verdict?.decision).toMatchObject({ kind: 'promote' })
  expect(app.repository().issues.map(({ number }) => number)).toEqual(before)
  await app.stop()
  expect(await runHere(['audit', 'verify', '--data', server.databaseUrl])).toMatchObject({ exitCode: 0 })
})
