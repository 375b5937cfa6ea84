import { describe, expect, it } from 'vitest'
import { inline, markdown } from '../../../src/dashboard/markup/markdown.ts'

const context = { repositoryUrl: 'https://github.example/acme/payments' }
const htmlOf = (text: string) => String(markdown(text, context))

describe('texts of ours as HTML', () => {
  it('have tables, lists, folds and references', () => {
    const page = htmlOf(
      '| a | b |\n| --- | --- |\n| `x` | **y** #12 |\n\n- one\n\n<details>\n<summary><code>z</code>: more</summary>\n\nrest\n\n</details>',
    )
    expect(page).toContain('<th scope="col">a</th>')
    expect(page).toContain('<td><code>x</code></td>')
    expect(page).toContain(
      '<strong>y</strong> <a href="https://github.example/acme/payments/issues/12" rel="noreferrer">#12</a>',
    )
    expect(page).toContain('<li><p>one</p></li>')
    expect(page).toMatch(/<details>\s*<summary><code>z<\/code>: more<\/summary>\s*<p>rest<\/p>\s*<\/details>/)
  })

  it('become no other elements and no other links', () => {
    const page = htmlOf(
      '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://evil.example/y.png)\n\n<details open ontoggle=alert(1)>\n\n<!-- a note -->',
    )
    expect(page.replaceAll(/<\/?(?:p|br)>/g, '')).not.toMatch(/<[a-z!]/)
    expect(page).not.toContain('a note')
    expect(String(inline('`<b>` <b>', {}))).toBe('<code>&lt;b&gt;</code> &lt;b&gt;')
  })
})
