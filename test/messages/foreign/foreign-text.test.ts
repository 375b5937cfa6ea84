import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codeBlock,
  codeSpan,
  neutralReferences,
  sentence,
  tableCell,
  visibleText,
} from '../../../src/messages/foreign/foreign-text.ts'
import { hostileText } from '../hostile.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

describe('codeSpan', () => {
  it.each([
    ['plain', '`plain`'],
    ['a `b` c', '``a `b` c``'],
    ['`', '`` ` ``'],
    ['two\nlines\tand  spaces', '`two lines and spaces`'],
    ['\u202eevil\u200b\u{e0041}\u0000', '`evil`'],
    ['  ', '—'],
    ['<!-- x', '`<! -- x`'],
  ])('%j is shown as %j', (text, shown) => {
    expect(codeSpan(text, 100)).toBe(shown)
  })

  it('cuts by characters, not through one', () => {
    expect(codeSpan('🙂🙂🙂🙂', 3)).toBe('`🙂🙂…`')
    expect(codeSpan('🙂🙂🙂', 3)).toBe('`🙂🙂🙂`')
  })

  it('is one piece of code and nothing else, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const page = renderLikeGitHub(`before ${codeSpan(one, 200)} between ${codeSpan(other, 200)} after`)
        expect(page.prose.trim()).toMatch(/^before [ —] between [ —] after$/)
        expect(Object.keys(page.elements).filter((element) => !['p', 'code'].includes(element))).toEqual([])
      }),
    )
  })
})

describe('codeBlock', () => {
  it('holds a text that is mostly backticks', () => {
    const text = '`a'.repeat(300_000)
    expect(codeBlock(text, text.length)).toBe(`\`\`\`text\n${text}\n\`\`\``)
  })

  it('keeps lines and ends only where it should', () => {
    expect(codeBlock('a\r\nb ```` c\n', 100)).toBe('`````text\na\nb ```` c\n`````')
  })

  it('is one block and nothing else, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = renderLikeGitHub(`before\n\n${codeBlock(text, 500)}\n\nafter`)
        expect(page.prose.replace(/\s+/g, ' ')).toBe('before after')
        expect(page.elements).toEqual({ p: 2, pre: 1, code: 1 })
      }),
    )
  })
})

describe('sentence', () => {
  it.each([
    ['fails `unit`: `expected 1`', 'fails `unit`: `expected 1`'],
    ['ask @octocat now', 'ask `@octocat` now'],
    ['Fixes #1', 'Fixes `＃1`'],
    ['see https://evil.example', 'see `https://evil.example`'],
    ['- item', '`-` item'],
    ['1. item', '`1.` item'],
    ['an open ` backtick', 'an open `` ` `` backtick'],
  ])('%j becomes %j', (given, shown) => {
    expect(sentence(given, 100)).toBe(shown)
  })

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = sentence(text, 1_000)
        expect(sentence(once, 10_000)).toBe(once)
      }),
    )
  })

  it('is one paragraph of words and code, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = renderLikeGitHub(`x\n\n${sentence(text, 500)}`)
        expect(Object.keys(page.elements).filter((element) => !['p', 'code'].includes(element))).toEqual([])
        expect(page.prose).not.toMatch(/[@#<>[\]`|\\]/)
      }),
    )
  })
})

describe('tableCell', () => {
  it('never ends its cell early', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = renderLikeGitHub(`| a | b |\n| --- | --- |\n| ${tableCell(codeSpan(text, 200))} | end |`)
        expect(page.elements).toMatchObject({ table: 1, tr: 2, th: 2, td: 2 })
        expect(page.prose).toMatch(/end\s*$/)
      }),
    )
  })
})

it('references are broken for places where code protects nothing', () => {
  expect(neutralReferences('Fixes #1 and gh-2, see https://x.example or @me, C# and a @ b')).toBe(
    'Fixes ＃1 and gh‑2, see https:⁄⁄x.example or ＠me, C# and a @ b',
  )
  expect(neutralReferences('as in #1 and acme/payments#2')).toBe('as in ＃1 and acme/payments＃2')
})

it('invisible characters go, line breaks become one kind', () => {
  expect(visibleText('a\r\nb\rc\u2028d\u00ad\u2066\ufeff\ue000\u{e0020}\u2800\ufe0f\te')).toBe(
    'a\nb\nc\nd\te',
  )
})
