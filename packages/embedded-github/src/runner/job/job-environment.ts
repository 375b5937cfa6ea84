import { delimiter, dirname, join } from 'node:path'
import type { Contexts } from '@speculate-dev/workflows'
import { TRACKING_VARIABLE } from './end-orphans.ts'
import type { JobDirectory } from './job-directory.ts'

/**
 * The environment a job starts with, built from nothing: of this process only PATH and LANG are taken over. The Node that runs
 * this server comes last on PATH: a machine's own is never hidden by it.
 */
export function jobEnvironment(directory: JobDirectory, trackingId: string): Record<string, string> {
  return {
    PATH: [process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', dirname(process.execPath)].join(delimiter),
    LANG: process.env.LANG ?? 'C.UTF-8',
    HOME: directory.home,
    TMPDIR: directory.temp,
    CI: 'true',
    GITHUB_WORKSPACE: directory.workspace,
    GITHUB_EVENT_PATH: join(directory.files, 'event.json'),
    RUNNER_OS: RUNNER_OS,
    RUNNER_ARCH: RUNNER_ARCH,
    RUNNER_NAME,
    RUNNER_ENVIRONMENT,
    RUNNER_TEMP: directory.temp,
    RUNNER_WORKSPACE: dirname(directory.workspace),
    RUNNER_TOOL_CACHE: toolCacheOf(directory),
    [TRACKING_VARIABLE]: trackingId,
  }
}

/** The `runner` context. `debug` is there only where somebody has asked for it. */
export function runnerContext(directory: JobDirectory): Contexts {
  return {
    ...{ os: RUNNER_OS, arch: RUNNER_ARCH, name: RUNNER_NAME, environment: RUNNER_ENVIRONMENT },
    temp: directory.temp,
    workspace: dirname(directory.workspace),
    tool_cache: toolCacheOf(directory),
  }
}

/** What a set-up action downloads is the job's own, unless the machine has a place for it. */
function toolCacheOf({ root }: JobDirectory): string {
  return process.env.RUNNER_TOOL_CACHE ?? join(root, 'tools')
}

const RUNNER_NAME = 'this machine'
const RUNNER_ENVIRONMENT = 'self-hosted'

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macOS', win32: 'Windows' }

export const RUNNER_OS = SYSTEMS[process.platform] ?? 'Linux'

/** In GitHub's words. */
export const RUNNER_ARCH = process.arch.toUpperCase()
