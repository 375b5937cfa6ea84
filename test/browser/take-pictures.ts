import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Locator, Page } from 'playwright-core'
import { launchBrowser } from './launch-browser.ts'

/**
 * Takes the pictures of the documentation from a demo that it runs: `node test/browser/take-pictures.ts`. They are made at twice the size,
 * for sharp screens.
 */
async function takePictures(): Promise<void> {
  const demo = startDemo()
  try {
    const { issue, run } = await demo.ended
    await picture('scoreboard.png', 1140, issue, commentWithScoreboard)
    await picture('run.png', 1140, run, (page) => page)
  } finally {
    demo.stop()
  }
}

const ROOT = join(import.meta.dirname, '../..')

interface Addresses {
  /** Where the scoreboard is. */
  readonly issue: string
  /** The page of the run. */
  readonly run: string
}

/** A demo that is left running; `ended` once its run is over. */
function startDemo(): { readonly ended: Promise<Addresses>; readonly stop: () => void } {
  const command = ['src/speculate-bin.js', 'demo', '--keep']
  const demo = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = () => void demo.kill('SIGINT')
  return { ended: addressesIn(createInterface({ input: demo.stdout })), stop }
}

async function addressesIn(lines: AsyncIterable<string>): Promise<Addresses> {
  let issue: string | undefined
  let run: string | undefined
  for await (const line of lines) {
    issue ??= /http:\S+\/issues\/\d+/.exec(line)?.[0]
    run ??= /http:\S+\/runs\/\S+/.exec(line)?.[0]
    if (LAST_LINE.test(line) && issue !== undefined && run !== undefined) return { issue, run }
  }
  throw new Error('the demo ended without saying where it can be seen')
}

const LAST_LINE = /Press Ctrl-C/

async function picture(
  name: string,
  width: number,
  url: string,
  part: (page: Page) => Pick<Locator, 'screenshot'>,
): Promise<void> {
  const browser = await launchBrowser({ width, scale: 2 })
  try {
    const page = await browser.context.newPage()
    await page.goto(url)
    await part(page).screenshot({ path: join(ROOT, 'docs', name) })
  } finally {
    await browser.close()
  }
}

function commentWithScoreboard(page: Page): Locator {
  const heading = page.getByRole('heading', { name: /^Speculation on/ })
  return heading.locator('xpath=ancestor::li[1]')
}

await takePictures()
