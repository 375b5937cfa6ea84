import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import type { Environment } from '../config/environment.ts'
import type { Check } from '../start-up/check.ts'
import { checkApp } from '../start-up/check-app.ts'
import { checkDashboard } from '../start-up/check-dashboard.ts'
import { checkWebhook } from '../start-up/check-webhook.ts'
import { workChecks } from '../start-up/work-checks.ts'
import { workspaceFolder } from './data-folders.ts'
import type { WorkOptions } from './speculate-options.ts'

/** What a server of this environment needs; what cannot be looked at without credentials is left out. `work`: what it works with, if it does. */
export function checksOfRole(
  environment: Environment,
  work: Pick<WorkOptions, 'dataDir' | 'toolchains' | 'agents'> | undefined,
  redactor: Redactor,
): readonly Check[] {
  const credentials = credentialsOf(environment)
  const { GITHUB_API_URL, PUBLIC_URL: publicUrl, SPECULATE_ROLE: role } = environment
  const github = githubOfChecks(GITHUB_API_URL)
  return [
    ...(credentials ? [checkApp(credentials, github)] : []),
    ...(credentials && role !== 'worker' ? [checkWebhook(credentials, { github, publicUrl })] : []),
    ...(role === 'worker' ? [] : [checkDashboard(environment)]),
    ...(work ? checksOfWork(work, redactor) : []),
  ]
}

function checksOfWork(
  { dataDir, toolchains, agents }: Pick<WorkOptions, 'dataDir' | 'toolchains' | 'agents'>,
  redactor: Redactor,
): readonly Check[] {
  return workChecks({
    ...{ workspace: workspaceFolder(dataDir), toolchains },
    agents: { ...agents, redactor },
  })
}

/** Undefined where one of the two is missing. */
export function credentialsOf({ APP_ID, PRIVATE_KEY }: Environment): AppCredentials | undefined {
  return APP_ID === undefined || PRIVATE_KEY === undefined
    ? undefined
    : { appId: APP_ID, privateKey: PRIVATE_KEY }
}

/** Asked once, before anything is paced. */
export function githubOfChecks(baseUrl: string) {
  return { baseUrl, pacing: 'none', timeoutMs: 10_000 } as const
}
