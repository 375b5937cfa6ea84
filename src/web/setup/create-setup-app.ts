import { messageOf } from '@speculate-dev/system'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { webUrl } from '../../adapters/github/connection/sending/web-url.ts'
import { convertManifest } from './convert-manifest.ts'
import { type Manifest, readManifest } from './manifest.ts'
import type { Markup } from './page-frame.ts'
import type { Credentials } from './save-credentials.ts'
import { isCode, newCode } from './setup-code.ts'
import { codePage, donePage, failedPage, manifestPage, setupPage } from './setup-pages.ts'

export interface SetupAppOptions {
  /** What the terminal says; nothing is shown or saved without it. */
  readonly code: string
  readonly webhookUrl: string
  /** Of the server, as people and GitHub reach it. */
  readonly publicUrl: string
  /** Base of GitHub's REST API. */
  readonly apiUrl: string
  /** The command that starts the server. */
  readonly start: string
  /** What a start would refuse of these, each a sentence. */
  readonly problemsOf: (credentials: Credentials) => Promise<readonly string[]>
  readonly save: (credentials: Credentials) => Promise<void>
}

const ORGANISATION = /^[A-Za-z0-9-]{0,39}$/

/**
 * The page on which the first start gets its credentials (O11). Whoever has the code of the terminal may save some, once; GitHub's answer
 * counts only with the state that was handed out with the form.
 */
export function createSetupApp(options: SetupAppOptions): Hono {
  const { code, apiUrl } = options
  const setup: Setup = { ...options, state: newCode(), isDone: false }
  const app = new Hono()
  app.use(headersFor(apiUrl), bodyLimit({ maxSize: 64 * 1024 }), async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/', (context) => context.redirect('/setup'))
  app.get('/setup', (context) => {
    const given = context.req.query('code')
    if (!opens(setup, given)) return refuse(context, codePage(given !== undefined))
    return context.html(setupPage({ code, manifest: manifestFor(context, setup) }))
  })
  app.post('/setup/app', (context) => showManifest(context, setup))
  app.get('/setup/created', (context) => receiveCreated(context, setup))
  app.post('/setup/import', (context) => receiveImport(context, setup))
  return app
}

interface Setup extends SetupAppOptions {
  /** Comes back from GitHub with the answer to our form. */
  readonly state: string
  isDone: boolean
}

function opens({ isDone, code }: Setup, given: unknown): boolean {
  return !isDone && typeof given === 'string' && isCode(given, code)
}

async function showManifest(context: Context, setup: Setup) {
  const form = await context.req.parseBody()
  if (!opens(setup, form.code)) return refuse(context, codePage(true))
  const manifest = manifestFor(context, setup)
  const organisation = textOf(form.organisation)
  if (!ORGANISATION.test(organisation)) {
    const problems = [
      "An organisation's name has letters, digits and hyphens alone, as in the address of its page.",
    ]
    return context.html(setupPage({ code: setup.code, manifest, problems }), 422)
  }
  const name = textOf(form.name).slice(0, 34) || manifest.name
  return context.html(manifestPage({ ...manifest, name }, targetOf(setup, organisation)))
}

async function receiveCreated(context: Context, setup: Setup) {
  const { code = '', state = '' } = context.req.query()
  if (setup.isDone || !isCode(state, setup.state) || !/^[\w-]{1,200}$/.test(code))
    return refuse(context, failedPage('This server has not asked GitHub for an App, or has it already.'))
  try {
    const { credentials, page } = await convertManifest(code, setup.apiUrl)
    return await save(context, setup, { credentials, install: `${page}/installations/new` })
  } catch (error) {
    return context.html(failedPage(`GitHub does not give the App's credentials: ${messageOf(error)}`), 502)
  }
}

async function receiveImport(context: Context, setup: Setup) {
  const form = await context.req.parseBody()
  if (!opens(setup, form.code)) return refuse(context, codePage(true))
  const credentials = {
    APP_ID: textOf(form.appId),
    PRIVATE_KEY: textOf(form.privateKey).replaceAll('\r\n', '\n'),
    WEBHOOK_SECRET: textOf(form.webhookSecret),
  }
  const problems = await setup.problemsOf(credentials)
  if (problems.length === 0) return save(context, setup, { credentials, install: undefined })
  const page = { code: setup.code, manifest: manifestFor(context, setup), problems }
  return context.html(setupPage({ ...page, appId: credentials.APP_ID }), 422)
}

async function save(
  context: Context,
  setup: Setup,
  { credentials, install }: { readonly credentials: Credentials; readonly install: string | undefined },
) {
  try {
    await setup.save(credentials)
  } catch (error) {
    return context.html(failedPage(messageOf(error)), 500)
  }
  setup.isDone = true
  return context.html(donePage({ start: setup.start, install }))
}

/** Nothing is loaded or run, and forms go nowhere but here and to GitHub. No other page learns the code from a link. */
function headersFor(apiUrl: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      formAction: ["'self'", new URL(webUrl(apiUrl)).origin],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
  })
}

function refuse(context: Context, page: Markup) {
  return context.html(page, 403)
}

function manifestFor(context: Context, { webhookUrl, publicUrl }: SetupAppOptions): Manifest {
  return readManifest({
    webhook: webhookUrl,
    home: publicUrl,
    redirect: `${addressOf(context)}/setup/created`,
  })
}

/** Where the browser has found this server: it is sent back there. A proxy in front says how it was reached. */
function addressOf(context: Context): string {
  const url = new URL(context.req.url)
  const isSecure = context.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
  return `${isSecure ? 'https:' : url.protocol}//${url.host}`
}

function targetOf({ apiUrl, state }: Setup, organisation: string) {
  const where = organisation === '' ? '' : `/organizations/${organisation}`
  return {
    action: `${webUrl(apiUrl)}${where}/settings/apps/new?state=${state}`,
    owner: organisation === '' ? 'your own account' : organisation,
  }
}

/** A field may be missing, there several times, or a file. */
function textOf(field: unknown): string {
  return typeof field === 'string' ? field.trim() : ''
}
