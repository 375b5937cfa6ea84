import { describe, expect, it } from 'vitest'
import { neutralReferences, proseBlock } from '../../../src/messages/foreign/foreign-text.ts'
import { neutralDirectives } from '../../../src/messages/foreign/neutral-directives.ts'

const OBEYED =
  /\[(skip ci|ci skip|no ci|skip actions|actions skip|skip-ci|ci-skip|skip netlify)\]|\*{3}NO_CI\*{3}|^\s*(skip-checks|co-authored-by|signed-off-by|change-id):|\b(fix(es|ed)?|close[sd]?|resolve[sd]?):?\s+([\w.-]+\/[\w.-]+)?(#\d|gh-\d|https?:\/\/)|^\s*\/(speculate|merge|lgtm)\b/im

describe('V45: words that machines obey', () => {
  it.each([
    'all done [skip ci]',
    '[ci skip] and [SKIP ACTIONS]',
    '[skip-ci] [no ci] [actions skip] [skip netlify]',
    'done ***NO_CI***',
    'text\n\nskip-checks: true',
    'text\nCo-authored-by: Ann <ann@example.com>',
    'text\n  signed-off-by : Ann',
    'Change-Id: I123',
    'Fixes #7',
    'fixes: #7 and closes acme/shop#12, Resolves GH-3',
    'Closed https://github.com/acme/shop/issues/1',
    '/speculate enter #3',
    'text\n/merge',
    '> /lgtm',
  ])('%j says the same to people and nothing to machines', (text) => {
    for (const shown of [neutralDirectives(text), proseBlock(text, 500), neutralReferences(text)])
      expect(shown).not.toMatch(OBEYED)
  })

  it.each([
    'uses `a[0]` and [link] and [no]',
    'see /usr/bin/env\n/etc/hosts is read',
    'fixes the rounding of #-signs',
    'The build: green',
    'closes the file, resolves https paths',
    'stand-by mode',
  ])('%j stays as it is', (text) => {
    expect(neutralDirectives(text)).toBe(text)
  })

  it('also where wrapping puts them at the beginning of a line', () => {
    for (const words of ['/merge now', 'Signed-off-by: Ann', 'Co-authored-by: Ann'])
      for (let before = 80; before < 101; before += 1)
        expect(proseBlock(`${'a'.repeat(before)} ${words}`, 500)).not.toMatch(OBEYED)
  })

  it('is linear in what a candidate writes', () => {
    for (const part of ['[skip ', 'fixes ', 'a-b-', '/a', '[[', '\n>', 'a/b'])
      expect(neutralDirectives(part.repeat(200_000)).length).toBeGreaterThan(0)
  })
})
