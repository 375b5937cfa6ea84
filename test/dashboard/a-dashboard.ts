import { createStore } from '../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../src/adapters/storage/database.ts'
import { loopbackAccess } from '../../src/dashboard/access/loopback.ts'
import type { Access } from '../../src/dashboard/access/viewer.ts'
import {
  createDashboard,
  type Dashboard,
  type DashboardOptions,
} from '../../src/dashboard/create-dashboard.ts'
import type { Store } from '../../src/ports/store.ts'
import { aQueuedAttempt } from '../builders/candidate/attempt.ts'
import { storeJudgedRun } from '../builders/run/judged-run.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { IDS, NOW } from '../builders/story.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export const JUDGED = '/runs/acme/payments/12/1'
export const OPEN = '/runs/acme/shop/31/1'
const HOSTILE = '\u202e\u0007<script>alert(1)</script><img src=x onerror=alert(1)>'

export interface ADashboard {
  readonly database: Database
  readonly store: Store
  send(path: string, init?: Sent): Promise<Response>
  /** A page, as whoever the options let in. */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  head(path: string): Promise<Response>
  post(path: string, form: Record<string, string>): Promise<Response>
  readonly dashboard: Dashboard
  /** As in another process that has the same database. */
  another(): Dashboard
  close(): Promise<void>
}

type Options = Partial<Omit<DashboardOptions, 'access'>> & {
  readonly access?: (database: Database) => Access
}

interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string> | undefined
  readonly body?: string | URLSearchParams
}

/** One run that is over, and one in which agents write, with hostile words in all places that others fill. */
export async function aDashboard({ access = loopbackAccess, ...options }: Options = {}): Promise<ADashboard> {
  const dataDir = await temporaryFolder()
  const database = await openDatabase({ dataDir })
  const store = createStore(database)
  await storeJudgedRun(store)
  await storeOpenRun(store)
  const another = () =>
    createDashboard({
      ...{ store, database, access: access(database), kept: undefined },
      githubUrl: 'https://github.example',
      now: () => NOW,
      log: () => {},
      redact: async (value) => value,
      ...options,
    })
  const dashboard = another()
  const send: ADashboard['send'] = async (path, { headers, ...init } = {}) =>
    dashboard.fetch(
      new Request(`http://127.0.0.1:3000${path}`, {
        ...{ ...init, headers: { host: '127.0.0.1:3000', ...headers } },
      }),
    )
  return {
    ...{ database, store, dashboard, another },
    send,
    get: (path, headers) => send(path, { headers }),
    head: (path) => send(path, { method: 'HEAD' }),
    post: (path, form) => send(path, { method: 'POST', body: new URLSearchParams(form) }),
    close: async () => {
      await dashboard.stop()
      await database.close()
    },
  }
}

async function storeOpenRun(store: Store): Promise<void> {
  const issue = { owner: 'acme', repo: 'shop', number: 31 }
  const title = `Slow page ${HOSTILE}`
  const run = aSpeculation({
    issue,
    startedAt: NOW,
    snapshot: { title, body: HOSTILE, hash: 'f'.repeat(64) },
  })
  await store.insertSpeculation(run)
  for (const candidate of IDS)
    await store.insertAttempt(aQueuedAttempt(candidate, { speculation: run.id, queuedAt: NOW }))
  const key = { speculation: run.id, candidate: IDS[0] ?? '', number: 1 }
  await store.beginAttempt(key, NOW)
  await store.heartbeat(key, NOW, `reads ${HOSTILE}`)
}
