import { join } from 'node:path'
import { source } from 'axe-core'
import type { Page } from 'playwright-core'

export const WIDTHS = [375, 1_440] as const
const THEMES = ['light', 'dark'] as const
/** What is out of place is so in both themes, and a colour that cannot be read at both widths: so that not all four are searched. */
export const LOOKS = [
  [375, 'light'],
  [1_440, 'dark'],
] as const

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What keeps a person from using the page as it is shown now, by WCAG 2.2 AA and axe's own rules. */
export async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(source)
  const violations = await page.evaluate<readonly Violation[]>(FIND_VIOLATIONS)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
  )
}

/** What is right is not described, which takes a page of tables most of the time. */
const FIND_VIOLATIONS = "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)"

/** Only what is made to scroll does; the page itself has to be read by one finger. */
export function isWiderThanItsWindow(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}

/**
 * Whether an element that is wider than its place says so by a shadow where more of it lies: what scrolls along covers the shadow at its
 * ends, and nothing inside of it does.
 */
export function isCued(page: Page, selector: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const wide = document.querySelector(${JSON.stringify(selector)})
    const styles = [...wide.querySelectorAll('tr, th, td')].map((each) => getComputedStyle(each).backgroundColor)
    return wide.scrollWidth > wide.clientWidth
      && getComputedStyle(wide).backgroundAttachment === 'local, local, scroll, scroll'
      && styles.every((colour) => /^rgba\\(.*, 0(?:\\.\\d+)?\\)$/.test(colour))
  })()`)
}

/** The same in each theme. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme })
    await picture(page, `${name}-${theme}`)
  }
}

/** For people to look at, where `PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const { PICTURES: folder } = process.env
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
