import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { execa } from 'execa'
import { linkNativeProgram } from './link-native-program.ts'

/** Where the programs of an installed package are, seen from the package's folder. */
export const PROGRAMS = join('node_modules', '.bin')

/** The folder of a package below `root`: one per name and version, so that two versions live side by side. */
export function packageFolder(root: string, spec: string): string {
  return join(root, spec.replace(/^@/, '').replaceAll('/', '+'))
}

/**
 * Installs an npm package of an exact version into its folder below `root`, unless it is there. npm verifies every archive
 * against the registry's hash; no script of any package runs. Either all of it is there afterwards or nothing. Throws
 * `InstallError`, with what to do.
 */
export async function installPackage(root: string, spec: string, signal: AbortSignal): Promise<string> {
  const folder = packageFolder(root, spec)
  if (existsSync(folder)) return folder
  await withLock(root, async () => {
    if (existsSync(folder)) return
    const half = await mkdtemp(`${folder}.half-`)
    try {
      await npmInstall(half, spec, signal)
      await linkNativeProgram(half)
      // Whoever runs the server later may be another user than the one who installs.
      await chmod(half, 0o755)
      await rename(half, folder)
    } finally {
      await rm(half, { recursive: true, force: true })
    }
  })
  return folder
}

/** A package could not be fetched; the message says why and what to do. */
export class InstallError extends Error {
  override readonly name = 'InstallError'
  /** Nothing is known to be wrong with the package: the registry did not answer, or does not serve it. */
  readonly isUnreachable: boolean

  constructor(message: string, { isUnreachable = false } = {}) {
    super(message)
    this.isUnreachable = isUnreachable
  }
}

async function npmInstall(folder: string, spec: string, signal: AbortSignal): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const result = await execa('npm', ['install', '--prefix', folder, ...OPTIONS, '--', spec], {
    cwd: folder,
    // npm takes what suits the Node it runs on: on an older one it would quietly choose older packages.
    env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
  })
  signal.throwIfAborted()
  if (result.exitCode !== 0) throw installError(spec, result.all ?? '', result.code)
}

const OPTIONS = [
  '--no-save',
  '--no-package-lock',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=500',
]

function installError(spec: string, output: string, spawnError: string | undefined): InstallError {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ?? 'without a code'
  const isUnreachable = UNREACHABLE.test(code) || NOT_SERVED.test(code)
  return new InstallError(reasonOf({ spec, output, spawnError, code }), { isUnreachable })
}

interface Failure {
  readonly spec: string
  readonly output: string
  readonly spawnError: string | undefined
  /** npm's own. */
  readonly code: string
}

function reasonOf({ spec, output, spawnError, code }: Failure): string {
  if (spawnError === 'ENOENT')
    return `${spec} cannot be installed: npm is not on the PATH. Install Node with npm.`
  if (UNREACHABLE.test(code)) {
    return (
      `${spec} cannot be installed: the npm registry cannot be reached (${code}). Connect this machine to it, ` +
      'or name a mirror with `npm config set registry URL`, and try again.'
    )
  }
  if (NOT_SERVED.test(code)) return `${spec} cannot be installed: the registry does not serve it (${code}).`
  if (code === 'ENOSPC') return `${spec} cannot be installed: the disk is full.`
  const lines = output.split('\n').filter((line) => /^npm (?:error|ERR!) (?!code |A complete log)/.test(line))
  return `${spec} cannot be installed: npm ended with ${code}. ${lines.join(' ').slice(0, 500)}`.trimEnd()
}

const UNREACHABLE =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E50\d)$/

const NOT_SERVED = /^(?:E40[134]|ETARGET)$/
