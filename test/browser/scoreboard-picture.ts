import { launchBrowser } from './launch-browser.ts'

/**
 * Takes the picture of the README, the scoreboard comment alone, from a demo that is left running: `npm run demo -- --keep`, and then
 * `node test/browser/scoreboard-picture.ts ISSUE_URL docs/scoreboard.png`. It is made at twice the size, for sharp screens.
 */
async function takePicture(url: string, file: string): Promise<void> {
  const browser = await launchBrowser({ width: 1140, scale: 2 })
  try {
    const page = await browser.context.newPage()
    await page.goto(url)
    const heading = page.getByRole('heading', { name: /^Speculation on/ })
    await heading.locator('xpath=ancestor::li[1]').screenshot({ path: file })
  } finally {
    await browser.close()
  }
}

const [url, file] = process.argv.slice(2)
if (url === undefined || file === undefined)
  throw new Error('node test/browser/scoreboard-picture.ts ISSUE_URL FILE.png')
await takePicture(url, file)
