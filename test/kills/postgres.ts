import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { sql } from 'kysely'
import { createStore } from '../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { TRIGGER_LABEL } from '../../src/domain/issue/labels.ts'
import { type PostgresServer, startPostgres } from '../adapters/storage/postgres-server.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { shellToolchain } from '../fakes/agents/agent-commands.ts'
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts'
import { startAppProcess } from './worlds/start-app-process.ts'

/**
 * Postgres is restarted, or all its backends are killed, in the middle of a run of the whole App: while agents write, and twice when
 * drafts stand. The App must go on within ten seconds, in the same process, and its run must end.
 * `node test/kills/postgres.ts [--times 5]`: so many runs
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '5' } } })
const MOST_MS = 10_000
const CI =
  'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: "sleep 3; test -f fixed.js" }] }\n'
const SETTINGS = 'verifier: { checks: [test] }\nspeculation: { vote_threshold: 0.5 }\n'
const WRITES = 'sleep 3; echo "export const fixed = true" > fixed.js'

const worst = { restart: 0, backends: 0 }
for (let time = 1; time <= Number(values.times); time += 1) await oneRun(time)
await removeTemporaryFolders()
process.exit(Math.max(...Object.values(worst)) > MOST_MS ? 1 : 0)

async function oneRun(time: number): Promise<void> {
  const server = await startPostgres()
  const stage = await startEmbeddedStage({ runner: createRunner() })
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  const issue = { ...stage.repository, number: await stage.openIssue({ title: 'Fix it', body: 'Do.' }) }
  await stage.label(issue.number, TRIGGER_LABEL)
  const app = startAppProcess({
    ...{ credentials: stage.credentials, apiUrl: stage.github.apiUrl, issue },
    ...{ directory: await temporaryFolder(), databaseUrl: server.databaseUrl },
    ...{ toolchain: shellToolchain(WRITES), isSandboxed: false },
  })
  const database = await openDatabase({ databaseUrl: server.databaseUrl })
  const store = createStore(database)
  const run = () => store.latestSpeculation(issue)
  const writes = async () =>
    (await store.attempts((await run())?.id ?? '')).some((one) => one.status === 'running')
  await Promise.race([until(writes), app.settled])
  await trouble('restart', server)
  await until(async () => draftsOf(stage) > 0)
  await trouble('backends', server)
  await pause(2_000)
  await trouble(time % 2 === 0 ? 'restart' : 'backends', server)
  await app.settled
  const { verdict } = (await run()) ?? {}
  console.log(`run ${time}: ${verdict?.decision.kind}, in one process; at most ${told(worst)}`)
  await app.kill()
  await database.close()
  await Promise.all([server.stop(), stage.close()])

  /** How long it takes until the App has swept again, which needs the queue, the store and GitHub. */
  async function trouble(kind: keyof typeof worst, { restart }: PostgresServer): Promise<void> {
    if (kind === 'restart') await restart()
    else
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(database.kysely)
    const [since, at] = [performance.now(), new Date().toISOString()]
    await until(async () => ((await store.note('last good sweep')) ?? '') > at)
    worst[kind] = Math.max(worst[kind], performance.now() - since)
  }
}

function draftsOf({ github }: EmbeddedStage): number {
  return github.state.repositories[0]?.issues.filter(isPullRequest).length ?? 0
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await pause(50)
}

function told({ restart, backends }: typeof worst): string {
  const [one, other] = [restart, backends].map((ms) => (ms / 1_000).toFixed(1))
  return `${one} s after a restart, ${other} s after killed backends`
}
