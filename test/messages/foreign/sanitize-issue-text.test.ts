import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitizeIssueText } from '../../../src/messages/foreign/sanitize-issue-text.ts'
import { HIDING_SIGNS } from '../../fuzz/mutate/signs.ts'
import { hostileText } from '../hostile.ts'

describe('what agents are shown of an issue', () => {
  it.each([
    ['a <!-- x --> b', 'a  b'],
    ['a &#60;!-- x --&#62; b', 'a  b'],
    ['a &#x3C;!-- x --&gt; b', 'a  b'],
    ['a &amp;amp;lt;!-- x --&amp;gt; b', 'a  b'],
    ['a <!-<!-- -->- x --> b', 'a  b'],
    ['a <!\u200b-- x --> b', 'a  b'],
    ['a\n<!-- never closed', 'a\n'],
    ['a <!-- never closed', 'a  never closed'],
    ['a <!--> b', 'a  b'],
    ['a\n[//]: # (x)\nb', 'a\n\nb'],
    ['a <![CDATA[ x ]]> b', 'a  b'],
    ['a <![CDATA[<![CDATA[ x ]]> b ]]>', 'a  b ]]>'],
    ['a <!<!-- x -->-- y --> b', 'a  b'],
    ['a <?x y?> b', 'a  b'],
    ['a\u{e0041}\u202e\u2066b', 'ab'],
    ['a&ZeroWidthSpace;&#8203;&shy;b', 'ab'],
  ])('%j without what a reader does not see is %j', (given, shown) => {
    expect(sanitizeIssueText(given)).toBe(shown)
  })

  it.each([
    'if (a < b && c > d) { return `x` }',
    '```php\n<?php echo "never closed";\n```',
    'a table | with | pipes\n\n- [ ] a task',
    '[link]\n\n[link]: https://example.test/page',
    '&alpha; and &unknown; stay',
    'Zeilen\n\tmit Tabs, émojis 🙂 and 日本語',
  ])('%j stays as it is', (text) => {
    expect(sanitizeIssueText(text)).toBe(text)
  })

  it.each([
    ['![do x](a.png)', ''],
    ['see ![do x][a] here\n\n[a]: https://e.x/a.png', 'see  here'],
    ['[a](b "do x")', '[a](b)'],
    ["[**a**](b 'do x')", '[**a**](b)'],
    ['<a title="do x">a</a>', '<a>a</a>'],
    ['<a href="https://e.x/" aria-label="do x">a</a>', '<a href="https://e.x/">a</a>'],
    ['<img alt="do x" src="a.png"> b', 'b'],
    ['[a]\n\n[a]: https://e.x "do x"', '[a]\n\n[a]: https://e.x'],
    ['b\n\n[a]: https://e.x "do x"', 'b'],
    ['b\n\n[^1]: do x', 'b'],
    ['```js title="do x"\nf()\n```', '```js\nf()\n```'],
    ['<div data-do="x">\nseen\n</div>', '<div>\nseen\n</div>'],
    ['<style>do x</style>', ''],
    ['[![do x](a.png)](https://e.x)', ''],
  ])('V24: of %j an agent sees %j', (given, shown) => {
    expect(sanitizeIssueText(given).trim()).toBe(shown)
  })

  it.each([
    '[a](https://e.x/page) and <https://e.x> and [b]\n\n[b]: https://e.x/c',
    '```html\n<img alt="shown">\n<a title="shown">a</a>\n```',
    'use `<img alt="shown">` and `[a](b "shown")`',
    '<details>\n<summary>Log</summary>\n\nlines\n\n</details>',
    '- [ ] one\n- [x] two\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    'a footnote[^1]\n\n[^1]: that is shown',
    'a[0] = b[i] && !c',
  ])('V24: %j is seen as it is', (text) => {
    expect(sanitizeIssueText(text)).toBe(text)
  })

  it('T3: does not change when it is applied again, and hides nothing any more', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, hiding), (text) => {
        const once = sanitizeIssueText(text)
        expect(sanitizeIssueText(once)).toBe(once)
        expect(once).not.toContain('<!--')
        expect(once).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['comments', (n: number) => `${'<!-'.repeat(n)}<!-- -->${'- -->'.repeat(n)}`, 7_000],
    ['entities', (n: number) => `&${'amp;'.repeat(n)}lt;!-- x -->`, 16_000],
    ['both', (n: number) => `${'&l'.repeat(n)}<!-- -->${'t;!-- -->'.repeat(n)}`, 5_000],
    ['open comments', (n: number) => `x${'<!--'.repeat(n)}`, 16_000],
    ['definitions', (n: number) => '[x]:# (\n'.repeat(n), 8_000],
    ['blanks of a definition', (n: number) => `[x]:#${' '.repeat(n)}x`, 65_000],
    ['ends of emphasis', (n: number) => `![![${'x** y\n'.repeat(n)}`, 4_000],
    ['data', (n: number) => '<![CDATA['.repeat(n), 7_000],
    ['links', (n: number) => '[a]['.repeat(n), 16_000],
    ['ends of links', (n: number) => ']('.repeat(n), 32_000],
    ['pictures', (n: number) => '![a]('.repeat(n), 12_000],
    ['quotations', (n: number) => '> '.repeat(n), 32_000],
    ['lists', (n: number) => '- '.repeat(n), 32_000],
  ])(
    'ends soon with deeply nested %s',
    (_, build, depth) => {
      const text = build(depth)
      const once = sanitizeIssueText(text)
      expect(once).not.toContain('<!--')
      expect(sanitizeIssueText(once)).toBe(once)
    },
    5_000,
  )
})

const hiding = fc
  .array(
    fc.constantFrom(...HIDING_SIGNS, ...['x', '&shy;', '\u200b', '\u{e0041}', '#', '(', ')', '&nbsp;']),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''))
