import type { Server as HttpServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { EmitterWebhookEvent } from '@octokit/webhooks'
import { type Logger, pino } from 'pino'
import { Probot, Server } from 'probot'
import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import { UNASKED_EVENTS } from './changed-repositories.ts'
import { checkSecrets } from './check-secrets.ts'
import { type AppOptions, createApp } from './create-app.ts'
import { createWebhookHandler, type Delivery } from './create-webhook-handler.ts'
import { EVENTS } from './events.ts'
import { healthPage } from './health-page.ts'
import { listeningUrl } from './listening-url.ts'
import { type OperatorPagesOptions, operatorPages } from './operator-pages.ts'
import { portOr } from './port-or.ts'

export interface WebServerOptions extends AppOptions {
  readonly credentials: AppCredentials
  readonly webhookSecret: string
  /** Still accepted while the secret is being changed. */
  readonly previousWebhookSecret?: string | undefined
  /** 0 takes any free one. */
  readonly port: number
  readonly host: string
  /** Base of GitHub's REST API. */
  readonly baseUrl: string
  /** Where requests are logged, and what of them fails; nowhere without it. */
  readonly log?: Logger | undefined
  /** Told at the first delivery that is refused for its signature, and from time to time while there are more. */
  readonly onUnsigned?: ((refused: Unsigned) => void) | undefined
  /** For whoever runs this: how it does. */
  readonly operator?: OperatorPagesOptions | undefined
  /** Everything but that, webhooks and `/healthz`: a Hono application, or anything of its shape. */
  readonly pages?: { fetch(request: Request): Response | Promise<Response> }
}

export interface WebServer {
  /** `http://HOST:PORT`, without a slash at the end. */
  readonly url: string
  readonly webhookUrl: string
  stop(): Promise<void>
}

/** Deliveries that none of the secrets has signed. */
export interface Unsigned {
  /** Since it was told the last time. */
  readonly count: number
  /** It says that it is for this App, as GitHub's own do, and as anybody may. */
  readonly isForUs: boolean
}

export const WEBHOOK_PATH = '/api/github/webhooks'
const STOP_GRACE_MS = 3_000

/** Starts listening. Throws when a webhook secret could be guessed. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const secrets = checkSecrets(options.webhookSecret, options.previousWebhookSecret)
  const { credentials, host, baseUrl } = options
  const log = options.log ?? pino({ enabled: false })
  const server = new Server({
    Probot: guardedProbot(secrets, tellingSometimes(options)).defaults({
      ...credentials,
      secret: options.webhookSecret,
      baseUrl,
      log,
    }),
    port: await portOr(options.port, host),
    host,
    webhookPath: WEBHOOK_PATH,
    log,
    enablePing: false,
    enableStaticFiles: false,
  })
  await server.load(createApp(options))
  server.addHandler(healthPage)
  if (options.operator) server.addHandler(operatorPages(options.operator))
  const { pages } = options
  if (pages) {
    const listener = getRequestListener((request) => pages.fetch(request), { hostname: host })
    server.addHandler(async (request, response) => {
      await listener(request, response)
      return true
    })
  }
  const http = await server.start()
  const url = listeningUrl(host, server.port)
  return { url, webhookUrl: url + WEBHOOK_PATH, stop: () => stop(server, http) }
}

/** Lets open responses finish, up to a time limit. */
async function stop(server: Server, http: HttpServer): Promise<void> {
  const timer = setTimeout(() => http.closeAllConnections(), STOP_GRACE_MS)
  await server.stop()
  clearTimeout(timer)
}

const TELL_EVERY_MS = 10 * 60_000

/** A stranger must not be able to fill the log. */
function tellingSometimes({ onUnsigned, credentials }: WebServerOptions): (app: string | undefined) => void {
  let count = 0
  let isForUs = false
  let toldAt = Number.NEGATIVE_INFINITY
  return (app) => {
    count += 1
    isForUs ||= app === String(credentials.appId)
    if (performance.now() - toldAt < TELL_EVERY_MS) return
    onUnsigned?.({ count, isForUs })
    toldAt = performance.now()
    count = 0
    isForUs = false
  }
}

/** Probot's server asks its Probot for the webhook handler; this is the one place where ours can take over. */
function guardedProbot(
  secrets: readonly string[],
  unsigned: (app: string | undefined) => void,
): typeof Probot {
  return class extends Probot {
    override async getNodeMiddleware() {
      await this.ready()
      return createWebhookHandler({
        path: this.webhookPath,
        secrets,
        unsigned,
        receive: async (delivery) => {
          // GitHub also sends events that nobody listens to, such as `installation_target`.
          if (isKnown(delivery)) await this.webhooks.receive(delivery)
        },
      })
    }
  }
}

function isKnown(delivery: Delivery): delivery is Delivery & EmitterWebhookEvent {
  return [...EVENTS, ...UNASKED_EVENTS].some((name) => name === delivery.name)
}
