import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { source } from 'axe-core'
import type { Page } from 'playwright-core'

export const WIDTHS = [375, 1_440] as const
export const THEMES = ['light', 'dark'] as const

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What keeps a person from using the page as it is shown now, by WCAG 2.2 AA and axe's own rules. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source)
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
  )
}

/** Only what is made to scroll does; the page itself has to be read by one finger. */
export function isWiderThanItsWindow(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}

/** For people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(tmpdir(), `${name}.png`), fullPage: true })
}
