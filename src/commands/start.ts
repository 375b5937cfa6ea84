import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { EnvironmentError } from '../config/environment.ts'
import { main } from '../main.ts'
import { CommandError, type ExitCode } from './command-error.ts'

/** Runs the server until it is told to stop. */
export async function start(signal: AbortSignal): Promise<ExitCode> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const server = await main(process.env).catch((error: unknown) => {
    throw error instanceof EnvironmentError ? new CommandError(error.message) : error
  })
  if (!signal.aborted) await once(signal, 'abort')
  await server.close()
  return 0
}
