import { describe, expect, it } from 'vitest'
import { sanitizeIssueText } from '../../../src/messages/foreign/sanitize-issue-text.ts'

describe('what an agent is given of an issue', () => {
  it.each([
    ['a reference to a picture, defined below', '![SECRET][pic]\n\n[pic]: https://e.x/a.png "SECRET"'],
    ['a shortcut picture', 'see ![SECRET]\n\n[SECRET]: https://e.x/a.png'],
    ['a title in brackets', 'see [here](https://e.x (SECRET))'],
    ['a title on the next line', '[a]: https://e.x\n  "SECRET"\n\nuse [a]'],
    ['a definition that nothing uses, in angle brackets', '[x]: <https://e.x> (SECRET)\n\nhello'],
    ['a definition within a quotation', '> hello\n>\n> [x]: https://e.x "SECRET"'],
    ['an attribute without quotes', '<span title=SECRET>hello</span>'],
    ['an attribute on a line of its own', '<a\n  title="SECRET"\n  href="https://e.x">hello</a>'],
    ['a closed form', 'hello <br title="SECRET"/> there'],
    ['a comment between words', 'hel<!-- SECRET -->lo'],
    ['a comment within a list', '- one\n  <!--\n  SECRET\n  -->\n- two'],
    ['a processing instruction', 'hello <?SECRET?>'],
    ['a declaration', 'hello <!SECRET x>'],
    ['a script', '<script>SECRET</script>\n\nhello'],
    ['a text area that GitHub takes out', 'hello\n\n<title>SECRET</title>'],
    ['the words after a language', '~~~js SECRET\nf()\n~~~'],
    ['a picture within a heading', '# hello ![SECRET](a.png "SECRET")'],
    ['a picture within a table', '| a |\n|---|\n| ![SECRET](a.png) |'],
    ['an input that shows nothing', 'hello <input type="hidden" value="SECRET">'],
  ])('V24, varied: does not hold %s', (_, text) => {
    expect(sanitizeIssueText(text)).not.toContain('SECRET')
  })

  it.each([
    ['a word of a link', '[SEEN](https://e.x)'],
    ['an address in brackets', '<https://e.x/SEEN>'],
    ['a bold word in a quotation', '> **SEEN**'],
    ['a formula of generics', 'Map<string, SEEN> fails'],
    ['a shell line', '    cat <SEEN >out'],
    ['an escaped picture', '\\!\\[SEEN\\]'],
    ['a name in brackets', 'a[SEEN] is undefined'],
    ['what a details element holds', '<details><summary>log</summary>\n\nSEEN\n\n</details>'],
    ['a definition in a fence', '```\n[x]: https://e.x "SEEN"\n```'],
  ])('V24, varied: holds %s', (_, text) => {
    expect(sanitizeIssueText(text)).toContain('SEEN')
  })
})
