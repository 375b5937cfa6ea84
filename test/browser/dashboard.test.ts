import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { IDS, NOW } from '../builders/story.ts'
import { type ADashboard, aDashboard, JUDGED, OPEN } from '../dashboard/a-dashboard.ts'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isWiderThanItsWindow, picture, THEMES, violations, WIDTHS } from './look-at.ts'

// They open a database and a browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let dashboard: ADashboard
let browser: TestBrowser
let server: Server
let url: string

beforeAll(async () => {
  dashboard = await aDashboard()
  server = createServer(getRequestListener((request) => dashboard.dashboard.fetch(request)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
  server?.closeAllConnections()
  server?.close()
})

it.each(WIDTHS.flatMap((width) => THEMES.map((theme) => ({ width, theme }))))(
  'everybody can use every page, $width pixels wide, $theme',
  async ({ width, theme }) => {
    const page = await open('about:blank', width)
    await page.emulateMedia({ colorScheme: theme })
    for (const [name, path] of PAGES) {
      await page.goto(`${url}${path}`)
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
      expect(await violations(page), path).toEqual([])
      expect(await isWiderThanItsWindow(page), path).toBe(false)
      await picture(page, `dashboard-${name}-${width}-${theme}`)
    }
    await page.close()
  },
)

const PAGES = [
  ['runs', '/runs'],
  ['run', JUDGED],
  ['open-run', OPEN],
  ['patches', `${JUDGED}/patches`],
  ['statistics', '/statistics'],
  ['operations', '/operations'],
  ['missing', '/nowhere'],
] as const

it('a run is seen to go on while its page is open, and what was opened stays open', async () => {
  const page = await open(`${url}${OPEN}`, 1_440)
  await page.click('#story summary')
  const key = { speculation: 'acme/shop#31.1', candidate: IDS[0] ?? '', number: 1 }
  await dashboard.store.heartbeat(key, NOW, 'runs the tests for the third time')
  await page.waitForSelector('text=runs the tests for the third time')
  expect(await page.getAttribute('#story', 'open')).toBe('')
  // Somebody cuts the connection: what happens meanwhile is there as soon as it is back.
  server.closeAllConnections()
  await dashboard.store.heartbeat(key, NOW, 'is nearly done')
  await page.waitForSelector('text=is nearly done')
  await page.close()
})

it('the list of runs goes on as well', async () => {
  const page = await open(`${url}/runs`, 375)
  const key = { speculation: 'acme/shop#31.1', candidate: IDS[1] ?? '', number: 1 }
  await dashboard.store.beginAttempt(key, NOW)
  await page.waitForSelector('text=being written >> nth=1')
  await page.close()
})

it('pages can be read without a script, and the first key leads past the menu', async () => {
  const page = await open(`${url}${JUDGED}`, 1_440)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('content')
  await page.close()
})

async function open(address: string, width: number): Promise<Page> {
  const page = await browser.context.newPage()
  page.setDefaultTimeout(15_000)
  await page.setViewportSize({ width, height: 900 })
  await page.goto(address)
  return page
}
