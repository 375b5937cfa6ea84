import { readFileSync } from 'node:fs'
import { packagesFolder } from '../adapters/agents/program/packages-folder.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import { createSandbox } from '../adapters/sandbox/create-sandbox.ts'
import { EnvironmentError, type ServerEnvironment } from '../config/environment.ts'
import { parseToolchains } from '../config/toolchains/toolchains.ts'
import { problemLine } from '../messages/terminal/problem-lines.ts'
import { type Running, startSpeculate, startWebProcess, startWorkerProcess } from '../speculate.ts'
import type { Check } from '../start-up/check.ts'
import { checkWebhook } from '../start-up/check-webhook.ts'
import { workChecks } from '../start-up/work-checks.ts'
import { workspaceFolder } from './data-folders.ts'
import type { ProcessOptions, WebOptions, WorkOptions } from './speculate-options.ts'

/** A server of one role, before it starts. */
export interface ServerOfRole {
  /** Those that work in it; none where others do the work. */
  readonly toolchains: WorkOptions['toolchains']
  /** What this role needs, besides what every one does. */
  checks(redactor: Redactor): readonly Check[]
  start(options: ProcessOptions & Pick<WebOptions, 'requestLog'>): Promise<Running>
}

/** Reads what the role of the process needs, and nothing else. Throws `EnvironmentError`. */
export function serverOfRole(environment: ServerEnvironment): ServerOfRole {
  switch (environment.SPECULATE_ROLE) {
    case 'all': {
      const work = readWork(environment)
      return {
        toolchains: work.toolchains,
        checks: (redactor) => [webCheck(environment), ...checksOfWork(work, redactor)],
        start: (options) => startSpeculate({ ...options, ...secretsOf(environment), ...work }),
      }
    }
    case 'web':
      return {
        toolchains: new Map(),
        checks: () => [webCheck(environment)],
        start: (options) => startWebProcess({ ...options, ...secretsOf(environment) }),
      }
    case 'worker': {
      const work = readWork(environment)
      return {
        toolchains: work.toolchains,
        checks: (redactor) => checksOfWork(work, redactor),
        start: (options) => startWorkerProcess({ ...options, ...work }),
      }
    }
    default:
      return environment satisfies never
  }
}

function secretsOf({ WEBHOOK_SECRET, WEBHOOK_SECRET_OLD }: ServerEnvironment & { WEBHOOK_SECRET: string }) {
  return { webhookSecret: WEBHOOK_SECRET, previousWebhookSecret: WEBHOOK_SECRET_OLD }
}

function webCheck({ APP_ID, PRIVATE_KEY, GITHUB_API_URL, PUBLIC_URL }: ServerEnvironment): Check {
  const credentials = { appId: APP_ID, privateKey: PRIVATE_KEY }
  return checkWebhook(credentials, { github: githubOfChecks(GITHUB_API_URL), publicUrl: PUBLIC_URL })
}

function checksOfWork({ dataDir, toolchains, agents }: WorkOptions, redactor: Redactor): readonly Check[] {
  return workChecks({
    ...{ workspace: workspaceFolder(dataDir), toolchains },
    agents: { ...agents, redactor },
  })
}

/** Asked once, before anything is paced. */
export function githubOfChecks(baseUrl: string) {
  return { baseUrl, pacing: 'none', timeoutMs: 10_000 } as const
}

function readWork(environment: ServerEnvironment): WorkOptions {
  const { toolchains, prices, ceilings } = readToolchains(environment.TOOLCHAINS_FILE)
  const sandbox = createSandbox({ hostIsDisposable: environment.SPECULATE_HOST_IS_DISPOSABLE })
  return {
    ...{ toolchains, ceilings },
    dataDir: environment.DATA_DIR,
    agents: { sandbox, packages: packagesFolder(environment.TOOLCHAINS_DIR), prices },
    attempts: environment.SPECULATE_ATTEMPTS,
    sweepMs: environment.SPECULATE_SWEEP_SECONDS * 1_000,
  }
}

/** Throws `EnvironmentError`; of a file that is not there nothing is known. */
export function readToolchains(file: string) {
  const parsed = parseToolchains(textOf(file), file)
  if (parsed.ok) return parsed.value
  throw new EnvironmentError(parsed.problems.map(problemLine))
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
