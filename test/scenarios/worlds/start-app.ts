import { join } from 'node:path'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { redactorOfOptions } from '../../../src/app/redactor-of-options.ts'
import type { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { Log, Observe } from '../../../src/ports/operator.ts'
import { type Speculate, startSpeculate } from '../../../src/speculate.ts'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'

export const WEBHOOK_SECRET = 'a secret of more than sixteen characters'

interface Options {
  readonly directory: string
  /** Where its database is another one than the embedded one below the directory. */
  readonly databaseUrl?: string
  /** Its one agent. */
  readonly toolchain: Toolchain
  /** Where it runs; on this host, unless a test is about it. */
  readonly agents?: typeof onThisHost
  readonly log: Log
  readonly observe?: Observe
  /** Any free one where nothing is delivered to it. */
  readonly port?: number
  /** How often it looks unasked, in milliseconds. */
  readonly sweepMs?: number
  /** One of its own, in a process of its own, unless a test is about it. */
  readonly database?: Database
  /** None, unless a test is about it. */
  readonly pacing?: 'github' | 'none'
  /** Nobody sees pages, unless a test is about them. */
  readonly dashboard?: 'loopback'
}

/** Where it finds its GitHub. */
type Stage = Pick<EmbeddedStage, 'credentials'> & { readonly github: Pick<EmbeddedStage['github'], 'apiUrl'> }

/** The whole app, on a GitHub of the test's own. */
export async function startApp(stage: Stage, options: Options): Promise<Speculate> {
  const {
    directory,
    databaseUrl,
    toolchain,
    log,
    observe,
    port = 0,
    sweepMs = 500,
    pacing = 'none',
  } = options
  const location = databaseUrl === undefined ? { dataDir: join(directory, 'database') } : { databaseUrl }
  const app = {
    credentials: stage.credentials,
    webhookSecret: WEBHOOK_SECRET,
    github: { baseUrl: stage.github.apiUrl, pacing },
    database: options.database ?? (await openDatabase(location)),
    dataDir: directory,
    toolchains: new Map([['writer', toolchain]]),
    agents: options.agents ?? onThisHost,
    ...{ host: '127.0.0.1', port, attempts: 2, sweepMs, dashboard: options.dashboard },
    log,
    observe,
  }
  return startSpeculate({ ...app, redactor: redactorOfOptions(app) })
}
