import { readFileSync } from 'node:fs'
import { packagesFolder } from '../adapters/agents/program/packages-folder.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import { createSandbox } from '../adapters/sandbox/create-sandbox.ts'
import { type Environment, EnvironmentError, type ServerEnvironment } from '../config/environment.ts'
import { parseToolchains } from '../config/toolchains/toolchains.ts'
import { problemLine } from '../messages/terminal/problem-lines.ts'
import { type Running, startSpeculate, startWebProcess, startWorkerProcess } from '../speculate.ts'
import type { Check } from '../start-up/check.ts'
import { checksOfRole } from './checks-of-role.ts'
import { dashboardOf, pagesUrlOf } from './dashboard-of.ts'
import type { ProcessOptions, WebOptions, WorkOptions } from './speculate-options.ts'

/** A server of one role, before it starts. */
export interface ServerOfRole {
  /** Those that work in it; none where others do the work. */
  readonly toolchains: WorkOptions['toolchains']
  /** What this role needs. */
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
        checks: (redactor) => checksOfRole(environment, work, redactor),
        start: (options) => startSpeculate({ ...options, ...webOptionsOf(environment), ...work }),
      }
    }
    case 'web':
      return {
        toolchains: new Map(),
        checks: (redactor) => checksOfRole(environment, undefined, redactor),
        start: (options) => startWebProcess({ ...options, ...webOptionsOf(environment) }),
      }
    case 'worker': {
      const work = readWork(environment)
      return {
        toolchains: work.toolchains,
        checks: (redactor) => checksOfRole(environment, work, redactor),
        start: (options) => startWorkerProcess({ ...options, ...work }),
      }
    }
    default:
      return environment satisfies never
  }
}

function webOptionsOf(environment: ServerEnvironment & { WEBHOOK_SECRET: string }): WebOptions {
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_OLD } = environment
  return {
    webhookSecret: WEBHOOK_SECRET,
    previousWebhookSecret: WEBHOOK_SECRET_OLD,
    dashboard: dashboardOf(environment),
  }
}

/** What a process of the role needs to do the work. Throws `EnvironmentError`. */
export function readWork(environment: Environment): WorkOptions {
  const { toolchains, prices, ceilings } = readToolchains(environment.TOOLCHAINS_FILE)
  const sandbox = createSandbox({ hostIsDisposable: environment.SPECULATE_HOST_IS_DISPOSABLE })
  return {
    ...{ toolchains, ceilings },
    dataDir: environment.DATA_DIR,
    agents: { sandbox, packages: packagesFolder(environment.TOOLCHAINS_DIR), prices },
    attempts: environment.SPECULATE_ATTEMPTS,
    sweepMs: environment.SPECULATE_SWEEP_SECONDS * 1_000,
    pagesUrl: pagesUrlOf(environment),
    onboards: environment.SPECULATE_ONBOARDING === 'pull-request',
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
