import { packagesFolder } from './adapters/agents/program/packages-folder.ts'
import { createLog } from './adapters/observing/create-log.ts'
import { createTraces } from './adapters/observing/create-traces.ts'
import type { Redactor } from './adapters/redaction/create-redactor.ts'
import { redactorOfServer } from './adapters/redaction/redactor-of-server.ts'
import { type DatabaseLocation, openDatabase, SERVER_ANSWER_MS } from './adapters/storage/database.ts'
import { offerSetup, type Start } from './app/offer-setup.ts'
import { serverOfRole } from './app/server-of-role.ts'
import { type Environment, EnvironmentError, readEnvironment } from './config/environment.ts'
import type { RunEvent } from './domain/run/run-event.ts'
import type { Log } from './ports/operator.ts'
import { type Finding, runChecks } from './start-up/check.ts'

/** The server, of the role that its environment names. Without credentials it offers the page that creates the GitHub App. */
export async function main({ env, command }: Start): Promise<{ close(): Promise<void> }> {
  if (isWithoutApp(env)) return offerSetup({ env, command })
  const environment = readEnvironment(env)
  const server = serverOfRole(environment)
  const redactor = redactorOfServer({
    own: [
      environment.PRIVATE_KEY,
      environment.WEBHOOK_SECRET,
      environment.WEBHOOK_SECRET_OLD,
      environment.GITHUB_CLIENT_SECRET,
    ],
    toolchains: server.toolchains.values(),
    dataDir: environment.DATA_DIR,
    packages: packagesFolder(environment.TOOLCHAINS_DIR),
  })
  const { log, observe, requests, close } = openObserving(environment, redactor)
  const credentials = { appId: environment.APP_ID, privateKey: environment.PRIVATE_KEY }
  refuseFailed(await runChecks(server.checks(redactor)), log)
  const running = await server.start({
    credentials,
    github: { baseUrl: environment.GITHUB_API_URL, pacing: 'github' },
    database: await openDatabase(databaseLocation(environment), log, { answerMs: SERVER_ANSWER_MS }),
    host: environment.HOST,
    port: environment.PORT,
    log,
    observe,
    requestLog: requests,
    redactor,
    metricsToken: environment.METRICS_TOKEN,
  })
  log(startedText(environment, running.url, [...server.toolchains.keys()]), { level: 'info' })
  return {
    async close() {
      await running.close()
      await close()
    },
  }
}

/** Whoever takes webhooks can also be told of the App; a worker shares it with them. */
function isWithoutApp(env: Start['env']): boolean {
  return !env.APP_ID && !env.PRIVATE_KEY && !env.PRIVATE_KEY_PATH && env.SPECULATE_ROLE !== 'worker'
}

function startedText({ SPECULATE_ROLE }: Environment, url: string, toolchains: readonly string[]): string {
  const role = SPECULATE_ROLE === 'all' ? '' : ` as ${SPECULATE_ROLE}`
  const works = SPECULATE_ROLE === 'web' ? '' : `; toolchains: ${toolchains.join(', ') || 'none'}`
  return `listening on ${url}${role}${works}`
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
