import { Readable } from 'node:stream'
import { askGitStarter } from './ask-git-starter.ts'
import { type GitEnd, startGit } from './start-git.ts'

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

/** Runs the machine's git (2.39 or later) in the surroundings of `gitEnvironment`. However git ends, that is an answer and no error. */
export async function runGit(args: readonly string[], command: GitCommand): Promise<GitEnd> {
  const { directory, input = '', signal, timeoutMs, maxOutputBytes } = command
  if (signal?.aborted) return NOT_BEGUN
  const start = { args, directory, env: gitEnvironment(command), timeoutMs, maxOutputBytes }
  // What is streamed is not handed to another process.
  if (input instanceof Readable) return startGit({ ...start, input }, signal)
  const isLarge = process.memoryUsage.rss() > LARGE_BYTES
  return isLarge ? askGitStarter({ ...start, input }, signal) : startGit({ ...start, input }, signal)
}

/** From about here, starting git from a process costs more than asking another one to do it. */
const LARGE_BYTES = 150_000_000

/** The whole environment of git: nothing of the machine's or its user's, unless the repository is that user's own. */
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

const NOT_BEGUN: GitEnd = {
  exitCode: undefined,
  stdout: Buffer.alloc(0),
  stderr: '',
  ending: 'did not run: it was stopped before it began',
}
