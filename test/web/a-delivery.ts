import { createHmac } from 'node:crypto'
import type { WebServerOptions } from '../../src/web/web-server.ts'
import { credentials } from '../adapters/github/app-key.ts'

export const SECRET = 'a secret of more than sixteen characters'

/** That an issue was labelled, as GitHub says it. */
export const BODY = JSON.stringify({
  action: 'labeled',
  issue: { number: 12 },
  repository: { name: 'payments', owner: { login: 'acme' }, full_name: 'acme/payments' },
  sender: { login: 'maya' },
  installation: { id: 1 },
})

export function signed(text: string, secret = SECRET, algorithm = 'sha256'): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(text).digest('hex')}`
}

/** Those of a right delivery of the text. */
export function headersOf(text: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-delivery': '7a1b',
    'x-github-event': 'issues',
    'x-hub-signature-256': signed(text),
  }
}

/** A server to deliver to, on any free port; nothing of GitHub is there to be asked. */
export function serverOptions(wake: WebServerOptions['queue']['wake']) {
  return {
    credentials,
    webhookSecret: SECRET,
    previousWebhookSecret: undefined,
    queue: { wake },
    login: async () => 'speculate[bot]',
    port: 0,
    host: '127.0.0.1',
    baseUrl: 'http://127.0.0.1:1/api/v3',
  } satisfies WebServerOptions
}
