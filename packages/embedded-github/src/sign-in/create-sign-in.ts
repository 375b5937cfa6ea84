import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import type { GitHub } from '../github.ts'
import { isOwnPage } from '../http/is-own-page.ts'
import { findClient } from './find-client.ts'
import { createGrants } from './grants.ts'

/**
 * How people sign in with an App, as on GitHub's web site: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app.
 * There are no passwords: whoever sits at this machine says who they are. Tokens are not renewed.
 */
export function createSignIn(github: GitHub): Hono {
  const app = new Hono()
  const grants = createGrants(github)
  app.use(bodyLimit({ maxSize: 64 * 1024 }))
  app.get('/login/oauth/authorize', (context) => {
    const asked = read(github, context.req.query())
    if (typeof asked === 'string') return refuse(context, asked)
    const people = github.state.users.filter(({ type }) => type === 'User').map(({ login }) => login)
    return context.html(page(asked.app.name, people, context.req.query()), 200, HEADERS)
  })
  app.post('/login/oauth/authorize', async (context) => {
    if (!isOwnPage(context.req.header('host'), context.req.header('origin')))
      return refuse(context, 'Only the pages of this server may do that.', 403)
    const form = textsOf(await context.req.parseBody())
    const asked = read(github, form)
    if (typeof asked === 'string') return refuse(context, asked)
    const { app, redirectUri, challenge } = asked
    const login = form.login ?? ''
    if (!github.state.users.some((user) => user.login === login && user.type === 'User'))
      return refuse(context, 'There is no such person.')
    const target = new URL(redirectUri)
    target.searchParams.set('code', grants.allow({ appId: app.id, login, redirectUri, challenge }))
    if (form.state !== undefined) target.searchParams.set('state', form.state)
    return context.redirect(target.href, 302)
  })
  app.post('/login/oauth/access_token', async (context) => {
    const form = await bodyOf(context)
    const answer = grants.exchange({
      clientId: form.client_id ?? '',
      clientSecret: form.client_secret ?? '',
      code: form.code ?? '',
      redirectUri: form.redirect_uri,
      verifier: form.code_verifier,
    })
    await github.commit()
    if (/\bjson\b/.test(context.req.header('accept') ?? '')) return context.json(answer)
    const text = String(
      new URLSearchParams(
        Object.entries(answer).map(([name, value]): [string, string] => [name, `${value}`]),
      ),
    )
    return context.body(text, 200, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' })
  })
  return app
}

/** What an App asks a person; a sentence where it may not. */
function read(github: GitHub, query: Readonly<Record<string, string | undefined>>) {
  const app = findClient(github, query.client_id ?? '')
  if (!app) return 'There is no App of this client_id that people can sign in with.'
  const [first] = app.signIn.callbackUrls
  const redirectUri = query.redirect_uri ?? first
  if (redirectUri === undefined || !app.signIn.callbackUrls.some((known) => isBelow(redirectUri, known)))
    return 'The redirect_uri MUST match the registered callback URL for this application.'
  const { code_challenge: challenge, code_challenge_method: method } = query
  if (challenge !== undefined && method !== 'S256') return 'The code_challenge_method has to be S256.'
  return { app, redirectUri, challenge }
}

/** On this machine the port may be another one, as with GitHub. */
function isBelow(given: string, known: string): boolean {
  if (!URL.canParse(given)) return false
  const [to, registered] = [new URL(given), new URL(known)]
  const isLoopback = /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(registered.hostname)
  const isSameHost =
    to.protocol === registered.protocol &&
    to.hostname === registered.hostname &&
    (isLoopback || to.port === registered.port)
  return (
    isSameHost && (to.pathname === registered.pathname || to.pathname.startsWith(`${registered.pathname}/`))
  )
}

async function bodyOf(context: Context): Promise<Readonly<Record<string, string | undefined>>> {
  const isJson = /\bjson\b/.test(context.req.header('content-type') ?? '')
  return textsOf(isJson ? Object(await context.req.json().catch(() => ({}))) : await context.req.parseBody())
}

function textsOf(form: object): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === 'string'))
}

// A form leads to the address that the App has registered.
const HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
}

function refuse(context: Context, text: string, status: 400 | 403 = 400) {
  return context.html(document('Not possible', html`<p>${text}</p>`), status, HEADERS)
}

function page(app: string, people: readonly string[], query: Readonly<Record<string, string>>) {
  const kept = Object.entries(query).filter(([name]) => name !== 'login')
  return document(
    `Sign in with ${app}`,
    html`<p>${app} asks who you are, and which repositories you can read. Who are you?</p>
<form method="post" action="/login/oauth/authorize">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${people.map((login) => html`<p><button name="login" value="${login}">Authorize as ${login}</button></p>`)}</form>`,
  )
}

function document(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${content}</main></body></html>`
}
