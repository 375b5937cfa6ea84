import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repo, type Stage, setStage } from './support.ts'

const CALLBACK = 'http://127.0.0.1:3000/sign-in/callback'
const VERIFIER = 'a-verifier-that-nobody-else-knows-and-that-is-long-enough'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

let stage: Stage
let client: { readonly id: string; readonly secret: string }

beforeAll(async () => {
  stage = await setStage()
  const registered = await stage.github.admin.registerApp({
    slug: 'helper',
    owner: repo.owner,
    webhookSecret: 'a-long-secret',
    permissions: { contents: 'write', issues: 'write' },
    events: [],
    callbackUrls: [CALLBACK],
  })
  if (!registered.client) throw new Error('nobody can sign in')
  client = registered.client
})
afterAll(() => stage?.close())

const addressOf = (query: Record<string, string> = {}) =>
  `${stage.github.url}/login/oauth/authorize?${new URLSearchParams({
    client_id: client.id,
    redirect_uri: CALLBACK,
    state: 'here',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...query,
  })}`

async function allow(login: string, query: Record<string, string> = {}, origin = stage.github.url) {
  const address = new URL(addressOf(query))
  return fetch(`${address.origin}${address.pathname}`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams([...address.searchParams, ['login', login]]),
    redirect: 'manual',
  })
}

async function codeOf(login: string): Promise<string> {
  const location = (await allow(login)).headers.get('location') ?? ''
  return new URL(location).searchParams.get('code') ?? ''
}

async function exchange(form: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${stage.github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: client.id,
      client_secret: client.secret,
      code_verifier: VERIFIER,
      ...form,
    }),
  })
  return Object(await answer.json())
}

async function signIn(login: string) {
  const { access_token } = await exchange({ code: await codeOf(login) })
  return String(access_token)
}

describe('signing in with an App', () => {
  it('asks who somebody is, and sends the browser back with a code and the state', async () => {
    const page = await (await fetch(addressOf())).text()
    expect(page).toContain('Authorize as acme')
    expect(page).not.toContain('[bot]')
    const answer = await allow('acme')
    expect(answer.status).toBe(302)
    const to = new URL(answer.headers.get('location') ?? '')
    expect(to.href.startsWith(`${CALLBACK}?code=`)).toBe(true)
    expect(to.searchParams.get('state')).toBe('here')
  })

  it('leads nowhere but where the App has said, and takes forms of no other page', async () => {
    for (const redirect_uri of [
      'https://evil.example/sign-in/callback',
      'http://127.0.0.1:3000/sign-in/callback.evil',
    ])
      expect((await fetch(addressOf({ redirect_uri }))).status).toBe(400)
    expect((await fetch(addressOf({ client_id: 'Iv1.1' }))).status).toBe(400)
    expect((await allow('acme', {}, 'https://evil.example')).status).toBe(403)
    expect((await allow('nobody')).status).toBe(400)
    const elsewhere = await allow('acme', { redirect_uri: 'http://127.0.0.1:4711/sign-in/callback' })
    expect(elsewhere.headers.get('location')).toContain('http://127.0.0.1:4711/')
  })

  it('gives one token for a code, to who asked for it', async () => {
    const code = await codeOf('acme')
    expect(await exchange({ code, client_secret: 'wrong' })).toMatchObject({
      error: 'incorrect_client_credentials',
    })
    expect(await exchange({ code: await codeOf('acme'), code_verifier: 'of somebody else' })).toMatchObject({
      error: 'bad_verification_code',
    })
    expect(await exchange({ code })).toMatchObject({
      access_token: expect.stringMatching(/^ghu_/),
      token_type: 'bearer',
      expires_in: 28_800,
    })
    expect(await exchange({ code })).toMatchObject({ error: 'bad_verification_code' })
  })
})

describe('the token of a person who has signed in', () => {
  it('tells who it is, and what the person can read of what the App is installed on', async () => {
    const acme = stage.client(await signIn('acme'))
    expect((await acme.users.getAuthenticated()).data.login).toBe('acme')
    const { data } = await acme.apps.listInstallationsForAuthenticatedUser()
    expect(data.installations.map(({ id }) => id)).toEqual([stage.app.installation])
    const { data: readable } = await acme.apps.listInstallationReposForAuthenticatedUser({
      installation_id: stage.app.installation,
    })
    expect(readable.repositories.map(({ full_name }) => full_name)).toEqual(['acme/payments'])
    const stranger = stage.client(await signIn('stranger'))
    expect((await stranger.apps.listInstallationsForAuthenticatedUser()).data.total_count).toBe(0)
    await expect(
      stranger.apps.listInstallationReposForAuthenticatedUser({ installation_id: stage.app.installation }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(stage.maintainer.apps.listInstallationsForAuthenticatedUser()).rejects.toMatchObject({
      status: 403,
    })
  })

  it('does no more than the App may, and nothing once it was taken back', async () => {
    const token = await signIn('acme')
    const acme = stage.client(token)
    expect((await acme.issues.create({ ...repo, title: 'By hand' })).data.user?.login).toBe('acme')
    await expect(
      acme.repos.createCommitStatus({ ...repo, sha: 'a'.repeat(40), state: 'success' }),
    ).rejects.toMatchObject({ status: 403 })
    const takeBack = ({ id, secret }: typeof client) =>
      fetch(`${stage.github.apiUrl}/applications/${id}/token`, {
        method: 'DELETE',
        headers: {
          authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ access_token: token }),
      })
    const other = await stage.github.admin.registerApp({
      ...{ slug: 'other', owner: repo.owner, webhookSecret: 'a-long-secret', permissions: {}, events: [] },
      callbackUrls: [CALLBACK],
    })
    expect((await takeBack({ ...client, secret: 'wrong' })).status).toBe(401)
    expect((await takeBack(other.client ?? client)).status).toBe(404)
    expect((await takeBack(client)).status).toBe(204)
    await expect(acme.users.getAuthenticated()).rejects.toMatchObject({ status: 401 })
  })
})
