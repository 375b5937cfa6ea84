import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import type { AppCredentials } from '../../../src/adapters/github/connection/app/create-app-client.ts'

/** Short, because nobody here would forge a token. */
export const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 512,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** Read once. */
const key = createPrivateKey(privateKey)
const SIGNED_FOR_MS = 300_000

/**
 * What the processes of the App show to GitHub as the App itself. A token is signed on this thread, for which time need not wait, and again
 * after five minutes; `@octokit/auth-app` takes such a maker in place of the key.
 */
export function appTokens(appId: number, now: () => number): AppCredentials {
  let made: { readonly at: number; readonly jwt: string } | undefined
  const createJwt = async () => {
    if (!made || now() - made.at > SIGNED_FOR_MS) made = { at: now(), jwt: signed(appId, now()) }
    return { jwt: made.jwt, expiresAt: new Date(made.at + 2 * SIGNED_FOR_MS).toISOString() }
  }
  return { appId, createJwt } as unknown as AppCredentials
}

function signed(appId: number, now: number): string {
  const seconds = Math.floor(now / 1_000) - 30
  const claims = { iat: seconds, exp: seconds + 600, iss: appId }
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part))).join('.')
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
