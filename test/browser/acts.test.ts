import { createPages } from '@speculate-dev/embedded-github'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pushBranch, repo, type Stage, setStage } from '../embedded-github/support.ts'
import { launchBrowser, type TestBrowser } from './launch-browser.ts'
import { isWiderThanItsWindow, picture, WIDTHS } from './look-at.ts'

let browser: TestBrowser
let stage: Stage

beforeAll(async () => {
  stage = await setStage({ pages: (context) => createPages(context, { person: repo.owner }) })
  await stage.maintainer.issues.createLabel({ ...repo, name: 'speculate' })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

it.each(WIDTHS)('a maintainer does by hand what can be done to an issue, %d pixels wide', async (width) => {
  const { data } = await stage.stranger.issues.create({
    ...repo,
    title: 'Retry charges twice',
    body: 'Why?',
  })
  const page = await open(`/acme/payments/issues/${data.number}`, width)
  await page.selectOption('select', 'speculate')
  await page.click('text=Add label')
  expect(await page.locator('.chips .chip').allTextContents()).toEqual(['speculate'])
  expect(await page.locator('option').allTextContents()).not.toContain('speculate')
  await page.fill('textarea', '/speculate help')
  await page.click('button:text-is("Comment")')
  expect(await page.locator('.comment .markdown').last().textContent()).toContain('/speculate help')
  await page.fill('textarea', 'Not needed.')
  await page.click('text=Close issue')
  expect(await page.textContent('.badge')).toBe('Closed')
  expect(await page.locator('.comment .markdown').last().textContent()).toContain('Not needed.')
  await page.click('text=Reopen issue')
  expect(await page.textContent('.badge')).toBe('Open')
  await picture(page, `embedded-github-acts-issue-${width}`)
  await page.click('[aria-label="Take off the label speculate"]')
  expect(await page.locator('.chips .chip').count()).toBe(0)
  expect(await isWiderThanItsWindow(page)).toBe(false)
  expect(new URL(page.url()).pathname).toBe(`/acme/payments/issues/${data.number}`)
})

it.each(WIDTHS)('and to a pull request, up to its merge, %d pixels wide', async (width) => {
  const head = `fix-${width}`
  await pushBranch(stage, head, { [`src/${head}.js`]: 'fixed\n' })
  const { data } = await stage.bot.pulls.create({ ...repo, title: 'Fix it', head, base: 'main', draft: true })
  const page = await open(`/acme/payments/pull/${data.number}`, width)
  expect(await page.locator('.buttons button').allTextContents()).toEqual([
    'Comment',
    'Close pull request',
    'Mark ready for review',
  ])
  await page.click('text=Mark ready for review')
  expect(await page.textContent('.badge')).toBe('Open')
  await page.click('text=Convert to draft')
  expect(await page.textContent('.badge')).toBe('Draft')
  await page.click('text=Close pull request')
  expect(await page.textContent('.badge')).toBe('Closed')
  await page.click('text=Reopen pull request')
  await page.click('text=Mark ready for review')
  await picture(page, `embedded-github-acts-pull-${width}`)
  await page.click('text=Merge pull request')
  expect(await page.textContent('.badge')).toBe('Merged')
  expect(await page.locator('.buttons button').allTextContents()).toEqual(['Comment'])
  expect(await isWiderThanItsWindow(page)).toBe(false)
  const merged = await stage.maintainer.pulls.get({ ...repo, pull_number: data.number })
  expect(merged.data.merged_by?.login).toBe(repo.owner)
})

it('says in the words of the API why a pull request cannot be merged', async () => {
  const numbers: number[] = []
  for (const head of ['one', 'other']) {
    await pushBranch(stage, head, { 'README.md': `# ${head}\n` })
    const { data } = await stage.bot.pulls.create({ ...repo, title: 'Fix it', head, base: 'main' })
    numbers.push(data.number)
  }
  await stage.maintainer.pulls.merge({ ...repo, pull_number: numbers[0] ?? 0 })
  const page = await open(`/acme/payments/pull/${numbers[1]}`, 1_440)
  await page.click('text=Merge pull request')
  expect(await page.textContent('main')).toContain('Pull Request is not mergeable')
  await page.click('text=Back')
  expect(await page.textContent('.badge')).toBe('Open')
})

async function open(path: string, width: number): Promise<Page> {
  const page = await browser.context.newPage()
  page.setDefaultTimeout(10_000)
  await page.setViewportSize({ width, height: 900 })
  await page.goto(`${stage.github.url}${path}`)
  return page
}
