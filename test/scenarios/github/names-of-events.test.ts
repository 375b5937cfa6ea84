import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts'
import { credentials } from '../../adapters/github/app-key.ts'

describe('a delivery whose event is called anything that GitHub may call it', () => {
  const SECRET = 'a secret of more than sixteen characters'
  const woken: string[] = []
  let server: WebServer
  beforeAll(async () => {
    server = await startWebServer({
      credentials,
      webhookSecret: SECRET,
      queue: { wake: async (issue) => void woken.push(issue) },
      login: async () => 'speculate[bot]',
      ...{ port: 0, host: '127.0.0.1', baseUrl: 'http://127.0.0.1:1/api/v3' },
    })
  })
  afterAll(() => server.stop())

  it.each(['projects_v2', 'oauth2_grant', 'v3', 'sub_issues', 'a1_b2_c3', 'secret_scanning_alert_location'])(
    'V25, varied: %s',
    async (event) => {
      const text = JSON.stringify({ action: 'edited', installation: { id: 7 }, sender: { login: 'maya' } })
      const signature = createHmac('sha256', SECRET).update(text).digest('hex')
      const { status } = await fetch(server.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-delivery': `d-${event}`,
          'x-github-event': event,
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body: text,
      })
      expect([status, woken]).toEqual([200, []])
    },
  )
})
