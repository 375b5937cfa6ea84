import { createAgents } from '../../adapters/agents/agents.ts'
import { packagesFolder } from '../../adapters/agents/program/packages-folder.ts'
import type { Redactor } from '../../adapters/redaction/create-redactor.ts'
import { redactorOfServer } from '../../adapters/redaction/redactor-of-server.ts'
import { checksOfRole, credentialsOf, githubOfChecks } from '../../app/checks-of-role.ts'
import { readWork } from '../../app/server-of-role.ts'
import type { WorkOptions } from '../../app/speculate-options.ts'
import { type Environment, EnvironmentError, examineEnvironment } from '../../config/environment.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type Check, type Finding, fail, ok, runChecks } from '../../start-up/check.ts'
import { checkDatabase } from '../../start-up/check-database.ts'
import { checkInstallations } from '../../start-up/check-installations.ts'
import { checkPrices } from '../../start-up/check-prices.ts'
import { checkRoundTrip } from '../../start-up/check-round-trip.ts'
import { checkSecret } from '../../start-up/check-secret.ts'
import { checkServer } from '../../start-up/check-server.ts'
import { listeningUrl } from '../../web/listening-url.ts'
import type { Progress } from '../local/shown/progress.ts'
import { namedLocation } from '../log/with-store.ts'
import { askAgents } from './ask-agents.ts'
import type { DoctorOptions } from './doctor.ts'

export interface Showing {
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** All that a server of this environment needs, and what of it is there. */
export async function examineServer(
  { askAgents: isAsking = false, delivery = true, data }: DoctorOptions,
  { progress, signal }: Showing,
): Promise<readonly Finding[]> {
  const { environment, problems } = examineEnvironment(variablesWith(data))
  const work = workOf(environment)
  const redactor = redactorOfServer({
    own: [environment.PRIVATE_KEY, environment.WEBHOOK_SECRET, environment.WEBHOOK_SECRET_OLD],
    toolchains: work.options?.toolchains.values() ?? [],
    dataDir: environment.DATA_DIR,
    packages: packagesFolder(environment.TOOLCHAINS_DIR),
  })
  progress.wait('asking GitHub, and looking at this machine')
  const found = [
    ...environmentFindings(environment, problems),
    ...work.findings,
    ...(await runChecks(quickChecks(environment, work.options, redactor))),
  ]
  signal.throwIfAborted()
  if (delivery) {
    progress.wait('waiting for GitHub to deliver a webhook once more')
    found.push(...(await runChecks(deliveryChecks(environment))))
    signal.throwIfAborted()
  }
  if (isAsking && work.options)
    found.push(...(await askAgents(agentsOf(work.options, redactor), { progress, signal })))
  return found.map((finding) => ({ ...finding, ...redacted(finding, redactor) }))
}

/** Those of a server that keeps its data where `--data` says. */
function variablesWith(data: string | undefined): NodeJS.ProcessEnv {
  if (data === undefined) return process.env
  const location = namedLocation(data)
  return 'databaseUrl' in location
    ? { ...process.env, DATABASE_URL: location.databaseUrl }
    : { ...process.env, DATABASE_URL: undefined, DATA_DIR: location.dataDir }
}

function redacted({ says, next }: Finding, { text }: Redactor) {
  return { says: text(says), ...withoutUndefined({ next: next && text(next) }) }
}

function environmentFindings({ SPECULATE_ROLE: role }: Environment, problems: readonly string[]): Finding[] {
  if (problems.length === 0) return [ok('environment', `complete, for a server of the role ${role}`)]
  return problems.map(environmentProblem)
}

const IN_ENVIRONMENT =
  'Set it where the server is started, or in its .env; .env.example describes each variable'

/** What there is to do stands behind a semicolon, where there is more to it than setting a variable. */
function environmentProblem(problem: string): Finding {
  const at = problem.indexOf('; ')
  const [says, hint] = at < 0 ? [problem, IN_ENVIRONMENT] : [problem.slice(0, at), problem.slice(at + 2)]
  return fail('environment', says, `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`)
}

interface Work {
  readonly options: WorkOptions | undefined
  readonly findings: readonly Finding[]
}

/** Nothing where others do the work. */
function workOf(environment: Environment): Work {
  if (environment.SPECULATE_ROLE === 'web') return { options: undefined, findings: [] }
  try {
    return { options: readWork(environment), findings: [] }
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const next = 'Correct it; `speculate toolchains` shows what is read then.'
    return {
      options: undefined,
      findings: error.problems.map((problem) => fail('toolchains', problem, next)),
    }
  }
}

function quickChecks(
  environment: Environment,
  work: WorkOptions | undefined,
  redactor: Redactor,
): readonly Check[] {
  const { HOST, PORT, DATA_DIR, DATABASE_URL, WEBHOOK_SECRET, WEBHOOK_SECRET_OLD, GITHUB_API_URL } =
    environment
  const credentials = credentialsOf(environment)
  const secrets = WEBHOOK_SECRET && { current: WEBHOOK_SECRET, previous: WEBHOOK_SECRET_OLD }
  return [
    ...(secrets ? [checkSecret(secrets)] : []),
    ...(PORT === 0 ? [] : [checkServer(listeningUrl(HOST, PORT))]),
    checkDatabase(DATABASE_URL === undefined ? { dataDir: DATA_DIR } : { databaseUrl: DATABASE_URL }),
    ...(credentials ? [checkInstallations(credentials, githubOfChecks(GITHUB_API_URL))] : []),
    ...checksOfRole(environment, work, redactor),
    ...(work ? [checkPrices({ ...work, prices: work.agents.prices })] : []),
  ]
}

function deliveryChecks(environment: Environment): readonly Check[] {
  const credentials = credentialsOf(environment)
  return credentials ? [checkRoundTrip(credentials, githubOfChecks(environment.GITHUB_API_URL))] : []
}

function agentsOf({ toolchains, agents }: WorkOptions, redactor: Redactor) {
  const options = { ...agents, redactor, transcripts: undefined, log: () => undefined }
  return createAgents(toolchains, options)
}
