import { expect, it } from 'vitest'
import { parseCodeOwners } from '../../../src/config/code-owners.ts'
import { ownersOf } from '../../../src/stages/apply/owners-of.ts'

const owners = (text: string, ...paths: string[]) => ownersOf(parseCodeOwners(text), paths)

it.each<[string, string, string[], string[]]>([
  ['everything', '*', ['a', 'b/c.js'], []],
  ['a kind of file anywhere', '*.js', ['a.js', 'x/y/a.js'], ['a.ts']],
  [
    'a folder of the root and all below',
    '/build/logs/',
    ['build/logs/a', 'build/logs/b/c'],
    ['x/build/logs/a', 'build/logs'],
  ],
  ['only what lies right in a folder', 'docs/*', ['docs/a.md'], ['docs/b/a.md', 'x/docs/a.md']],
  ['a folder wherever it is', 'apps/', ['apps/a', 'x/apps/y/a'], ['apps', 'myapps/a']],
  ['a folder of the root', '/docs/', ['docs/a', 'docs/b/c'], ['x/docs/a']],
  ['a file or folder wherever it is', 'logs', ['logs', 'x/logs/a'], ['logs2/a']],
  ['a folder below any other', '**/logs', ['logs/a', 'build/logs/a', 'a/b/logs/c'], ['logsx/a']],
  ['any folders between', '/a/**/z.js', ['a/z.js', 'a/b/c/z.js'], ['b/a/z.js', 'a/b/z.jsx']],
  ['all below', '/a/**', ['a/b', 'a/b/c'], ['a', 'b/a']],
  ['what lies in the root', '/*', ['a'], ['a/b']],
  ['a path with a middle slash from the root', 'src/app', ['src/app', 'src/app/a.ts'], ['x/src/app/a.ts']],
  ['a path with a space', '/my\\ docs/', ['my docs/a'], ['my', 'docs/a']],
  ['letters as they are', '/Docs/', ['Docs/a'], ['docs/a']],
  ['one character', '/a?.js', ['ab.js'], ['abc.js', 'a.js']],
])('matches %s', (_, pattern, yes, no) => {
  for (const path of yes) expect([path, owners(`${pattern} @ann`, path)]).toEqual([path, ['ann']])
  for (const path of no) expect([path, owners(`${pattern} @ann`, path)]).toEqual([path, []])
})

it('of each file the last rule that matches counts, also where it names nobody', () => {
  const text = '* @all\n*.js @js @acme/web # who writes it\n/src/free.js\n'
  expect(owners(text, 'README.md')).toEqual(['all'])
  expect(owners(text, 'src/a.js')).toEqual(['js', 'acme/web'])
  expect(owners(text, 'src/free.js')).toEqual([])
  expect(owners(text, 'src/free.js', 'src/a.js', 'README.md')).toEqual(['js', 'acme/web', 'all'])
})

it('skips what GitHub skips, and whom an App cannot ask', () => {
  const text =
    '# @nobody\n\n!*.js @a\n\\#x @b\n[ab].js @c\n*.md hello\n*.txt docs@example.com @d\n* @speculate[bot]\n'
  expect(parseCodeOwners(text)).toEqual([{ pattern: '*.txt', owners: ['d'] }])
})

it('stars take no more time than the text is long, times the pattern', () => {
  const path = `${'a'.repeat(2_000)}/b`
  expect(owners(`${'*a'.repeat(500)}c @ann\n`, path)).toEqual([])
  expect(owners(`${'**/'.repeat(300)}x @ann\n`, 'a/'.repeat(300))).toEqual([])
})
