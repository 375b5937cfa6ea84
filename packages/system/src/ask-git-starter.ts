import { type ChildProcess, fork } from 'node:child_process'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StarterAnswer, StarterQuestion } from './git-starter-process.ts'
import type { GitEnd, GitStart } from './start-git.ts'

interface Starter {
  readonly child: ChildProcess
  readonly waiting: Map<number, (end: GitEnd) => void>
}

let starter: Starter | undefined
let lastId = 0

/**
 * As `startGit`, by a small process that does nothing else and ends with this one. To start a program, Linux copies the memory map of
 * the process that starts it: in one of half a gigabyte that costs more than most of what git does, and nothing else runs meanwhile.
 */
export function askGitStarter(start: GitStart, signal?: AbortSignal): Promise<GitEnd> {
  starter ??= startStarter()
  const { child, waiting } = starter
  lastId += 1
  const id = lastId
  const say = (question: StarterQuestion) =>
    child.send(question, (error) => {
      if (error) waiting.get(id)?.(didNotRun(error.message))
    })
  return new Promise((resolve) => {
    const stop = () => say({ id, stop: true })
    waiting.set(id, (end) => {
      waiting.delete(id)
      signal?.removeEventListener('abort', stop)
      // Whoever has nothing left to do may end, the starter being there or not.
      if (waiting.size === 0) child.channel?.unref()
      resolve({ ...end, stdout: Buffer.from(end.stdout) })
    })
    child.channel?.ref()
    say({ id, start })
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
  })
}

/** Starts that process, for whoever is about to be too busy to wait for it later. */
export function prepareGitStarter(): void {
  starter ??= startStarter()
}

/** It is given no environment, so none of our secrets, but for where compiled code is kept. */
function startStarter(): Starter {
  const { NODE_COMPILE_CACHE } = process.env
  // A build rewrites imports, not addresses.
  const address = fileURLToPath(new URL('./git-starter-process.ts', import.meta.url))
  const program = address.replace(/\.ts$/, extname(import.meta.filename))
  const child = fork(program, {
    cwd: dirname(program),
    env: NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const made: Starter = { child, waiting: new Map() }
  const fail = (reason: string) => {
    if (starter === made) starter = undefined
    for (const answer of [...made.waiting.values()]) answer(didNotRun(reason))
  }
  child.on('message', ({ id, end }: StarterAnswer) => made.waiting.get(id)?.(end))
  child.on('error', (error) => fail(error.message))
  // The channel closes after the last answer has arrived, which an exit does not wait for.
  child.on('disconnect', () => fail('the process that starts it has ended'))
  child.unref()
  child.channel?.unref()
  return made
}

function didNotRun(reason: string): GitEnd {
  return { exitCode: undefined, stdout: Buffer.alloc(0), stderr: '', ending: `did not run: ${reason}` }
}
