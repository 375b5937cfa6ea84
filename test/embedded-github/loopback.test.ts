import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedGitHub } from '../../packages/embedded-github/src/embedded-github.ts'
import { createPages } from '../../packages/embedded-github/src/pages/create-pages.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { repo, type Stage, setStage } from './support.ts'

/** Addresses of this machine that others can reach, and one of loopback that the server does not listen on either. */
const elsewhere = [
  ...Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one && !one.internal && one.family === 'IPv4' ? [one.address] : [])),
  '127.0.0.2',
]

it('T16: its pages are served to this machine alone', async () => {
  const dataDir = await temporaryFolder()
  const github = await startEmbeddedGitHub({ dataDir, persist: false })
  try {
    const { port, hostname } = new URL(github.apiUrl)
    expect(hostname).toBe('127.0.0.1')
    expect(await answers('127.0.0.1', Number(port))).toBe(true)
    for (const address of elsewhere) expect(await answers(address, Number(port)), address).toBe(false)
  } finally {
    await github.close()
  }
})

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 5_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      done(answer)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}

describe('T16: what the pages and the API hold', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage({ pages: (context) => createPages(context, { person: repo.owner }) })
    await stage.maintainer.issues.create({ ...repo, title: 'Customers pay twice', body: 'canary-4711' })
  })
  afterAll(() => stage.close())

  const PATHS = [
    '/',
    '/acme/payments',
    '/acme/payments/issues',
    '/acme/payments/issues/1',
    '/acme/payments.git/info/refs?service=git-upload-pack',
    '/api/v3/repos/acme/payments/issues',
  ]
  const HELD = /acme|payments|customers|canary|refs\/heads/i

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1:80@evil.example',
    '192.168.0.1',
    '',
  ])('is said to nobody who asks for "%s"', async (host) => {
    for (const path of PATHS) {
      const { status, body } = await ask(path, { host, authorization: `token ${stage.tokens.acme}` })
      expect(status, path).toBeGreaterThanOrEqual(400)
      expect(body, path).not.toMatch(HELD)
    }
  })

  it('is said to who asks for this machine', async () => {
    const { port } = new URL(stage.github.url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'github.localhost'])
      expect((await ask('/acme/payments/issues/1', { host })).body, host).toContain('Customers pay twice')
  })

  it('is said by the API to nobody with a wrong token, and by no page of another repository', async () => {
    for (const authorization of ['token wrong', 'Bearer wrong']) {
      const { status, body } = await ask('/api/v3/repos/acme/payments/issues', { authorization })
      expect(status).toBe(401)
      expect(body).not.toMatch(/customers|canary/i)
    }
    for (const path of ['/acme/other/issues/1', '/stranger/payments/issues/1', '/acme/payments/issues/99']) {
      const { status, body } = await ask(path, {})
      expect(status, path).toBe(404)
      expect(body, path).not.toMatch(/customers|canary/i)
    }
  })

  /** `fetch` would not let anybody choose the host. */
  function ask(path: string, headers: Readonly<Record<string, string>>) {
    return new Promise<{ status: number; body: string }>((done, fail) => {
      request(`${stage.github.url}${path}`, { headers, setHost: !('host' in headers) }, async (response) =>
        done({ status: response.statusCode ?? 0, body: await text(response) }),
      )
        .on('error', fail)
        .end()
    })
  }
})
