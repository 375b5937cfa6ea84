import { readApp } from '../adapters/github/connection/app/read-app.ts'
import { EnvironmentError, readEnvironment } from '../config/environment.ts'
import { appRefused } from '../messages/operator/app-refused.ts'
import { setupBanner } from '../messages/terminal/setup-banner.ts'
import { startSetupServer } from '../web/setup/start-setup-server.ts'

export interface Start {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The command that starts the server, as it can be typed. */
  readonly command: string
}

/** The page that creates the GitHub App, or takes one that is there. */
export async function offerSetup({ env, command }: Start): Promise<{ close(): Promise<void> }> {
  const port = Number(env.PORT || 3_000)
  const host = env.HOST || '127.0.0.1'
  // A line `PUBLIC_URL=` of an example that was copied sets nothing.
  const named = env.PUBLIC_URL?.replace(/\/+$/, '') || undefined
  const publicUrl = named ?? `http://${host}:${port}`
  const apiUrl = env.GITHUB_API_URL?.replace(/\/+$/, '') || 'https://api.github.com'
  const setup = await startSetupServer({
    ...{ port, host, publicUrl, apiUrl, file: '.env', start: command },
    problemsOf: (credentials) => problemsAtStart({ ...env, ...credentials }),
  })
  const page = `${setup.url}?code=${setup.code}`
  process.stdout.write(setupBanner({ page, code: setup.code, publicUrl: named, start: command }))
  return { close: () => setup.stop() }
}

/** Why a start with these variables would be refused, each a sentence. */
async function problemsAtStart(env: Start['env']): Promise<readonly string[]> {
  try {
    const { APP_ID, PRIVATE_KEY, GITHUB_API_URL } = readEnvironment(env)
    const credentials = { appId: APP_ID, privateKey: PRIVATE_KEY }
    const answer = await readApp(credentials, { baseUrl: GITHUB_API_URL, pacing: 'none' })
    return answer.kind === 'refused' ? [appRefused(APP_ID, answer.reason)] : []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
}
