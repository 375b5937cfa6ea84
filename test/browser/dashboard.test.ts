import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { IDS, NOW } from '../builders/story.ts'
import { type ADashboard, JUDGED, OPEN } from '../dashboard/a-dashboard.ts'
import { dashboardWithWork, TRANSCRIPT } from '../dashboard/dashboard-with-work.ts'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isCued, isWiderThanItsWindow, LOOKS, pictures, violations, WIDTHS } from './look-at.ts'
import { type ServedPages, servePages } from './serve-pages.ts'

// They open a database and a browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let dashboard: ADashboard
let browser: TestBrowser
let server: ServedPages

beforeAll(async () => {
  server = await servePages((request) => dashboard.dashboard.fetch(request))
  ;[dashboard, browser] = await Promise.all([dashboardWithWork(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
  await server?.close()
})

it.each([
  ['runs', '/runs'],
  ['run', JUDGED],
  ['open-run', OPEN],
  ['patches', `${OPEN}/patches`],
  ['patches-elsewhere', `${JUDGED}/patches`],
  ['transcript', TRANSCRIPT],
  ['statistics', '/statistics'],
  ['operations', '/operations'],
  ['missing', '/nowhere'],
])('everybody can use the page of %s, wide and narrow, by day and by night', async (name, path) => {
  const page = await open(path, WIDTHS[0])
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
  for (const [width, theme] of LOOKS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: theme })
    expect(await violations(page), `${width} ${theme}`).toEqual([])
    expect(await isWiderThanItsWindow(page), `${width} ${theme}`).toBe(false)
    await pictures(page, `dashboard-${name}-${width}`)
  }
  await page.close()
})

it('what is wider than a phone has a shadow where more of it lies', async () => {
  const page = await open(JUDGED, WIDTHS[0])
  expect(await isCued(page, '.wide:has(table)')).toBe(true)
  await page.close()
})

it('a run is seen to go on while its page is open, and what was opened, scrolled or focused stays so', async () => {
  const page = await open(OPEN, 375)
  await page.click('#story summary')
  const table = '.wide[aria-label=Attempts]'
  await page.evaluate(`document.querySelector('${table}').scrollLeft = 60`)
  await page.focus('nav.inner a[href="#briefs"]')
  const key = { speculation: 'acme/shop#31.1', candidate: IDS[0] ?? '', number: 1 }
  await dashboard.store.heartbeat(key, NOW, 'runs the tests for the third time')
  await page.waitForSelector('text=runs the tests for the third time')
  expect(await page.getAttribute('#story', 'open')).toBe('')
  expect(await page.evaluate(`document.querySelector('${table}').scrollLeft`)).toBe(60)
  expect(await page.evaluate('document.activeElement.hash')).toBe('#briefs')
  // Somebody cuts the connection: what happens meanwhile is there as soon as it is back.
  server.cutConnections()
  await dashboard.store.heartbeat(key, NOW, 'is nearly done')
  await page.waitForSelector('text=is nearly done')
  await page.close()
})

it('what is being chosen above a list is not lost when the list goes on', async () => {
  const page = await open('/runs', 375)
  await page.selectOption('select[name=state]', 'promoted')
  const key = { speculation: 'acme/shop#31.1', candidate: IDS[0] ?? '', number: 1 }
  await dashboard.store.heartbeat(key, NOW, 'reads the tests')
  await page.waitForSelector('text=reads the tests')
  expect(await page.inputValue('select[name=state]')).toBe('promoted')
  await page.close()
})

it('pages can be read and lists be narrowed without a script, by keys alone, of which the first leads past the menu', async () => {
  const page = await browser.context.newPage()
  await page.route('**/*.mjs', (route) => route.abort())
  await page.goto(`${server.url}/runs`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('content')
  for (const key of ['Tab', 'Tab', 'p', 'Tab', 'Enter']) await page.keyboard.press(key)
  await page.waitForURL('**/runs?repository=&state=promoted')
  expect(await page.inputValue('select[name=state]')).toBe('promoted')
  await page.click('.card h2 >> text=Retry charges twice')
  await page.click('#story summary')
  expect(await page.isVisible('#story pre')).toBe(true)
  await page.close()
})

async function open(path: string, width: number): Promise<Page> {
  const page = await browser.context.newPage()
  page.setDefaultTimeout(15_000)
  await page.setViewportSize({ width, height: 900 })
  await page.goto(server.url + path)
  return page
}
