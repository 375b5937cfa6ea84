import { expect, it } from 'vitest'
import { renderMarkdown } from '../../../packages/embedded-github/src/pages/render-markdown.ts'

const context = { url: '', owner: 'acme', repo: 'payments' }

it.each([
  ['a mention', 'ask @ada-l now', '<a href="/ada-l" class="user-mention">@ada-l</a>'],
  ['a mention of a team', '(@acme/core)', '<a href="/acme/core" class="user-mention">@acme/core</a>'],
  ['an issue', 'fixes #12.', '<a href="/acme/payments/issues/12" class="issue-link">#12</a>'],
  [
    'an issue of another repository',
    'see octo/cat#3',
    '<a href="/octo/cat/issues/3" class="issue-link">octo/cat#3</a>',
  ],
  ['GH-4', 'GH-4', '<a href="/acme/payments/issues/4" class="issue-link">GH-4</a>'],
])('%s becomes a link', (_, text, html) => {
  expect(renderMarkdown(text, context)).toContain(html)
})

it.each([
  ['in code', '`@ada #12`'],
  ['in a fence', '```\n@ada #12\n```'],
  ['in HTML code', '<code>@ada #12</code>'],
  ['in the middle of words', 'a@ada b#12 x/#12'],
  ['in a comment', '<!-- @ada #12 -->'],
])('nothing %s becomes a link', (_, text) => {
  expect(renderMarkdown(text, context)).not.toContain('<a')
})

it('comments keep the ends of lines, files do not', () => {
  expect(renderMarkdown('a\nb', context)).toBe('<p>a<br>\nb</p>')
  expect(renderMarkdown('a\nb', { ...context, lineBreaks: false })).toBe('<p>a\nb</p>')
})

it('images are what GitHub makes of them, or links', () => {
  const text = '![x](https://a.example/b.png)'
  expect(renderMarkdown(text, context)).toContain('<img src="https://a.example/b.png" alt="x">')
  expect(renderMarkdown(text, { ...context, images: 'link' })).toBe(
    '<p><a href="https://a.example/b.png" rel="nofollow">Image: x</a></p>',
  )
})

it('what GitHub does not allow is gone', () => {
  const text =
    'x <script>a</script><b onclick="x" style="y" id="z">b</b> [c](javascript:d) <iframe src="e"></iframe>'
  expect(renderMarkdown(text, context)).toBe('<p>x <b id="user-content-z">b</b> <a>c</a> </p>')
})

it('details, tables and task lists stay', () => {
  const html = renderMarkdown(
    '<details><summary>s</summary>\n\n| a |\n| - |\n| b |\n\n- [x] c\n\n</details>',
    context,
  )
  expect(html).toMatch(
    /<details><summary>s<\/summary>[\s\S]*<table>[\s\S]*<input type="checkbox" checked disabled>[\s\S]*<\/details>/,
  )
})

// The parser would need hours for so many quotes or lists: the run ends before that.
it.each([
  ['quotes', '>'.repeat(1_000_000)],
  ['lists', '- '.repeat(500_000)],
  ['elements', '<div>'.repeat(10_000)],
])('%s nested by the thousand are shown as they were written, without being parsed to the end', (_, text) => {
  expect(renderMarkdown(`${text}<script>`, context)).toMatch(/^<pre>[\s\S]*&lt;script&gt;<\/pre>$/)
})
