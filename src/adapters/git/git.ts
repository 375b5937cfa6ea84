import type { Readable } from 'node:stream'
import { execa } from 'execa'
import type { GitRemote } from '../../ports/forge.ts'

export interface GitOptions {
  /** The repository to work in, always named: git never looks for one around the current directory. */
  readonly gitDir: string
  readonly workTree?: string
  readonly input?: string | Uint8Array | Readable
  /** The remote this command talks to; without one the command may not talk to anything. */
  readonly remote?: GitRemote
  /** Exit codes that are answers; any other one throws. Default: only 0. */
  readonly answers?: readonly number[]
  readonly timeoutMs?: number
  readonly maxOutputBytes?: number
}

export interface GitOutput {
  readonly exitCode: number
  readonly stdout: Buffer
}

/**
 * Runs the machine's git (2.39 or later) with nothing of the machine's, the user's or a candidate's configuration.
 * Throws an error that quotes the end of git's own message; it never holds the remote's authorization.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<GitOutput> {
  const { answers = [0], timeoutMs = 120_000, maxOutputBytes = 64_000_000 } = options
  const result = await execa('git', args, {
    cwd: options.workTree ?? options.gitDir,
    env: environmentOf(options),
    extendEnv: false,
    encoding: 'buffer',
    // A bundle may end in any byte, also in this one.
    stripFinalNewline: false,
    input: options.input ?? '',
    timeout: timeoutMs,
    killDescendants: true,
    forceKillAfterDelay: 1_000,
    maxBuffer: { stdout: maxOutputBytes, stderr: 1_000_000 },
    reject: false,
  })
  if (result.exitCode !== undefined && answers.includes(result.exitCode)) {
    return { exitCode: result.exitCode, stdout: Buffer.from(result.stdout) }
  }
  throw new Error(`git ${args[0]} ${describeFailure(result)}`)
}

/** The same, for commands whose answer is one line of text. */
export async function gitLine(args: readonly string[], options: GitOptions): Promise<string> {
  const { stdout } = await git(args, options)
  return stdout.toString('utf8').trim()
}

interface Failure {
  readonly timedOut: boolean
  readonly isMaxBuffer: boolean
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly shortMessage?: string | undefined
  readonly stderr: Uint8Array
}

function describeFailure(result: Failure): string {
  if (result.timedOut) return 'took too long and was stopped'
  if (result.isMaxBuffer) return 'said more than is read of it and was stopped'
  const words = Buffer.from(result.stderr).toString('utf8').trim().slice(-1_000)
  if (result.exitCode !== undefined) return `failed (exit code ${result.exitCode}): ${words}`
  return `did not run: ${result.signal ?? result.shortMessage ?? 'unknown reason'}`
}

function environmentOf({ gitDir, workTree, remote }: GitOptions): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_DIR: gitDir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    ...(workTree === undefined ? {} : { GIT_WORK_TREE: workTree }),
    ...(remote === undefined ? {} : inherited(NETWORK_VARIABLES)),
  }
  const configuration = [...CONFIGURATION, ...(remote === undefined ? [] : configurationFor(remote))]
  environment.GIT_CONFIG_COUNT = String(configuration.length)
  for (const [index, [key, value]] of configuration.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key
    environment[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return environment
}

/** Passed by environment, which only this user can read; arguments show in every process list. */
function configurationFor(remote: GitRemote): [string, string][] {
  const { protocol } = new URL(remote.url)
  if (!['http:', 'https:', 'file:'].includes(protocol)) {
    throw new Error(`cannot talk to a git remote over ${JSON.stringify(protocol)}`)
  }
  const allowed: [string, string] = [`protocol.${protocol.slice(0, -1)}.allow`, 'always']
  if (remote.authorization === undefined) return [allowed]
  return [allowed, ['http.extraHeader', `Authorization: ${remote.authorization}`]]
}

/** What a machine behind a proxy or with a certificate authority of its own needs to reach its remotes. */
const NETWORK_VARIABLES = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
]

function inherited(names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = process.env[name]
    if (value !== undefined) found[name] = value
  }
  return found
}

const CONFIGURATION: readonly (readonly [string, string])[] = [
  // Nothing a repository holds may start a program (T8).
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['core.attributesFile', '/dev/null'],
  ['core.excludesFile', '/dev/null'],
  // A file's bytes are its content, on every machine.
  ['core.autocrlf', 'false'],
  ['core.fileMode', 'true'],
  ['core.symlinks', 'true'],
  ['core.ignoreCase', 'false'],
  ['core.precomposeUnicode', 'false'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['protocol.allow', 'never'],
  // A redirect would carry the authorization header to another host.
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '60'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  // Other processes read our objects through alternates; and a fetch that is cut off must leave no half of its objects.
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.unpackLimit', '1'],
]
