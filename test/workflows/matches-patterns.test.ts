import { expect, it } from 'vitest'
import { matchesPatterns } from '../../packages/workflows/src/matches-patterns.ts'

/** docs.github.com, "Workflow syntax", "Filter pattern cheat sheet". */
it.each<[readonly string[], readonly string[], readonly string[]]>([
  [['*'], ['README.md', 'server.rb'], ['docs/a.md']],
  [['**'], ['all/the/files.md'], []],
  [['*.js'], ['app.js'], ['js/index.js']],
  [['**.js'], ['index.js', 'js/index.js', 'src/js/app.js'], ['a.ts']],
  [['docs/*'], ['docs/README.md'], ['docs/a/b.md']],
  [['docs/**'], ['docs/README.md', 'docs/mona/octocat.txt'], ['mydocs/a']],
  [['docs/**/*.md'], ['docs/README.md', 'docs/mona/hello-world.md', 'docs/a/b/c.md'], ['docs/a.txt']],
  [['**/docs/**'], ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['mydocs/a']],
  [['**/README.md'], ['README.md', 'js/README.md'], ['MYREADME.md', 'js/MYREADME.md']],
  [['**/*src/**'], ['a/src/app.js', 'my-src/code/js/app.js'], ['src2/a']],
  [['**/*-post.md'], ['my-post.md', 'path/their-post.md'], ['post.md']],
  [['**/migrate-*.sql'], ['migrate-10909.sql', 'db/migrate-v1.0.sql'], ['migrate.sql']],
  [['*.md', '!README.md'], ['hello.md'], ['README.md']],
  [['*.md', '!README.md', 'README*'], ['hello.md', 'README.md', 'README.doc'], []],
  [['*.jsx?'], ['page.js', 'page.jsx'], ['page.jsxx']],
  [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.1.1', 'v1..1']],
  [['feature/*'], ['feature/my-branch'], ['feature/beta-a/my-branch']],
  [['feature/**'], ['feature/beta-a/my-branch'], ['feature']],
  [['\\!a'], ['!a'], ['a']],
  [
    ['[z-a]', 'b[_-]'],
    ['b_', 'b-'],
    ['z', 'a', '-', 'ba'],
  ],
  [['!docs/**'], [], ['docs/a', 'src/a']],
])('V8: %j', (patterns, yes, no) => {
  expect(yes.filter((text) => !matchesPatterns(patterns, text))).toEqual([])
  expect(no.filter((text) => matchesPatterns(patterns, text))).toEqual([])
})

it('looks at a long path once', () => {
  expect(matchesPatterns(['**a**a**a**a**a**a**a**b'], 'a'.repeat(4_000))).toBe(false)
})
