import { EnvironmentError, readAppEnvironment } from '../config/environment.ts'
import { CommandError } from './command-error.ts'
import { loadEnv } from './load-env.ts'

/** What `open` makes of the environment of the server. `to`: what the command needs it for, a verb. */
export function actAsApp<Opened>(
  to: string,
  open: (environment: ReturnType<typeof readAppEnvironment>) => Opened,
): Opened {
  loadEnv()
  try {
    return open(readAppEnvironment(process.env))
  } catch (error) {
    throw error instanceof EnvironmentError
      ? new CommandError(`to ${to}, this must be able to act as the App, and ${error.message}`)
      : error
  }
}
