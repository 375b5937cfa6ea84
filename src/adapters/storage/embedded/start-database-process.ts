import { type ChildProcess, fork } from 'node:child_process'
import { messageOf, retry, within } from '@speculate-dev/system'
import { ownProgram } from '../../own-files.ts'
import { makeScratchForSocket } from '../../scratch-folder.ts'
import type { ProcessSays } from './database-process.ts'
import { addressIn, LONGEST_NAME } from './serve-database.ts'

export interface DatabaseProcess {
  /** `postgres://…`, for whoever may read this user's files. */
  readonly databaseUrl: string
  close(): Promise<void>
}

export interface DatabaseProcessOptions {
  /** Where the database is, or is to be made. */
  readonly directory: string
  /** What a new one is made a copy of; without it, one that is not there is made from nothing. */
  readonly template?: string
  /** Held by the process, so that no other one opens the same database. */
  readonly lockFile?: string
  /** Told once the process works by itself: this one may be busy with something else until the database is open. */
  readonly onStart?: (() => void) | undefined
  /** Told when the process has ended by itself, and when it cannot be had again; of each reason in a row once. */
  readonly onTrouble: (message: string) => void
  /** How long after a failure it is tried again; default 2,000. */
  readonly againMs?: number
}

const CLOSE_MS = 10_000

/**
 * Opens an embedded database in a process of its own, which ends with this one. Postgres as WebAssembly computes in the thread that asks it,
 * takes hundreds of megabytes while V8 makes its code fast, and makes it slow to start a program from the process that it is in.
 *
 * When the process ends by itself, there is another one on the same address, and who asks meanwhile waits as for a server that restarts.
 * Throws where the database cannot be opened the first time.
 */
export async function startDatabaseProcess(options: DatabaseProcessOptions): Promise<DatabaseProcess> {
  const { onTrouble, againMs = 2_000 } = options
  const folder = await makeScratchForSocket(LONGEST_NAME)
  let running: Running
  let isClosing = false
  const start = async () => {
    if (isClosing) throw new Error('it is no longer wanted')
    const started = startChild(options, folder.path)
    running = started
    options.onStart?.()
    await started.isOpen
    void started.hasEnded.then((how) => (isClosing ? undefined : startAgain(how)))
  }
  const startAgain = async (how: string) => {
    onTrouble(`the process of the embedded database has ended (${how}) and is started again`)
    let told: string | undefined
    const mayRetry = (error: unknown) => {
      const reason = messageOf(error)
      if (!isClosing && reason !== told)
        onTrouble(`the embedded database cannot be opened again yet: ${reason}`)
      told = reason
      return !isClosing
    }
    await retry(start, { everyMs: againMs, mayRetry }).catch(() => undefined)
  }
  try {
    await start()
  } catch (error) {
    await folder.remove()
    throw error
  }
  return {
    databaseUrl: addressIn(folder.path),
    async close() {
      isClosing = true
      await running.end()
      await folder.remove()
    },
  }
}

interface Running {
  /** Rejects with the reason where the process ends before it is open. */
  readonly isOpen: Promise<void>
  /** How it has ended, in words. */
  readonly hasEnded: Promise<string>
  end(): Promise<void>
}

/** Without this process's environment, so without its secrets. */
function startChild(
  { directory, lockFile = '', template = '' }: DatabaseProcessOptions,
  folder: string,
): Running {
  const { NODE_COMPILE_CACHE } = process.env
  const program = ownProgram(new URL('./database-process.ts', import.meta.url))
  const child = fork(program, [directory, folder, lockFile, template], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...SPARE_COMPILERS],
    env: NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const hasEnded = endOf(child)
  const isOpen = Promise.withResolvers<void>()
  child.on('message', ({ kind }: ProcessSays) => {
    if (kind !== 'open') return
    // It ends with this process, and keeps it from nothing.
    child.unref()
    child.channel?.unref()
    isOpen.resolve()
  })
  void hasEnded.then((how) => isOpen.reject(new Error(how)))
  return {
    isOpen: isOpen.promise,
    hasEnded,
    async end() {
      child.ref()
      if (child.connected) child.disconnect()
      await within(CLOSE_MS, hasEnded)
      child.kill('SIGKILL')
      await hasEnded
    },
  }
}

/** What they would make faster is never worth the 600 MB that they take at the start. */
const SPARE_COMPILERS = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

function endOf(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let reason: string | undefined
  let how = ''
  child.on('message', (said: ProcessSays) => {
    if (said.kind === 'failed') reason = said.message
  })
  child.on('error', (error) => resolve(messageOf(error)))
  child.on('exit', (code, signal) => {
    how = signal ?? `exit code ${code}`
    if (!child.connected) resolve(reason ?? how)
  })
  // The channel closes after the last message has arrived, which an exit does not wait for.
  child.on('disconnect', () => {
    if (how !== '') resolve(reason ?? how)
  })
  return promise
}
