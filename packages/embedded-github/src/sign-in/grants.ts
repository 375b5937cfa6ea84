import { createHash, randomBytes } from 'node:crypto'
import type { GitHub } from '../github.ts'
import { findClient } from './find-client.ts'

/** What a person has allowed, until the App takes its token for it. */
interface Grant {
  readonly appId: number
  readonly login: string
  readonly redirectUri: string
  /** Of the one who asked, as `S256` makes it. */
  readonly challenge: string | undefined
  readonly until: number
}

interface TokenRequest {
  readonly clientId: string
  readonly clientSecret: string
  readonly code: string
  readonly redirectUri: string | undefined
  readonly verifier: string | undefined
}

type TokenAnswer =
  | {
      readonly access_token: string
      readonly expires_in: number
      readonly scope: ''
      readonly token_type: 'bearer'
    }
  | { readonly error: string; readonly error_description: string }

export interface Grants {
  /** Answers the code. */
  allow(grant: Omit<Grant, 'until'>): string
  /** A code is good for one token. */
  exchange(request: TokenRequest): TokenAnswer
}

const CODE_MS = 10 * 60_000
const TOKEN_SECONDS = 28_800

/** Codes are for minutes: a server that is started anew has none. */
export function createGrants(github: GitHub): Grants {
  const grants = new Map<string, Grant>()
  return {
    allow(grant) {
      const code = randomBytes(10).toString('hex')
      grants.set(code, { ...grant, until: github.clock.now() + CODE_MS })
      return code
    },
    exchange({ clientId, clientSecret, code, redirectUri, verifier }) {
      const app = findClient(github, clientId)
      if (app?.signIn.secret !== clientSecret)
        return refused(
          'incorrect_client_credentials',
          'The client_id and/or client_secret passed are incorrect.',
        )
      const grant = grants.get(code)
      grants.delete(code)
      if (grant?.appId !== app.id || grant.until < github.clock.now() || !isVerified(grant, verifier))
        return refused('bad_verification_code', 'The code passed is incorrect or expired.')
      if (redirectUri !== undefined && redirectUri !== grant.redirectUri)
        return refused('redirect_uri_mismatch', 'The redirect_uri MUST match the registered callback URL.')
      return mint(github, grant)
    },
  }
}

function isVerified({ challenge }: Grant, verifier: string | undefined): boolean {
  if (challenge === undefined) return true
  return verifier !== undefined && createHash('sha256').update(verifier).digest('base64url') === challenge
}

function mint(github: GitHub, { login, appId }: Grant): TokenAnswer {
  const token = `ghu_${randomBytes(18).toString('hex')}`
  const expiresAt = new Date(github.clock.now() + TOKEN_SECONDS * 1_000).toISOString()
  github.state.tokens.push({ kind: 'user', token, login, appId, expiresAt })
  return { access_token: token, expires_in: TOKEN_SECONDS, scope: '', token_type: 'bearer' }
}

function refused(error: string, error_description: string): TokenAnswer {
  return { error, error_description }
}
