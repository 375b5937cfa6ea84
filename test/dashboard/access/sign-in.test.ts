import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { KNOWN_MS } from '../../../src/dashboard/access/known-repositories.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { repo } from '../../embedded-github/support.ts'
import { JUDGED, OPEN } from '../a-dashboard.ts'
import { type DashboardWithSignIn, dashboardWithSignIn } from './dashboard-with-sign-in.ts'
import { createVisitor, type Visitor } from './visitor.ts'

// They open a database and a GitHub.
vi.setConfig({ hookTimeout: 60_000 })

const SERVER = 'https://speculate.example.com'
const tokens: string[] = []
let dashboard: DashboardWithSignIn
let stage: DashboardWithSignIn['stage']
let now = Date.now()
let visitor: Visitor

beforeAll(async () => {
  dashboard = await dashboardWithSignIn({
    ...{ publicUrl: SERVER, operators: ['ACME'] },
    ...{ onToken: (token) => tokens.push(token), now: () => now },
  })
  stage = dashboard.stage
})
afterAll(() => dashboard?.close())
beforeEach(() => {
  visitor = createVisitor(dashboard.dashboard, SERVER)
})

const PAGES = [
  '/runs',
  '/runs?state=open',
  '/runs/events',
  JUDGED,
  `${JUDGED}/events`,
  `${JUDGED}/patches`,
  `${JUDGED}/transcripts/one/1`,
  '/runs/acme/nothing/1/1',
  '/statistics',
  '/operations',
]

describe('somebody who is not signed in', () => {
  it.each(PAGES)('is asked to sign in, and learns nothing: %s', async (path) => {
    const answer = await visitor.get(path)
    expect(answer.status).toBe(401)
    const page = await answer.text()
    expect(page).toContain(`href="/sign-in?to=${encodeURIComponent(path)}"`)
    expect(page).not.toMatch(/Retry|payments#|minimal/)
  })

  it('is asked to sign in where a form is sent, and does not come back to an address that is none', async () => {
    const answer = await visitor.post('/operations/redrive', { id: 'any' })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toContain('href="/sign-in?to=%2Fruns"')
  })

  it('is not let in by a cookie that this server has not sealed', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    const sealed = visitor.cookies.get('__Host-speculate') ?? ''
    for (const changed of ['', 'x', `${sealed.slice(0, -2)}AA`, sealed.slice(10), 'A'.repeat(200)]) {
      visitor.cookies.set('__Host-speculate', changed)
      expect((await visitor.get('/runs')).status).toBe(401)
    }
    visitor.cookies.set('__Host-speculate', sealed)
    expect((await visitor.get('/runs')).status).toBe(200)
  })

  it('does not get in by a code that was asked for elsewhere, nor too late', async () => {
    const other = createVisitor(dashboard.dashboard, SERVER)
    const stolen = await other.comeBack(stage.github.url, 'acme')
    await visitor.get('/sign-in')
    expect((await visitor.get(stolen)).status).toBe(400)
    expect((await visitor.get('/sign-in/callback?code=x&state=')).status).toBe(400)
    const back = await visitor.comeBack(stage.github.url, 'acme')
    now += 11 * 60_000
    expect((await visitor.get(back)).status).toBe(400)
    expect(visitor.cookies.has('__Host-speculate')).toBe(false)
  })
})

describe('somebody who signs in', () => {
  it('comes back to what was asked for, with a cookie that no script and no other page can use', async () => {
    const answer = await visitor.signIn(stage.github.url, 'acme', JUDGED)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, JUDGED])
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-speculate=')) ?? ''
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
    const token = tokens.at(-1) ?? ''
    expect(token).toMatch(/^ghu_/)
    expect(cookie).not.toContain(token)
    expect(await (await visitor.get(JUDGED)).text()).toContain('Retry charges twice')
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '/runs.evil.example',
    '/sign-in?to=/runs',
    '/sign-out',
  ])('is not led to %s', async (to) => {
    expect((await visitor.signIn(stage.github.url, 'acme', to)).headers.get('location')).toBe('/runs')
  })

  it('sees runs of what GitHub lets them read, and no others', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    const list = await (await visitor.get('/runs')).text()
    expect([list.includes(JUDGED), list.includes(OPEN)]).toEqual([true, false])
    // Not even as something that could be chosen.
    expect(list).toContain('<option value="acme/payments">')
    expect(list).not.toContain('acme/shop')
    const asked = await (await visitor.get('/runs?repository=acme/shop')).text()
    expect(asked).toContain('There are no such runs.')
    for (const path of [OPEN, `${OPEN}/events`, `${OPEN}/patches`])
      expect((await visitor.get(path)).status).toBe(404)
  })

  it('sees nothing where GitHub lets them read nothing', async () => {
    await visitor.signIn(stage.github.url, 'stranger')
    expect(await (await visitor.get('/runs')).text()).not.toContain(JUDGED)
    for (const path of PAGES.filter((one) => one.startsWith('/runs/acme')))
      expect((await visitor.get(path)).status, path).toBe(404)
  })

  it('counts only the runs that they see, and has the queue only as an operator', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    expect(await (await visitor.get('/statistics')).text()).toContain('<p>One run. ')
    expect((await visitor.get('/operations')).status).toBe(200)
    const stranger = createVisitor(dashboard.dashboard, SERVER)
    await stranger.signIn(stage.github.url, 'stranger')
    expect(await (await stranger.get('/statistics')).text()).toContain('There are no runs yet.')
    expect((await stranger.get('/operations')).status).toBe(404)
  })

  it('does not see the runs of a repository that had the name before', async () => {
    const issue = { owner: 'acme', repo: 'payments', number: 77 }
    await dashboard.store.insertSpeculation(aSpeculation({ issue, repositoryId: 'R_of_another' }))
    await visitor.signIn(stage.github.url, 'acme')
    expect((await visitor.get('/runs/acme/payments/77/1')).status).toBe(404)
    expect(await (await visitor.get('/runs')).text()).not.toContain('/runs/acme/payments/77/1')
  })

  it('sees them for some minutes after they were let out, and not for longer', async () => {
    const name = { owner: repo.owner, name: repo.repo }
    await stage.github.admin.setCollaborator(name, 'stranger', 'read')
    await visitor.signIn(stage.github.url, 'stranger')
    expect((await visitor.get(JUDGED)).status).toBe(200)
    await stage.github.admin.setCollaborator(name, 'stranger', undefined)
    now += KNOWN_MS + 1
    expect((await visitor.get(JUDGED)).status).toBe(404)
  })

  it('is signed out by a form of this server alone, at every process at once, and GitHub forgets the token', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    const session = visitor.cookies.get('__Host-speculate') ?? ''
    const elsewhere = createVisitor(dashboard.another(), SERVER)
    elsewhere.cookies.set('__Host-speculate', session)
    expect((await elsewhere.get('/runs')).status).toBe(200)
    expect((await visitor.post('/sign-out', { key: 'guessed' })).status).toBe(403)
    expect((await visitor.get('/runs')).status).toBe(200)
    const answer = await signOut(visitor)
    expect(answer.headers.get('location')).toBe('/signed-out')
    expect(visitor.cookies.has('__Host-speculate')).toBe(false)
    // Who has kept the cookie has nothing, wherever GitHub's answer of before is still remembered.
    visitor.cookies.set('__Host-speculate', session)
    for (const each of [visitor, elsewhere])
      for (const path of ['/runs', '/runs/events', JUDGED]) expect((await each.get(path)).status).toBe(401)
  })

  it('is signed out as well where GitHub cannot be told', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    const session = visitor.cookies.get('__Host-speculate') ?? ''
    stage.github.faults.add({
      on: { route: '/applications/:client/token' },
      fault: { kind: 'error-before', status: 500 },
      times: 10,
    })
    await signOut(visitor)
    visitor.cookies.set('__Host-speculate', session)
    now += KNOWN_MS + 1
    expect((await visitor.get('/runs')).status).toBe(401)
  })

  it('is not signed out by a page of somebody else, with which the cookie is not sent', async () => {
    const answer = await createVisitor(dashboard.dashboard, SERVER).post('/sign-out', {})
    expect(answer.headers.get('location')).toBe('/runs')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is signed out after eight hours at the latest', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    now += 8 * 3_600_000 + 1
    expect((await visitor.get('/runs')).status).toBe(401)
  })

  it('sees nothing of an installation that is suspended or kept from them, and all of the others', async () => {
    const tools = { owner: 'elsewhere', name: 'tools' }
    await stage.github.admin.createRepository({ ...tools, source: { directory: import.meta.dirname } })
    await stage.github.admin.installApp(dashboard.app, 'elsewhere', ['tools'])
    await stage.github.admin.setCollaborator(tools, 'acme', 'read')
    const issue = { owner: 'elsewhere', repo: 'tools', number: 5 }
    await dashboard.store.insertSpeculation(aSpeculation({ issue }))
    const seen = async () => {
      await visitor.signIn(stage.github.url, 'acme')
      const list = await (await visitor.get('/runs')).text()
      return [list.includes(JUDGED), list.includes('/runs/elsewhere/tools/5/1')]
    }
    expect(await seen()).toEqual([true, true])
    await stage.github.admin.setSuspended(dashboard.app, repo.owner, true)
    expect(await seen()).toEqual([false, true])
    await stage.github.admin.setSuspended(dashboard.app, repo.owner, false)
    stage.github.faults.add({
      on: { route: '/user/installations/:id/repositories' },
      fault: { kind: 'error-before', status: 403 },
    })
    expect(await seen()).toEqual([false, true])
  })

  it('sees nothing while GitHub does not say what they can read', async () => {
    await visitor.signIn(stage.github.url, 'acme')
    stage.github.faults.add({
      on: { route: '/user/installations' },
      fault: { kind: 'error-before', status: 403 },
    })
    const answer = await visitor.get(JUDGED)
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('Retry')
  })
})

async function signOut(visitor: Visitor): Promise<Response> {
  const page = await (await visitor.get('/runs')).text()
  return visitor.post('/sign-out', { key: /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '' })
}
