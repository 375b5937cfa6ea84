import type { Readable } from 'node:stream'
import { type GitSetting, runGit } from '@speculate-dev/system'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { GitRemote } from '../../ports/forge.ts'
import { proxyVariables } from '../network/proxies.ts'

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

/** Throws an error that quotes the end of git's own message; it never holds the remote's authorization. */
export async function git(args: readonly string[], options: GitOptions): Promise<GitOutput> {
  const {
    gitDir,
    workTree,
    remote,
    answers = [0],
    timeoutMs = 120_000,
    maxOutputBytes = 64_000_000,
  } = options
  const end = await runGit(args, {
    directory: workTree ?? gitDir,
    input: options.input,
    timeoutMs,
    maxOutputBytes,
    settings: [...SETTINGS, ...(remote === undefined ? [] : settingsFor(remote))],
    env: {
      GIT_DIR: gitDir,
      ...withoutUndefined({ GIT_WORK_TREE: workTree }),
      ...(remote && networkVariables()),
    },
  })
  const { exitCode, stdout } = end
  if (exitCode !== undefined && answers.includes(exitCode)) return { exitCode, stdout }
  const message = `git ${args[0]} ${end.ending}`
  throw end.timedOut ? new GitTimedOut(message) : new Error(message)
}

/** What it was given takes longer than `timeoutMs`. */
export class GitTimedOut extends Error {}

/** The same, for commands whose answer is one line of text. */
export async function gitLine(args: readonly string[], options: GitOptions): Promise<string> {
  const { stdout } = await git(args, options)
  return stdout.toString('utf8').trim()
}

function settingsFor(remote: GitRemote): GitSetting[] {
  const { protocol } = new URL(remote.url)
  if (!['http:', 'https:', 'file:'].includes(protocol)) {
    throw new Error(`cannot talk to a git remote over ${JSON.stringify(protocol)}`)
  }
  const allowed: GitSetting = [`protocol.${protocol.slice(0, -1)}.allow`, 'always']
  if (remote.authorization === undefined) return [allowed]
  return [allowed, ['http.extraHeader', `Authorization: ${remote.authorization}`]]
}

/** What a machine with a certificate authority of its own needs to reach its remotes. */
const CERTIFICATE_VARIABLES = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH']

function networkVariables(): Record<string, string> {
  return { ...inherited(CERTIFICATE_VARIABLES), ...proxyVariables() }
}

function inherited(names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = process.env[name]
    if (value !== undefined) found[name] = value
  }
  return found
}

/** What is fetched is data: a file's bytes are its content, on every machine, and nobody but the remote is talked to. */
const SETTINGS: readonly GitSetting[] = [
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
  ['http.lowSpeedTime', '30'],
  // A fetch that is cut off must not leave half of its objects behind.
  ['fetch.unpackLimit', '1'],
]
