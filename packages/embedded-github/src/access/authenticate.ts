import { verify } from 'node:crypto'
import { withoutUndefined } from '@speculate-dev/system'
import { ApiError } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'
import type { App, Token } from '../model.ts'
import { isClient } from '../sign-in/find-client.ts'

const anonymous: Actor = { kind: 'anonymous', login: '' }

/** Reads an `Authorization` header; throws 401 for credentials that are not good. */
export function authenticate(github: GitHub, header: string | undefined): Actor {
  if (header === undefined || header === '') return anonymous
  const [scheme = '', rest = ''] = header.trim().split(/\s+/, 2)
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const [user = '', ...password] = Buffer.from(rest, 'base64').toString().split(':')
      // As what an App is known by when people sign in with it, it may do nothing that a call does not ask it for.
      if (isClient(github, user, password.join(':'))) return anonymous
      return byToken(github, password.join(':') || user)
    }
    case 'token':
    case 'bearer':
      return rest.split('.').length === 3 ? byJwt(github, rest) : byToken(github, rest)
    default:
      throw badCredentials()
  }
}

function byToken(github: GitHub, text: string): Actor {
  const token = github.state.tokens.find((candidate) => candidate.token === text)
  if (token === undefined) throw badCredentials()
  if (token.kind === 'user') return byUserToken(github, token)
  const installation = github.state.installations.find(({ id }) => id === token.installationId)
  const app = github.state.apps.find(({ id }) => id === token.appId)
  if (app === undefined || Date.parse(token.expiresAt) <= github.clock.now()) throw badCredentials()
  if (installation?.suspendedAt) throw new ApiError(403, 'This installation has been suspended')
  return { kind: 'installation', login: `${app.slug}[bot]`, app, token }
}

function byUserToken(github: GitHub, token: Extract<Token, { kind: 'user' }>): Actor {
  if (token.expiresAt !== undefined && Date.parse(token.expiresAt) <= github.clock.now())
    throw badCredentials()
  const app = github.state.apps.find(({ id }) => id === token.appId)
  if (token.appId !== undefined && app === undefined) throw badCredentials()
  return { kind: 'user', login: token.login, ...withoutUndefined({ app }) }
}

/**
 * An App's own proof: RS256, at most ten minutes, issued by its id. It is measured with the machine's clock and not with
 * `github.clock`, because the client that signs it has no other.
 */
function byJwt(github: GitHub, text: string): Actor {
  const [head = '', claims = '', signature = ''] = text.split('.')
  const { alg } = decode(head)
  const { iss, exp, iat } = decode(claims)
  const app = github.state.apps.find((candidate) => String(candidate.id) === String(iss))
  if (alg !== 'RS256' || app === undefined || !isSigned(app, `${head}.${claims}`, signature)) {
    throw new ApiError(401, 'A JSON web token could not be decoded')
  }
  const now = Date.now() / 1000
  if (typeof exp !== 'number' || exp < now) {
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing a future time",
    )
  }
  if (exp > now + 660) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future")
  if (typeof iat !== 'number' || iat > now + 60) {
    throw new ApiError(401, "'Issued at' claim ('iat') must be an Integer representing the past")
  }
  return { kind: 'app', login: `${app.slug}[bot]`, app }
}

/** The last good proof of each App, with the key that it was held against: an App shows the same one for minutes. */
const lastGood = new WeakMap<App, string>()

function isSigned(app: App, text: string, signature: string): boolean {
  if (app.publicKey === '') return false
  const proof = `${text}.${signature} ${app.publicKey}`
  if (lastGood.get(app) === proof) return true
  const isGood = verify('RSA-SHA256', Buffer.from(text), app.publicKey, Buffer.from(signature, 'base64url'))
  if (isGood) lastGood.set(app, proof)
  return isGood
}

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function badCredentials(): ApiError {
  return new ApiError(401, 'Bad credentials')
}
