import { delimiter, dirname, join } from 'node:path'
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
    RUNNER_TEMP: directory.temp,
    [TRACKING_VARIABLE]: trackingId,
  }
}

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macOS', win32: 'Windows' }

export const RUNNER_OS = SYSTEMS[process.platform] ?? 'Linux'

/** In GitHub's words. */
export const RUNNER_ARCH = process.arch.toUpperCase()
