import { rm } from 'node:fs/promises'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { numberAfter } from './figures/bench-arguments.ts'
import { report } from './figures/report.ts'
import { aRunningServer } from './memory/a-running-server.ts'
import { finishRuns } from './memory/finish-runs.ts'

/**
 * The memory of a server at its peak: once it has started, after one run with three candidates, and after many at once; on the embedded
 * database in one process, and on Postgres as web and worker. Agents write at once, so that what is measured is the server.
 * `node test/bench/memory.ts [--runs 20]`
 */
const many = numberAfter('--runs', 20)
const IDLE_MS = 5_000
const GOAL = { atMost: 400 }

const folder = await temporaryFolder()
const postgres = await startPostgres()
try {
  await measure({ all: 'the server' }, {})
  await measure({ web: 'web', worker: 'worker' }, { DATABASE_URL: postgres.databaseUrl })
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true })
}
process.exit()

async function measure(
  roles: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const server = await aRunningServer({ roles, env, folder })
  await new Promise((done) => setTimeout(done, IDLE_MS))
  const told = (when: string) => {
    for (const [kind, figure] of server.peaks()) {
      const isOurs = Object.values(roles).includes(kind)
      report({ name: `memory of ${kind}, ${when}`, figure, unit: 'MB', ...(isOurs && { goal: GOAL }) })
    }
  }
  told('idle')
  await finishRuns(server.stage, 1)
  told('after one run')
  await finishRuns(server.stage, many)
  told(`after ${many} runs at once`)
  await server.close()
}
