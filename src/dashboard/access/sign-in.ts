import { createHash, randomBytes } from 'node:crypto'
import { isSameSecret, messageOf } from '@speculate-dev/system'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { SignInOver, type UserSignIn } from '../../adapters/github/connection/app/user-sign-in.ts'
import type { EndedSessions } from '../../adapters/storage/rows/ended-sessions.ts'
import type { Log } from '../../ports/operator.ts'
import { messagePage } from '../pages/frame.ts'
import { refusedForm } from '../pages/refused-form.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import { knownRepositories } from './known-repositories.ts'
import { formLimit, ownForm } from './own-form.ts'
import { createSeal } from './sealed.ts'
import type { Access, Viewer } from './viewer.ts'

export interface SignInOptions {
  readonly github: UserSignIn
  /** What cookies are sealed with. */
  readonly secret: string
  /** Who has signed out, at whatever process. */
  readonly sessions: EndedSessions
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string
  /** Logins of those who may see the queue. */
  readonly operators: readonly string[]
  readonly log: Log
  /** Told of every token, so that none is ever written down. */
  readonly onToken: (token: string) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Between being sent to GitHub and coming back. */
const Leaving = z.object({ state: z.string(), verifier: z.string(), to: z.string(), until: z.number() })
type Leaving = z.infer<typeof Leaving>
const Session = z.object({ id: z.string(), login: z.string(), token: z.string(), until: z.number() })
type Session = z.infer<typeof Session>

const CALLBACK = '/sign-in/callback'
const LEAVING_MS = 10 * 60_000
const SESSION_MS = 8 * 3_600_000

/**
 * People sign in with GitHub, and see what GitHub says that they can read. A cookie holds the session, sealed, so that every process of the
 * role knows it; it is not sent along by pages of others, but for links. All that is kept here is which sessions people have ended.
 */
export function signInAccess(options: SignInOptions): Access {
  const { github, publicUrl, sessions, now, log } = options
  const seal = createSeal(options.secret)
  const known = knownRepositories(github.repositories, now)
  const cookies = cookiesOf(publicUrl)
  const sessionOf = (context: Context): Session | undefined => {
    const { data } = Session.safeParse(seal.open('session', getCookie(context, cookies.session) ?? ''))
    return data && data.until > now() ? data : undefined
  }
  const formKeyOf = ({ id }: Session) => seal.derive('form', id)

  const pages = new Hono()
  pages.use('/sign-in/*', neverKept)
  pages.use('/sign-out', neverKept, formLimit)
  pages.get('/sign-in', (context) => {
    const [state, verifier] = [secretText(), secretText()]
    const leaving: Leaving = {
      state,
      verifier,
      to: ownPath(context.req.query('to')),
      until: now() + LEAVING_MS,
    }
    setCookie(context, cookies.leaving, seal.seal('leaving', leaving), {
      ...cookies.options,
      maxAge: LEAVING_MS / 1_000,
    })
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    return context.redirect(github.address({ state, challenge, redirectUri: publicUrl + CALLBACK }))
  })
  pages.get(CALLBACK, async (context) => {
    const { data: leaving } = Leaving.safeParse(
      seal.open('leaving', getCookie(context, cookies.leaving) ?? ''),
    )
    deleteCookie(context, cookies.leaving, cookies.options)
    const { code = '', state = '' } = context.req.query()
    if (!leaving || leaving.until <= now() || !isSameSecret(leaving.state, state) || code === '')
      return context.html(notSignedIn(leaving?.to), 400)
    try {
      const { verifier, to } = leaving
      const user = await github.exchange({ code, verifier, redirectUri: publicUrl + CALLBACK })
      options.onToken(user.token)
      const lasts = Math.min(SESSION_MS, (user.seconds ?? Number.POSITIVE_INFINITY) * 1_000)
      const session: Session = {
        id: secretText(),
        login: user.login,
        token: user.token,
        until: now() + lasts,
      }
      setCookie(context, cookies.session, seal.seal('session', session), {
        ...cookies.options,
        maxAge: Math.floor(lasts / 1_000),
      })
      return context.redirect(to, 303)
    } catch (error) {
      log(`sign-in: ${messageOf(error)}`)
      return context.html(notSignedIn(leaving.to), 502)
    }
  })
  pages.post('/sign-out', async (context) => {
    const session = sessionOf(context)
    // Pages of others have no session, and must not end one.
    if (!session) return context.redirect('/runs', 303)
    if (!(await ownForm(context, formKeyOf(session)))) return context.html(refusedForm('Not signed out'), 403)
    await sessions.end(session)
    known.forget(session.id)
    const problem = await github.takeBack(session.token)
    if (problem !== undefined) log(`sign-out: ${problem}`)
    deleteCookie(context, cookies.session, cookies.options)
    return context.redirect('/signed-out', 303)
  })
  pages.get('/signed-out', (context) => context.html(signInPage({ heading: 'Signed out', to: '/runs' })))

  return {
    pages,
    async viewerOf(context): Promise<Viewer | Response> {
      const session = sessionOf(context)
      if (!session || (await sessions.hasEnded(session.id))) return askToSignIn(context)
      try {
        const { login } = session
        const isOperator = options.operators.some((one) => one.toLowerCase() === login.toLowerCase())
        const repositories = await known.of(session)
        return { login, isOperator, repositories, formKey: formKeyOf(session) }
      } catch (error) {
        if (error instanceof SignInOver) return askToSignIn(context)
        log(`sign-in: ${messageOf(error)}`)
        return context.html(messagePage({ heading: 'Not possible now', text: UNKNOWN }), 503)
      }
    },
  }
}

const UNKNOWN =
  'GitHub does not say which repositories you can read. Nothing is shown until it does; try again in a moment.'

/** Over HTTPS a name that no page of another host can set. */
function cookiesOf(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  const prefix = secure ? '__Host-' : ''
  return {
    session: `${prefix}speculate`,
    leaving: `${prefix}speculate-sign-in`,
    options: { path: '/', httpOnly: true, secure, sameSite: 'Lax' },
  } as const
}

async function neverKept(context: Context, next: () => Promise<void>): Promise<void> {
  await next()
  context.header('cache-control', 'no-store')
}

/** The same answer whatever was asked for: a stranger learns nothing of what there is. */
function askToSignIn(context: Context): Response | Promise<Response> {
  const { pathname, search } = new URL(context.req.url)
  // Nobody can come back to where a form was sent.
  const to = context.req.method === 'GET' ? pathname + search : '/runs'
  return context.html(signInPage({ heading: 'Sign in', to }), 401)
}

function notSignedIn(to = '/runs') {
  return signInPage({ heading: 'You were not signed in', to })
}

/** A page of this server alone. */
function ownPath(to = '/runs'): string {
  return /^\/(?:runs|statistics|operations)(?:[/?][\w./?=&%#-]*)?$/.test(to) ? to : '/runs'
}

function secretText(): string {
  return randomBytes(32).toString('base64url')
}
