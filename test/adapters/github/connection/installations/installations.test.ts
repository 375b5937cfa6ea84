import { describe, expect, it } from 'vitest'
import { createInstallations } from '../../../../../src/adapters/github/connection/installations/installations.ts'
import type { SentRequest } from '../../../../../src/adapters/github/connection/sending/create-octokit.ts'
import { ForgeError } from '../../../../../src/ports/forge-errors.ts'
import { credentials } from '../../app-key.ts'
import { api, PATH, REPOSITORY, useNock } from '../../nocked-github.ts'

useNock()

const minute = 60_000
const jwt = /^bearer [\w-]+\.[\w-]+\.[\w-]+$/

function installations(onRequest: (request: SentRequest) => void = () => {}) {
  return createInstallations(credentials, { baseUrl: 'https://api.github.com', pacing: 'none', onRequest })
}

const onInstallation = (id = 3) =>
  api()
    .get(`${PATH}/installation`)
    .matchHeader('authorization', jwt)
    .reply(200, { id, app_slug: 'speculate' })

function onToken(
  token: string,
  look: (body: { permissions: object; repositories: string[] }) => void = () => {},
) {
  return api()
    .post('/app/installations/3/access_tokens', (body) => {
      look(body)
      return true
    })
    .matchHeader('authorization', jwt)
    .reply(201, {
      token,
      expires_at: new Date(Date.now() + 60 * minute).toISOString(),
      permissions: {},
      repository_selection: 'selected',
    })
}

const onRole = (token: string, status = 200) =>
  api()
    .get(`${PATH}/collaborators/maya/permission`)
    .matchHeader('authorization', `token ${token}`)
    .reply(
      status,
      status === 200 ? { permission: 'write', role_name: 'write' } : { message: 'Bad credentials' },
    )

describe('forgeFor', () => {
  it('finds the installation once and uses one token for many calls', async () => {
    const sent: string[] = []
    const app = installations(({ method, path, status }) => sent.push(`${method} ${path} ${status}`))
    onInstallation()
    onToken('t1')
    onRole('t1')
    onRole('t1')
    for (let n = 0; n < 2; n++) {
      const forge = await app.forgeFor(REPOSITORY)
      expect(await forge.roleOf(REPOSITORY, 'maya')).toBe('write')
    }
    expect(sent).toEqual([
      `GET ${PATH}/installation 200`,
      'POST /app/installations/3/access_tokens 201',
      `GET ${PATH}/collaborators/maya/permission 200`,
      `GET ${PATH}/collaborators/maya/permission 200`,
    ])
  })

  it('asks once more for a token whose answer broke off, instead of going without one for an hour', async () => {
    const app = installations()
    onInstallation()
    api()
      .post('/app/installations/3/access_tokens')
      .reply(201, '{"token":"t', { 'content-type': 'application/json' })
    onToken('t1')
    onRole('t1')
    onRole('t1')
    const forge = await app.forgeFor(REPOSITORY)
    expect(await forge.roleOf(REPOSITORY, 'maya')).toBe('write')
    expect(await forge.roleOf(REPOSITORY, 'maya')).toBe('write')
  })

  it('asks for tokens of this one repository, and for less where git is concerned', async () => {
    onInstallation()
    const forge = await installations().forgeFor(REPOSITORY)
    const asked: object[] = []
    const look = ({ permissions, repositories }: { permissions: object; repositories: string[] }) =>
      asked.push({ permissions, repositories })
    onToken('t1', look)
    onRole('t1')
    await forge.roleOf(REPOSITORY, 'maya')
    onToken('git', look)
    const { authorization } = await forge.gitRemote(REPOSITORY)
    expect(authorization).toBe(`Basic ${btoa('x-access-token:git')}`)
    expect(asked).toEqual([
      {
        repositories: ['payments'],
        permissions: {
          contents: 'write',
          issues: 'write',
          pull_requests: 'write',
          actions: 'read',
          checks: 'read',
          statuses: 'read',
          metadata: 'read',
        },
      },
      { repositories: ['payments'], permissions: { contents: 'write', metadata: 'read' } },
    ])
  })

  it('takes a new token when GitHub does not know the old one any more', async () => {
    onInstallation()
    onToken('revoked')
    onRole('revoked', 401)
    onToken('fresh')
    onRole('fresh')
    const forge = await installations().forgeFor(REPOSITORY)
    expect(await forge.roleOf(REPOSITORY, 'maya')).toBe('write')
  })

  it('says so where the App is not installed, and looks again the next time', async () => {
    const app = installations()
    api().get(`${PATH}/installation`).reply(404, { message: 'Not Found' })
    await expect(app.forgeFor(REPOSITORY)).rejects.toMatchObject({ kind: 'not-found' })
    onInstallation()
    await app.forgeFor(REPOSITORY)
  })

  it('forgets an installation that is gone', async () => {
    const app = installations()
    onInstallation()
    const forge = await app.forgeFor(REPOSITORY)
    api().post('/app/installations/3/access_tokens').reply(404, { message: 'Not Found' })
    await expect(forge.roleOf(REPOSITORY, 'maya')).rejects.toMatchObject({ kind: 'not-found' })
    onInstallation(4)
    expect(await app.forgeFor(REPOSITORY)).not.toBe(forge)
  })
})

it('knows its own login', async () => {
  const app = installations()
  api().get('/app').reply(200, { slug: 'speculate' })
  expect([await app.login(), await app.login()]).toEqual(['speculate[bot]', 'speculate[bot]'])
})

describe('redeliverFailed', () => {
  const now = '2026-01-04T00:00:00Z'
  const delivery = (
    id: number | string,
    guid: string,
    status_code: number,
    delivered_at = '2026-01-03T00:00:00Z',
  ) => `{"id":${id},"guid":"${guid}","status_code":${status_code},"delivered_at":"${delivered_at}"}`
  const onList = (status: string, ...deliveries: string[]) =>
    api()
      .get('/app/hook/deliveries')
      .query({ status, per_page: 100 })
      .reply(200, `[${deliveries.join()}]`, { 'content-type': 'application/json' })
  const onAttempt = (id: string, status = 202) =>
    api().post(`/app/hook/deliveries/${id}/attempts`).reply(status, {})
  const redeliver = (since = '2026-01-01T00:00:00Z') => installations().redeliverFailed({ since, now })

  it('asks nothing more when nothing failed', async () => {
    onList('failure')
    expect(await redeliver()).toEqual({ asked: 0 })
  })

  it('asks once for each delivery that never succeeded, also with an id beyond 2^53', async () => {
    onList(
      'failure',
      delivery('90071992547409931', 'lost', 502),
      delivery(2, 'lost', 500, '2026-01-02T20:00:00Z'),
      delivery(1, 'saved', 0),
    )
    onList('success', delivery(3, 'saved', 200))
    onAttempt('90071992547409931')
    expect(await redeliver()).toEqual({ asked: 1, openSince: '2026-01-02T20:00:00.000Z' })
  })

  it('leaves alone what GitHub has forgotten or nobody asks for', async () => {
    onList('failure', delivery(6, 'before the start', 500, '2026-01-02T00:00:00Z'))
    expect(await redeliver('2026-01-02T12:00:00Z')).toEqual({ asked: 0 })
    onList('failure', delivery(7, 'before the three days', 500, '2025-12-31T23:00:00Z'))
    expect(await redeliver('2025-12-01T00:00:00Z')).toEqual({ asked: 0 })
  })

  it.each([
    ['at once', ['23:59:59'], 1],
    ['not before half of its age has passed', ['23:40:00', '23:50:00', '23:56:00'], 0],
    ['when half of its age has passed', ['23:40:00', '23:45:00', '23:48:00', '23:50:00', '23:53:00'], 1],
    ['every hour in the end', ['01:00:00', '23:00:00'], 1],
  ])('O15: asks again %s, however often it has failed', async (_when, times, asked) => {
    const tries = times.map((time, id) => delivery(id, 'down', 502, `2026-01-03T${time}Z`)).reverse()
    onList('failure', ...tries)
    onList('success')
    if (asked) onAttempt(String(times.length - 1))
    const openSince = `2026-01-03T${times[0]}.000Z`
    expect(await redeliver()).toEqual({ asked, openSince })
  })

  it('goes on when GitHub refuses one, and does not ask for that one again', async () => {
    const app = installations()
    const once = () => app.redeliverFailed({ since: '2026-01-01T00:00:00Z', now })
    const list = () => {
      onList('failure', delivery(1, 'a', 500), delivery(2, 'b', 500))
      onList('success')
    }
    list()
    onAttempt('1', 422)
    onAttempt('2')
    expect((await once()).asked).toBe(1)
    list()
    onAttempt('2')
    expect((await once()).asked).toBe(1)
  })
})

describe('askingIssues', () => {
  it('says of a list that broke off that it did, and nothing that stands in it', async () => {
    api()
      .get('/app/installations')
      .query(true)
      .reply(200, '[{"id":3,"account":{"login":"acme"', { 'content-type': 'application/json' })
    await expect(installations().askingIssues('2026-01-01T00:00:00Z')).rejects.toEqual(
      new ForgeError('unavailable', "GitHub's answer cannot be read: it broke off"),
    )
  })
})
