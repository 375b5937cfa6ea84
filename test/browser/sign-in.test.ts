import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { NOW } from '../builders/story.ts'
import { JUDGED } from '../dashboard/a-dashboard.ts'
import { type DashboardWithSignIn, dashboardWithSignIn } from '../dashboard/access/dashboard-with-sign-in.ts'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isWiderThanItsWindow, picture, violations } from './look-at.ts'
import { type ServedPages, servePages } from './serve-pages.ts'

// They open a database, a GitHub and a browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let dashboard: DashboardWithSignIn
let browser: TestBrowser
let server: ServedPages

beforeAll(async () => {
  server = await servePages((request) => dashboard.dashboard.fetch(request))
  ;[dashboard, browser] = await Promise.all([
    dashboardWithSignIn({ publicUrl: server.url }),
    launchBrowser({ width: 375 }),
  ])
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
  await server?.close()
})

it('who follows a link to a run signs in on GitHub, sees the run, and signs out', async () => {
  const page = await open(JUDGED)
  expect(await page.textContent('h1')).toBe('Sign in')
  expect(await violations(page)).toEqual([])
  await picture(page, 'dashboard-sign-in')
  await page.click('text=Sign in with GitHub')
  expect(page.url()).toContain(`${dashboard.stage.github.url}/login/oauth/authorize`)
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

it('a page that is still open elsewhere shows nothing any more once its reader has signed out', async () => {
  const page = await open('/runs')
  await page.click('text=Sign in with GitHub')
  await page.click('text=Authorize as acme')
  const other = await open(JUDGED)
  expect(await other.textContent('h1')).toBe('Retry charges twice')
  await page.click('text=Sign out')
  const run = 'acme/payments#12.1'
  await dashboard.store.appendAudit(run, { at: NOW, kind: 'any', payload: {} })
  await other.waitForSelector('h1:text-is("Sign in")')
  expect(await other.content()).not.toContain('Retry charges twice')
  await Promise.all([page.close(), other.close()])
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
