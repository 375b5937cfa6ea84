import { run } from 'probot'
import { portOr } from './port-or.ts'
import { WEBHOOK_PATH } from './web-server.ts'

export interface SetupServerOptions {
  /** With 0, any free port is used. */
  readonly port: number
  readonly host: string
  /** `https://speculate.example.com`, as GitHub reaches this server, without a slash at the end. */
  readonly publicUrl: string
}

/**
 * First start without credentials: Probot's page at `/probot`, which creates the GitHub App from `app.yml` in one click and
 * writes `APP_ID`, `PRIVATE_KEY` and `WEBHOOK_SECRET` to `.env`. The server has to be started again afterwards.
 */
export async function startSetupServer({ port, host, publicUrl }: SetupServerOptions): Promise<{
  /** Address of the page to open in a browser. */
  readonly url: string
  stop(): Promise<void>
}> {
  // Otherwise Probot enters `/` of this server as the App's webhook address.
  process.env.WEBHOOK_PROXY_URL ??= publicUrl + WEBHOOK_PATH
  // Otherwise it would download a proxy client while it runs (T17).
  process.env.NO_SMEE_SETUP ??= 'true'
  const server = await run(() => {}, { env: { PORT: String(await portOr(port, host)), HOST: host } })
  return { url: `http://${host}:${server.port}/probot`, stop: () => server.stop() }
}
