import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { PostgresServer } from '../adapters/storage/postgres-server.ts'
import type { EmbeddedStage } from '../contracts/embedded-stage.ts'
import { type Container, containersOf } from './composition.ts'
import { type RunningContainer, runContainer } from './run-container.ts'

export const WEBHOOK_SECRET = 'a secret of more than sixteen characters'

interface Place {
  /** Stands for the disk of the machine. */
  readonly disk: string
  readonly postgres: PostgresServer
  /** Where its webhooks go is the port of the web process, its secret that of above. */
  readonly stage: EmbeddedStage
  readonly webPort: number
  /** What each agent does: a script for `sh`, in its work tree. */
  readonly script: string
  /** Settings for all, as in `app.env`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Composition {
  readonly databaseUrl: string
  /** By their names. */
  readonly running: ReadonlyMap<string, RunningContainer>
  start(container: Container): Promise<RunningContainer>
}

/** deploy/compose.yml without the engine: what it starts runs as processes of this machine, with its commands, variables and volumes. */
export async function startComposition(place: Place): Promise<Composition> {
  const { disk, postgres, stage, webPort } = place
  const running = new Map<string, RunningContainer>()
  const databaseUrl = postgres.databaseUrl.replace(/\/\w+$/, '/speculate')
  const start = async (container: Container) => {
    const isWeb = container.name === 'web-1'
    const started = await runContainer(container, {
      ...{ disk, databaseUrl, port: isWeb ? webPort : 0 },
      // What takes webhooks starts no program: neither git nor a sandbox.
      path: isWeb ? '' : process.env.PATH,
    })
    running.set(container.name, started)
    return started
  }
  await createDatabase(postgres)
  const containers = containersOf(
    { POSTGRES_PASSWORD: 'any', PUBLIC_URL: `http://127.0.0.1:${webPort}` },
    {
      'app.env': { GITHUB_API_URL: stage.github.apiUrl, ...place.settings },
      'worker.env': { SPECULATE_HOST_IS_DISPOSABLE: 'true', SPECULATE_ATTEMPTS: '2' },
    },
  )
  await writeShared(place)
  await Promise.all(containers.map(start))
  return { databaseUrl, running, start }
}

/** As the file's first lines have it done. */
async function createDatabase({ databaseUrl }: PostgresServer): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query('create database speculate')
  await client.end()
}

/** The volume that all share has the credentials, as its setup page writes them, and the agents. */
async function writeShared({ disk, stage, script }: Place): Promise<void> {
  const { appId, privateKey } = stage.credentials
  const data = join(disk, 'data')
  await mkdir(data)
  const key = Buffer.from(privateKey).toString('base64')
  await writeFile(
    join(data, '.env'),
    `APP_ID=${appId}\nPRIVATE_KEY=${key}\nWEBHOOK_SECRET='${WEBHOOK_SECRET}'\n`,
  )
  const toolchains = { writer: { kind: 'command', command: ['sh', '-c', script] } }
  await writeFile(join(data, 'toolchains.yml'), JSON.stringify({ toolchains }))
}
