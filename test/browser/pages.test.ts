import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isCued, picture } from './look-at.ts'
import { type SampleSite, startSampleSite } from './sample-site.ts'

let browser: TestBrowser
let site: SampleSite

beforeAll(async () => {
  site = await startSampleSite(`${TEXT}\n${HOSTILE}`)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const TEXT = `A charge is sent **twice** when the first answer is late.

| candidate | tests | score |
| --- | :---: | ---: |
| \`minimal-change\` | passed | 0.91 |
| \`refactor\` | failed | 0.00 |

<details><summary>Steps</summary>

\`\`\`js
await charge(client, 100) // @nobody #77
\`\`\`

</details>

- [x] reproduced, see #2
- [ ] fixed
`

const HOSTILE = `
<!-- a hidden note -->
<script>document.title = 'owned'</script>
<img src="https://evil.example/a.png" onerror="document.title='owned'" alt="a picture">

![tracker](https://evil.example/b.png)
<a href="javascript:document.title='owned'">click</a>
<style>body { display: none }</style>
<iframe src="https://evil.example/"></iframe>
<form action="https://evil.example/"><input name="q"><button>Send</button></form>
<div style="position:fixed;background:url(https://evil.example/c.png)" onclick="alert(1)">styled</div>
<link rel="stylesheet" href="https://evil.example/d.css"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<svg onload="document.title='owned'"><image href="https://evil.example/e.png"/></svg>
`

it('an issue page shows tables, details, labels and code, and nothing hostile works', async () => {
  const { page, strangers } = await open('/acme/payments/issues/1')
  expect(await page.title()).toBe('Retry charges <b>twice</b> · Issue #1')
  expect(await page.textContent('h1')).toContain('Retry charges <b>twice</b> #1')
  expect(await page.textContent('.badge')).toBe('Open')
  expect(await page.locator('.chips .chip').allTextContents()).toEqual(['bug', 'speculate'])
  expect(await colourOf(page, '.chip.label-d73a4a')).toBe('rgb(215, 58, 74)')
  expect(await page.locator('.markdown table tr').count()).toBe(3)
  expect(await page.locator('.markdown details pre').isVisible()).toBe(false)
  await page.click('summary')
  expect(await page.locator('.markdown details pre').isVisible()).toBe(true)
  expect(await page.locator('.task-list-item input[type=checkbox]:disabled').count()).toBe(2)
  expect(await page.locator('.markdown .issue-link').allTextContents()).toEqual(['#2'])
  expect(await page.locator('.markdown .user-mention').allTextContents()).toEqual(['@ada'])
  expect(await page.locator('.event').allTextContents()).toEqual([
    expect.stringMatching(/^ada added the label bug/),
  ])
  expect(await page.locator('img, script, iframe, form, style:not([nonce]), object, svg image').count()).toBe(
    0,
  )
  expect(await page.locator('[onerror], [onclick], [onload], [style], a[href^="javascript:"]').count()).toBe(
    0,
  )
  expect(await page.content()).not.toContain('a hidden note')
  expect(strangers).toEqual([])
  await picture(page, 'embedded-github-issue')
})

it('a pull page shows that it is a draft, its labels, checks and conversation', async () => {
  const { page, strangers } = await open('/acme/payments/pull/2')
  expect(await page.textContent('.badge')).toBe('Draft')
  expect(await page.locator('.chips .chip').allTextContents()).toEqual(['speculate', 'speculate:winner'])
  expect(await page.locator('.conversation .event').allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('a commit'),
      expect.stringContaining('speculate:winner'),
    ]),
  )
  const icons = await page
    .locator('.rows .icon')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  expect(icons.toSorted()).toEqual(['failed', 'passed', 'skipped'])
  expect(await page.textContent('.annotation')).toContain('Do not await inside of a loop.')
  expect(strangers).toEqual([])
  await picture(page, 'embedded-github-pull')
  await page.click('text=Checks')
  await picture(page, 'embedded-github-checks')
  await page.click('text=lint')
  expect(await page.textContent('.log')).toContain('Process completed with exit code 1.')
  await picture(page, 'embedded-github-job')
})

it('lists show states, labels and what the checks come to', async () => {
  const { page } = await open('/acme/payments/pulls')
  expect(await page.textContent('.item .badge')).toBe('Draft')
  expect(await page.locator('.item .icon').getAttribute('aria-label')).toBe('failed')
  await picture(page, 'embedded-github-pulls')
  await page.click('text=Issues')
  expect(await page.locator('.item .title').allTextContents()).toEqual(['Retry charges <b>twice</b>'])
  await page.click('text=0 closed')
  expect(await page.textContent('.rows')).toContain('Nothing here.')
})

it('the files of a pull request are shown as a diff', async () => {
  const { page } = await open('/acme/payments/pull/2/files')
  expect(await page.textContent('.diff .added')).toContain('!done')
  expect(await page.textContent('.diff .removed')).toContain('i < 3')
  await picture(page, 'embedded-github-files')
})

it('the repository page shows branches and the README, and each file', async () => {
  const { page } = await open('/acme/payments')
  expect(await page.locator('.side a').allTextContents()).toEqual(['main', 'speculate/1.1/minimal-change'])
  expect(await page.textContent('.markdown h1')).toBe('Payments')
  await picture(page, 'embedded-github-repository')
  await page.click('text=speculate/1.1/minimal-change')
  await page.click('text=src/')
  await page.click('text=charge.js')
  expect(await page.textContent('.log')).toContain('!done')
})

it('a table that is wider than a phone scrolls, with a shadow where more of it lies, which no row covers', async () => {
  const { page } = await open('/acme/payments/issues/1')
  await page.setViewportSize({ width: 220, height: 600 })
  expect(await isCued(page, '.markdown table')).toBe(true)
  await picture(page, 'embedded-github-issue-phone')
})

it('every page is readable in the dark', async () => {
  const { page } = await open('/acme/payments/pull/2')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await colourOf(page, 'body')).toBe('rgb(13, 17, 23)')
  await picture(page, 'embedded-github-pull-dark')
  await page.goto(`${site.url}/acme/payments/issues/1`)
  await picture(page, 'embedded-github-issue-dark')
})

it.each([
  '/acme/nothing',
  '/acme/payments/issues/99',
  '/acme/payments/pull/1',
  '/acme/payments/blob/main/../x',
  '/%ff/x/blob/%ff',
])('%s is not found, in a page', async (path) => {
  const response = await fetch(`${site.url}${path}`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

async function open(path: string): Promise<{ page: Page; strangers: string[] }> {
  const page = await browser.context.newPage()
  page.setDefaultTimeout(5_000)
  const strangers: string[] = []
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol !== 'data:' && hostname !== '127.0.0.1') strangers.push(request.url())
  })
  await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' })
  return { page, strangers }
}

function colourOf(page: Page, selector: string): Promise<unknown> {
  return page.evaluate(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundColor`,
  )
}
