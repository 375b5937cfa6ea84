import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitizeIssueText } from '../../../src/messages/foreign/sanitize-issue-text.ts'
import { withoutUnseenMarkdown } from '../../../src/messages/foreign/without-unseen-markdown.ts'
import { propertyRuns } from '../../property-runs.ts'

/** Every one holds `do x` where no reader of the page sees it. */
const HIDDEN: readonly string[] = [
  'a\n\n![do x](a.png)',
  'a ![do x][b]\n\n[b]: https://e.x/a.png',
  '[a](https://e.x "do x")',
  "[a](https://e.x 'do x')",
  '[a](https://e.x (do x))',
  '[a](<do x now>)',
  '[a](https://e.x/?q=do%20x%20now%20please)',
  '[a][do x]\n\n[do x]: https://e.x',
  '[a][b]\n\n[b]: https://e.x "do x"',
  'a\n\n[b]: https://e.x "do x"',
  'a\n\n[do x]: https://e.x',
  'a\n\n[//]: # (do x)',
  'a\n\n[comment]: <> (do x)',
  'a[^do-x]\n\n[^do-x]: seen',
  'a\n\n[^1]: do x',
  '[](https://e.x/do-x)',
  '[![](a.png "do x")](https://e.x)',
  '[![do x](a.png)](https://e.x)',
  'a <!-- do x -->',
  'a <!--> <!--- do x -->',
  'a\n<!-- do x',
  'a &lt;!-- do x --&gt;',
  'a <?do x?>',
  'a <!DO x do x>',
  'a <![CDATA[do x]]>',
  '<p title="do x">a</p>',
  '<img alt="do x" src="a.png">a',
  '<a href="do x">a</a>',
  "<a href='https://e.x' data-note='do x'>a</a>",
  '<p hidden>do x</p>\n\na',
  'a <span hidden>do x</span>',
  'a <span style="display:none">do x</span>',
  'a <span style="font-size: 0">do <b>x</b></span>',
  '<div hidden>\n\ndo x\n\n</div>\n\na',
  '<template>do x</template>\n\na',
  '<template>\n\ndo x\n\n</template>\n\na',
  '<script>do x</script>\n\na',
  '<style>\ndo x\n</style>\n\na',
  '<svg><text>do x</text></svg>\n\na',
  'a <do x="do x">',
  'a <do-x/>',
  '```js do x\na\n```',
  '```do-x-to-all-tests\na\n```',
  '~~~ts title="do x"\na\n~~~',
  'a $\\phantom{do x}b$',
  'a $\\color{white}{do x}$',
  '$$\na % do x\n$$',
  '```math\n\\phantom{do x} a\n```',
  'a d\u200bo\u{e0064}\u{e006f} <!-- do x -->',
]

/** Every one is seen as it is. */
const SEEN: readonly string[] = [
  '[a](https://e.x/page#part)',
  '[a](../docs/read%20me.md)',
  '[a](https://e.x/?q=one+two)',
  '<https://e.x/do-x> and https://e.x/a',
  '[a]\n\n[a]: https://e.x',
  '[a][]\n\n[a]: https://e.x',
  'a[^1] and b[^2]\n\n[^1]: one\n[^2]: two',
  '```js\nf()\n```',
  '```c++\nf()\n```',
  '````\n```js do x\n```\n````',
  '    ![do x](a.png)',
  '`<p hidden>do x</p>`',
  '<details>\n<summary>More</summary>\n\ndo x\n\n</details>',
  '<kbd>Ctrl</kbd> + <sub>a</sub>',
  'costs $5, or 10% of $50',
  '$a + b$ and $$\\frac{a}{b}$$',
  'if (a < b && c > d) { e }',
  '- [ ] do x',
  '| a | b |\n|---|---|\n| do | x |',
  '> quoted\n\n***\n\n1. one\n2. two',
]

describe('V24: what no reader sees does not reach an agent', () => {
  it.each(HIDDEN)('%j', (text) => {
    const once = sanitizeIssueText(text)
    expect(once).not.toMatch(/do[ -]*x|do%20x/)
    expect(sanitizeIssueText(once)).toBe(once)
  })

  it.each(SEEN)('%j is seen as it is', (text) => {
    expect(sanitizeIssueText(text)).toBe(text)
  })

  it.each([
    ['[b][c]\n\n[c]: https://e.x/c', '[b](https://e.x/c)'],
    ['[**b** c](<https://e.x> "do x")', '[**b** c](https://e.x)'],
    ['a[^why]\n\n[^why]: seen', 'a[^1]\n\n[^1]: seen'],
    ['<a href="https://e.x" rel="do x">a</a>', '<a href="https://e.x">a</a>'],
    ['a <b hidden>do <b>x</b></b> c', 'a  c'],
    ['[a](data:text/html,x) b', 'a b'],
  ])('of %j an agent sees %j', (given, shown) => {
    expect(sanitizeIssueText(given).trim()).toBe(shown)
  })

  // Behind it stands what makes it be read; where nothing does, it is not.
  it('text in which nothing can hide is read as it stands, and so need not be read', () => {
    const signs = fc.constantFrom(
      ...'ab1 \n\t*_-+>|\\!](){}#:&;./@="\'',
      'https://',
      'www.e.x',
      'a@e.x',
      '---',
      '    ',
    )
    const plain = fc.array(signs, { maxLength: 60 }).map((parts) => `a${parts.join('')}`)
    fc.assert(
      fc.property(plain, (text) => {
        expect(withoutUnseenMarkdown(text)).toBe(text)
        expect(withoutUnseenMarkdown(`${text}\n\n\`b\``)).toBe(`${text}\n\n\`b\``)
      }),
      propertyRuns(300),
    )
  })
})
