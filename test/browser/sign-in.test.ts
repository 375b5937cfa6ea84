import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createUserSignIn } from '../../src/adapters/github/connection/app/user-sign-in.ts'
import { signInAccess } from '../../src/dashboard/access/sign-in.ts'
import { type ADashboard, aDashboard, JUDGED } from '../dashboard/a-dashboard.ts'
import { repo, type Stage, setStage } from '../embedded-github/support.ts'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isWiderThanItsWindow, picture, violations } from './look-at.ts'
import { type ServedPages, servePages } from './serve-pages.ts'

// They open a database, a GitHub and a browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stage: Stage
let dashboard: ADashboard
let browser: TestBrowser
let server: ServedPages

beforeAll(async () => {
  stage = await setStage()
  server = await servePages((request) => dashboard.dashboard.fetch(request))
  const { url } = server
  const { client } = await stage.github.admin.registerApp({
    ...{ slug: 'helper', owner: repo.owner, webhookSecret: 'a-long-secret', permissions: {}, events: [] },
    callbackUrls: [`${url}/sign-in/callback`],
  })
  if (!client) throw new Error('nobody can sign in')
  const [clientId, clientSecret] = [client.id, client.secret]
  dashboard = await aDashboard({
    access: signInAccess({
      github: createUserSignIn({ clientId, clientSecret, apiUrl: stage.github.apiUrl }),
      ...{ secret: clientSecret, publicUrl: url, operators: [] },
      ...{ log: () => {}, onToken: () => {}, now: () => Date.now() },
    }),
  })
  browser = await launchBrowser({ width: 375 })
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
  await stage?.close()
  await server?.close()
})

it('who follows a link to a run signs in on GitHub, sees the run, and signs out', async () => {
  const page = await open(JUDGED)
  expect(await page.textContent('h1')).toBe('Sign in')
  expect(await violations(page)).toEqual([])
  await picture(page, 'dashboard-sign-in')
  await page.click('text=Sign in with GitHub')
  expect(page.url()).toContain(`${stage.github.url}/login/oauth/authorize`)
  await page.click('text=Authorize as acme')
  expect(new URL(page.url()).pathname).toBe(JUDGED)
  expect(await page.textContent('h1')).toBe('Retry charges twice')
  expect(await page.textContent('.who')).toContain('acme')
  expect(await violations(page)).toEqual([])
  expect(await isWiderThanItsWindow(page)).toBe(false)
  await page.click('text=Sign out')
  expect(await page.textContent('h1')).toBe('Signed out')
  await page.goto(`${server.url}${JUDGED}`)
  expect(await page.textContent('h1')).toBe('Sign in')
  await page.close()
})

it('a stranger sees nothing of it', async () => {
  const page = await open(JUDGED)
  await page.click('text=Sign in with GitHub')
  await page.click('text=Authorize as stranger')
  expect(await page.textContent('h1')).toBe('Not found')
  await page.click('text=All runs')
  expect(await page.textContent('main')).toContain('There are no runs yet.')
  await page.close()
})

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${server.url}${path}`)
  return page
}
