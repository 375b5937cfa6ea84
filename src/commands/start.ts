import { once } from 'node:events'
import { DatabaseInUse } from '../adapters/storage/pglite-directory.ts'
import { EnvironmentError, type Role } from '../config/environment.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import { main } from '../main.ts'
import { commandLine } from './called-as.ts'
import { CommandError, type ExitCode } from './command-error.ts'
import { loadEnv } from './load-env.ts'

export interface StartOptions {
  /** What this process does; without it, what SPECULATE_ROLE says. */
  readonly role?: Role
}

/** Runs the server until it is told to stop. */
export async function start({ role }: StartOptions, signal: AbortSignal): Promise<ExitCode> {
  // The file in which the setup page saves the credentials; variables that are already set win.
  loadEnv()
  const env = { ...process.env, ...withoutUndefined({ SPECULATE_ROLE: role }) }
  const starting = main({ env, command: startCommand() }).catch((error: unknown) => {
    throw isOperators(error) ? new CommandError(error.message + hint(error)) : error
  })
  try {
    const server = await Promise.race([starting, aborted(signal)])
    if (server) {
      await aborted(signal)
      await server.close()
    }
    return 0
  } finally {
    endSoon()
  }
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, 'abort')
}

/** A request that GitHub has not answered keeps a process alive for minutes, and so does a start that is not over, or that failed in the middle. */
function endSoon(): void {
  setTimeout(() => process.exit(), 500).unref()
}

function startCommand(): string {
  return process.env.npm_lifecycle_event === 'start' ? 'npm start' : commandLine('start')
}

/** Errors that the operator can fix: a setting, or another program that holds something this one needs. */
function isOperators(error: unknown): error is Error {
  if (error instanceof EnvironmentError || error instanceof DatabaseInUse) return true
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}

function hint(error: Error): string {
  return 'syscall' in error && error.syscall === 'mkdir' ? '; DATA_DIR names the folder for its data' : ''
}
