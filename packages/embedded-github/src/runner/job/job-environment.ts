import { delimiter, dirname, join } from 'node:path'
import type { Contexts } from '@speculate-dev/workflows'
import { TRACKING_VARIABLE } from './end-orphans.ts'
import type { JobDirectory } from './job-directory.ts'
import { systemPackages } from './system-packages.ts'

/**
 * The environment a job starts with, built from nothing: of this process only PATH and LANG are taken over, and `own` is what the operator
 * and the job's home say. The Node that runs this server comes last on PATH: a machine's own is never hidden by it.
 */
export function jobEnvironment(
  directory: JobDirectory,
  trackingId: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const machine = [process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', dirname(process.execPath)]
  const [npm, gems] = [npmGlobals(directory), ownGems(directory)]
  return {
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
    ...own,
    ...npm.variables,
    ...gems.variables,
    PATH: [
      ...[npm.bin, gems.bin, systemPackages(directory), ...ownPrograms(directory)],
      own.PATH ?? machine.join(delimiter),
    ].join(delimiter),
  }
}

/**
 * What `npm install --global` installs is the job's, and not this machine's: with the variables npm installs there, and finds what it has
 * installed when `bin` comes first on PATH.
 */
export function npmGlobals({ temp }: Pick<JobDirectory, 'temp'>) {
  const prefix = join(temp, '_tools', 'npm-global')
  return { bin: join(prefix, 'bin'), lib: join(prefix, 'lib'), variables: { npm_config_prefix: prefix } }
}

/**
 * What `gem install` and `bundle install` install is the job's: RubyGems looks for gems there and, as no `GEM_PATH` says otherwise, in the
 * places of whichever Ruby runs.
 */
export function ownGems({ temp }: Pick<JobDirectory, 'temp'>) {
  const home = join(temp, '_tools', 'gems')
  return { bin: join(home, 'bin'), variables: { GEM_HOME: home } }
}

/** Where installers put programs below a home; GitHub's images have these on PATH. */
function ownPrograms({ home }: JobDirectory): readonly string[] {
  const folders = ['.local/bin', '.cargo/bin', '.config/composer/vendor/bin', '.dotnet/tools']
  return folders.map((folder) => join(home, folder))
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
