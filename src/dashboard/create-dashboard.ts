import { messageOf } from '@speculate-dev/system'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Log } from '../ports/operator.ts'
import type { Access } from './access/viewer.ts'
import { ASSETS } from './assets/assets.ts'
import { createHub } from './live/hub.ts'
import { messagePage } from './pages/frame.ts'
import type { Sources } from './reading/read-run.ts'
import { listRoutes } from './routes/list-routes.ts'
import { operatorRoutes } from './routes/operator-routes.ts'
import { type Env, notFound, type PageContext } from './routes/page-context.ts'
import { runRoutes } from './routes/run-routes.ts'

export interface DashboardOptions extends Sources {
  readonly access: Access
  /** ISO-8601. */
  readonly now: () => string
  readonly log: Log
  /** Takes secrets out of what agents have left. */
  readonly redact: <T>(value: T) => Promise<T>
}

export interface Dashboard {
  fetch(request: Request, ...rest: unknown[]): Response | Promise<Response>
  /** Ends what is listened to. */
  stop(): Promise<void>
}

/** The pages of the server for people: what became of each run, and how it is going. */
export function createDashboard(options: DashboardOptions): Dashboard {
  const { access, log } = options
  const hub = createHub({ log })
  const app = new Hono<Env>()
  app.use(HEADERS)
  for (const { path, type, text } of Object.values(ASSETS))
    app.get(path, (context) =>
      context.body(text, 200, {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    )
  if (access.pages) app.route('/', access.pages)
  for (const path of ['/runs/*', '/statistics', '/operations/*'])
    app.use(path, async (context, next) => {
      context.header('cache-control', 'no-store')
      const viewer = await access.viewerOf(context)
      if (viewer instanceof Response) return viewer
      context.set('viewer', viewer)
      return next()
    })
  app.get('/', (context) => context.redirect('/runs'))
  listRoutes(app, options, hub)
  runRoutes(app, options, hub)
  operatorRoutes(app, options)
  app.onError((error, context) => {
    // Of a page that nobody waits for any more there is nothing to say.
    if (!context.req.raw.signal.aborted) log(`dashboard: ${messageOf(error)}`)
    return context.html(messagePage({ heading: 'Not possible now', text: AWAY }), 503)
  })
  app.notFound((context) => notFound(context as PageContext))
  return { fetch: (request, ...rest) => app.fetch(request, ...(rest as [])), stop: () => hub.stop() }
}

const AWAY = 'The page cannot be made just now; the log of the server says why. Try again in a moment.'

const HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // With `no-referrer` browsers do not say either which page a form is of.
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
})
