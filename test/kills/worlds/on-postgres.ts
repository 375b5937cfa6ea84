import { setTimeout as pause } from 'node:timers/promises'
import { createRunner } from '@speculate-dev/embedded-github'
import { sql } from 'kysely'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { DEAD_LETTER } from '../../../src/adapters/storage/jobs/job-queues.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { startPostgres } from '../../adapters/storage/postgres-server.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { startComposition, WEBHOOK_SECRET } from '../../deploy/start-composition.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { pictureOfIssue } from './picture-of-github.ts'

export interface Trouble {
  /** Of the server, or of all connections to it. */
  readonly kind: 'restart' | 'backends'
  /** When GitHub has sent so many webhooks since the label. */
  readonly at: number
}

export interface RunOnPostgres {
  /** Of its issue and its pull requests. */
  readonly picture: string
  readonly webhooks: number
  readonly seconds: number
  /** How long it took until the App had swept again, which needs the queue, the store and GitHub. Absent where the run had ended before. */
  readonly awayMs?: number
  /** For people: webhooks that have not arrived, and jobs that are left. */
  readonly lost?: string
}

const CI =
  'on: { pull_request: null }\njobs: { unit: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: "sleep 1; test ! -e broken.js" }] } }\n'
const SETTINGS =
  'speculation: { vote_threshold: 0.5, default_parallelism: 3 }\nverifier: { checks: [unit] }\n'
/** One of three leaves what the check does not like. */
const WRITES =
  'sleep 1; echo "export const fixed = \'$(basename $PWD | tr -dc a-z)\'" > fixed.js; case $PWD in *refactor*) echo "export {}" > broken.js;; esac'
const MOST_MS = 180_000

/** deploy/compose.yml as processes of this machine: one that takes webhooks, two that work, and a Postgres that fails them. */
export async function startOnPostgres() {
  const disk = await temporaryFolder()
  const webPort = await portOr(0, '127.0.0.1')
  const webhookUrl = `http://127.0.0.1:${webPort}/api/github/webhooks`
  const [postgres, stage] = await Promise.all([
    startPostgres(),
    startEmbeddedStage({ runner: createRunner(), webhookUrl, webhookSecret: WEBHOOK_SECRET }),
  ])
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  const settings = { SPECULATE_SWEEP_SECONDS: '2' }
  const composition = await startComposition({ disk, postgres, stage, webPort, script: WRITES, settings })
  const database = await openDatabase({ databaseUrl: composition.databaseUrl })
  const store = createStore(database)
  const processes = [...composition.running.values()]
  const gone: string[] = []
  for (const { ended, container } of processes) void ended.then(() => gone.push(container.name))
  const { deliveries } = stage.github.state

  /** How long until all is well again. */
  const disturb = async ({ kind }: Trouble): Promise<number> => {
    if (kind === 'restart') await postgres.restart()
    else
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(database.kysely)
    const [since, at] = [performance.now(), new Date().toISOString()]
    await until(async () => ((await store.note('last good sweep')) ?? '') > at)
    return performance.now() - since
  }
  // A look that lost its database has failed, and its issue is woken again; for good has failed what is a dead letter.
  const jobsLeft = async () => {
    const { rows } = await sql<{ job: string }>`
      select name || ' ' || state as job from pgboss.job
      where name = ${DEAD_LETTER} or (name = 'attempt' and state < 'completed')`.execute(database.kysely)
    return rows.map(({ job }) => job)
  }
  const undelivered = (from: number) => {
    const ours = deliveries.slice(from)
    const arrived = new Set(
      ours.filter(({ statusCode }) => statusCode >= 200 && statusCode < 300).map(({ guid }) => guid),
    )
    return ours.filter(({ guid }) => !arrived.has(guid)).map(({ event }) => event)
  }
  return {
    areAlive: () => gone.length === 0,
    async run(trouble?: Trouble): Promise<RunOnPostgres> {
      const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
      const issue = { ...stage.repository, number }
      await stage.github.webhooksDelivered()
      const [from, since] = [deliveries.length, performance.now()]
      await stage.label(number, TRIGGER_LABEL)
      const isSettled = async () => (await store.latestSpeculation(issue))?.settledAt !== undefined
      let awayMs: number | undefined
      if (trouble) {
        await until(async () => deliveries.length - from >= trouble.at || (await isSettled()))
        if (deliveries.length - from >= trouble.at) awayMs = await disturb(trouble)
      }
      await until(isSettled)
      const seconds = (performance.now() - since) / 1_000
      await until(async () => undelivered(from).length === 0 && (await jobsLeft()).length === 0, 30_000)
      await pause(500)
      const left = [...undelivered(from).map((event) => `${event} has not arrived`), ...(await jobsLeft())]
      return {
        picture: await pictureOfIssue(stage.github, number),
        ...{ webhooks: deliveries.length - from, seconds },
        ...(awayMs !== undefined && { awayMs }),
        ...(left.length > 0 && { lost: left.join(', ') }),
      }
    },
    async stop(): Promise<void> {
      for (const { kill } of processes) kill('SIGKILL')
      await database.close()
      await Promise.all([postgres.stop(), stage.close()])
    },
  }
}

/** At most for so long: what has not come by then is for whoever looks to say. */
async function until(isSo: () => Promise<boolean>, mostMs = MOST_MS): Promise<void> {
  const since = performance.now()
  while (performance.now() - since < mostMs && !(await isSo().catch(() => false))) await pause(5)
}
