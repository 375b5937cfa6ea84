import type { Readable } from 'node:stream'
import { execa } from 'execa'

export type GitSetting = readonly [key: string, value: string]

export interface GitSurroundings {
  readonly env?: Readonly<Record<string, string>>
  /** Over what is set for every command; the last one of a key counts. */
  readonly settings?: readonly GitSetting[]
  /** In a repository of whoever runs this, whose own configuration counts as well, as far as it starts nothing. */
  readonly asUser?: boolean
}

export interface GitCommand extends GitSurroundings {
  readonly directory: string
  readonly input?: string | Uint8Array | Readable | undefined
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | undefined
  readonly maxOutputBytes?: number | undefined
}

export interface GitEnd {
  /** Undefined where git did not run, or was stopped. */
  readonly exitCode: number | undefined
  readonly stdout: Buffer
  readonly stderr: string
  /** How it ended, as words that follow the command's name. */
  readonly ending: string
}

/** Runs the machine's git (2.39 or later) in the surroundings of `gitEnvironment`. However git ends, that is an answer and no error. */
export async function runGit(args: readonly string[], command: GitCommand): Promise<GitEnd> {
  const { directory, input = '', signal, timeoutMs, maxOutputBytes } = command
  const result = await execa('git', args, {
    cwd: directory,
    env: gitEnvironment(command),
    extendEnv: false,
    encoding: 'buffer',
    // A bundle may end in any byte, also in this one.
    stripFinalNewline: false,
    input,
    killDescendants: true,
    forceKillAfterDelay: 1_000,
    reject: false,
    ...(signal && { cancelSignal: signal }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    ...(maxOutputBytes !== undefined && { maxBuffer: { stdout: maxOutputBytes, stderr: 1_000_000 } }),
  })
  const stderr = Buffer.from(result.stderr ?? []).toString('utf8')
  return {
    exitCode: result.exitCode,
    stdout: Buffer.from(result.stdout ?? []),
    stderr,
    ending: endingOf(result, stderr),
  }
}

interface GitProcessEnd {
  readonly timedOut: boolean
  readonly isMaxBuffer: boolean
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly shortMessage?: string | undefined
}

function endingOf(result: GitProcessEnd, stderr: string): string {
  if (result.timedOut) return 'took too long and was stopped'
  if (result.isMaxBuffer) return 'said more than is read of it and was stopped'
  if (result.exitCode === undefined)
    return `did not run: ${result.signal ?? result.shortMessage ?? 'unknown reason'}`
  return `failed (exit code ${result.exitCode}): ${stderr.trim().slice(-1_000)}`
}

/** Everything git is told of its surroundings: nothing of the machine's or its user's, unless the repository is that user's own. */
export function gitEnvironment({ env, settings = [], asUser }: GitSurroundings): Record<string, string> {
  const own = asUser ? withoutPlace(process.env) : NOTHING_OF_THE_MACHINE
  const first = Number(own.GIT_CONFIG_COUNT ?? 0)
  const all = [...START_NOTHING, ...(asUser ? [] : NO_FILES_OF_THE_USER), ...settings]
  const configuration = all.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return {
    ...own,
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...env,
    // Arguments show in every process list; the environment is this user's alone.
    ...Object.fromEntries(configuration),
    GIT_CONFIG_COUNT: String(first + all.length),
  }
}

/** Which repository is meant is said by the folder alone. */
function withoutPlace(env: NodeJS.ProcessEnv): Record<string, string> {
  const place = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || place.includes(name) ? [] : [[name, value]],
    ),
  )
}

const NOTHING_OF_THE_MACHINE: Readonly<Record<string, string>> = {
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
}

const NO_FILES_OF_THE_USER: readonly GitSetting[] = [
  ['core.attributesFile', '/dev/null'],
  ['core.excludesFile', '/dev/null'],
]

/** Nothing a repository holds may start a program (T8), nobody is asked, and nothing goes on after a command has ended. */
const START_NOTHING: readonly GitSetting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  // Other processes read our objects through alternates.
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
]
