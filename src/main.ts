import { readFileSync } from 'node:fs'
import { packagesFolder } from './adapters/agents/program/packages-folder.ts'
import { readApp } from './adapters/github/connection/read-app.ts'
import { createLog } from './adapters/observing/create-log.ts'
import { createTraces } from './adapters/observing/create-traces.ts'
import type { Redactor } from './adapters/redaction/create-redactor.ts'
import { redactorOfServer } from './adapters/redaction/redactor-of-server.ts'
import { createSandbox } from './adapters/sandbox/create-sandbox.ts'
import { type DatabaseLocation, openDatabase } from './adapters/storage/database.ts'
import { workspaceFolder } from './app/workspace-folder.ts'
import { type Environment, EnvironmentError, readEnvironment } from './config/environment.ts'
import { parseToolchains } from './config/toolchains/toolchains.ts'
import type { RunEvent } from './domain/run/run-event.ts'
import { appRefused } from './messages/operator/app-refused.ts'
import { setupBanner } from './messages/terminal/setup-banner.ts'
import type { Log } from './ports/operator.ts'
import { startSpeculate } from './speculate.ts'
import { type Finding, runChecks } from './start-up/check.ts'
import { serverChecks } from './start-up/server-checks.ts'
import { startSetupServer } from './web/setup/start-setup-server.ts'

interface Start {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The command that starts the server, as it can be typed. */
  readonly command: string
}

/** The server. Without credentials it offers the page that creates the GitHub App. */
export async function main({ env, command }: Start): Promise<{ close(): Promise<void> }> {
  if (!env.APP_ID && !env.PRIVATE_KEY && !env.PRIVATE_KEY_PATH) return offerSetup({ env, command })
  const environment = readEnvironment(env)
  const { toolchains, prices, ceilings } = readToolchains(environment.TOOLCHAINS_FILE)
  const sandbox = createSandbox({ hostIsDisposable: environment.SPECULATE_HOST_IS_DISPOSABLE })
  const packages = packagesFolder(environment.TOOLCHAINS_DIR)
  const redactor = redactorOfServer({
    own: [environment.PRIVATE_KEY, environment.WEBHOOK_SECRET, environment.WEBHOOK_SECRET_OLD],
    toolchains: toolchains.values(),
    dataDir: environment.DATA_DIR,
    packages,
  })
  const { log, observe, requests, close } = openObserving(environment, redactor)
  const credentials = { appId: environment.APP_ID, privateKey: environment.PRIVATE_KEY }
  const checks = serverChecks({
    credentials,
    apiUrl: environment.GITHUB_API_URL,
    publicUrl: environment.PUBLIC_URL,
    workspace: workspaceFolder(environment.DATA_DIR),
    toolchains,
    agents: { sandbox, packages, prices, redactor },
  })
  refuseFailed(await runChecks(checks), log)
  const speculate = await startSpeculate({
    credentials,
    webhookSecret: environment.WEBHOOK_SECRET,
    previousWebhookSecret: environment.WEBHOOK_SECRET_OLD,
    github: { baseUrl: environment.GITHUB_API_URL, pacing: 'github' },
    database: await openDatabase(databaseLocation(environment)),
    dataDir: environment.DATA_DIR,
    toolchains,
    ceilings,
    agents: { sandbox, packages, prices },
    host: environment.HOST,
    port: environment.PORT,
    attempts: environment.SPECULATE_ATTEMPTS,
    sweepMs: environment.SPECULATE_SWEEP_SECONDS * 1_000,
    log,
    observe,
    requestLog: requests,
    redactor,
    metricsToken: environment.METRICS_TOKEN,
  })
  log(`listening on ${speculate.url}; toolchains: ${[...toolchains.keys()].join(', ') || 'none'}`, {
    level: 'info',
  })
  return {
    async close() {
      await speculate.close()
      await close()
    },
  }
}

/** What an operator sees: the log, and traces where they are asked for. */
function openObserving(environment: Environment, redactor: Redactor) {
  const form = process.stdout.isTTY ? 'readable' : 'json'
  const { log, observe, requests } = createLog({ level: environment.LOG_LEVEL, form, redactor })
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT
  const traces = endpoint === undefined ? undefined : createTraces({ endpoint, log })
  return {
    log,
    requests,
    observe: (event: RunEvent) => {
      observe(event)
      traces?.observe(event)
    },
    close: async () => traces?.close(),
  }
}

/** Says what was found, and throws where something cannot work at all. */
function refuseFailed(findings: readonly Finding[], log: Log): void {
  for (const { of, status, says, next } of findings)
    if (status !== 'fail') log(`${of}: ${says}`, { level: status === 'ok' ? 'info' : 'warn', next })
  const failed = findings.filter(({ status }) => status === 'fail')
  if (failed.length > 0)
    throw new EnvironmentError(failed.map(({ of, says, next = '' }) => `${of}: ${says}. ${next}`.trim()))
}

function databaseLocation({ DATABASE_URL, DATA_DIR }: Environment): DatabaseLocation {
  return DATABASE_URL === undefined ? { dataDir: DATA_DIR } : { databaseUrl: DATABASE_URL }
}

async function offerSetup({ env, command }: Start): Promise<{ close(): Promise<void> }> {
  const port = Number(env.PORT || 3_000)
  const host = env.HOST || '127.0.0.1'
  // A line `PUBLIC_URL=` of an example that was copied sets nothing.
  const named = env.PUBLIC_URL?.replace(/\/+$/, '') || undefined
  const publicUrl = named ?? `http://${host}:${port}`
  const apiUrl = env.GITHUB_API_URL?.replace(/\/+$/, '') || 'https://api.github.com'
  const setup = await startSetupServer({
    ...{ port, host, publicUrl, apiUrl, file: '.env', start: command },
    problemsOf: (credentials) => problemsAtStart({ ...env, ...credentials }),
  })
  const page = `${setup.url}?code=${setup.code}`
  process.stdout.write(setupBanner({ page, code: setup.code, publicUrl: named, start: command }))
  return { close: () => setup.stop() }
}

/** Why a start with these variables would be refused, each a sentence. */
async function problemsAtStart(env: Start['env']): Promise<readonly string[]> {
  try {
    const { APP_ID, PRIVATE_KEY, GITHUB_API_URL } = readEnvironment(env)
    const credentials = { appId: APP_ID, privateKey: PRIVATE_KEY }
    const answer = await readApp(credentials, { baseUrl: GITHUB_API_URL, pacing: 'none' })
    return answer.kind === 'refused' ? [appRefused(APP_ID, answer.reason)] : []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
}

function readToolchains(file: string) {
  const parsed = parseToolchains(textOf(file), file)
  if (parsed.ok) return parsed.value
  throw new EnvironmentError(
    parsed.problems.map(({ line, message, nearest }) => {
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
      return `${file}:${line}: ${message}${hint}`
    }),
  )
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
