import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { listeningUrl } from '../listening-url.ts'
import { WEBHOOK_PATH } from '../web-server.ts'
import { createSetupApp, type SetupAppOptions } from './create-setup-app.ts'
import { type Credentials, saveCredentials } from './save-credentials.ts'
import { newCode } from './setup-code.ts'

export interface SetupServerOptions
  extends Pick<SetupAppOptions, 'apiUrl' | 'problemsOf' | 'publicUrl' | 'start'> {
  /** With 0, any free port is used. */
  readonly port: number
  readonly host: string
  /** Where the credentials are saved. */
  readonly file: string
}

/**
 * First start without credentials: a page that has GitHub create the App from `app.yml`, or takes one that is there, and saves what it
 * signs in with. The server has to be started again afterwards.
 */
export async function startSetupServer({ port, host, file, ...options }: SetupServerOptions): Promise<{
  /** Address of the page to open in a browser. */
  readonly url: string
  /** What it asks for. */
  readonly code: string
  stop(): Promise<void>
}> {
  const code = newCode()
  const app = createSetupApp({
    ...options,
    code,
    webhookUrl: options.publicUrl + WEBHOOK_PATH,
    save: (credentials: Credentials) => saveCredentials(file, credentials),
  })
  const server = createServer(getRequestListener(app.fetch, { hostname: host }))
  await once(server.listen(port, host), 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `${listeningUrl(host, taken)}/setup`,
    code,
    async stop() {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}
