import { expect, it } from 'vitest'
import { matchesFilter } from '../../../../packages/embedded-github/src/runner/start/matches-filter.ts'

it.each([
  [['main'], 'main', true],
  [['main'], 'maintenance', false],
  [['releases/*'], 'releases/1', true],
  [['releases/*'], 'releases/1/a', false],
  [['releases/**'], 'releases/1/a', true],
  [['**.js'], 'src/a/b.js', true],
  [['**/docs/**'], 'docs/a.md', true],
  [['*.jsx?'], 'a.js', true],
  [['v[12].[0-9]+.[0-9]+'], 'v1.10.1', true],
  [['**', '!docs/**'], 'docs/a.md', false],
  [['!docs/**', 'docs/keep.md'], 'docs/keep.md', true],
  [['a.b'], 'axb', false],
])('%j on %s is %s', (patterns, text, answer) => {
  expect(matchesFilter(patterns, text)).toBe(answer)
})
