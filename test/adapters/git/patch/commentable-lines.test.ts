import { expect, it } from 'vitest'
import { parseDiff } from '../../../../src/adapters/analysis/content/diff/parse-diff.ts'
import { commentableLines } from '../../../../src/adapters/git/patch/commentable-lines.ts'

const head = 'diff --git a/a.js b/a.js\n--- a/a.js\n+++ b/a.js\n'

it('the lines of each hunk of the new side can be commented on', () => {
  const diff = `${head}@@ -1,2 +1,2 @@\n a\n-b\n+++ b/other.js\n@@ -9 +9,0 @@\n-c\n@@ -20 +19,2 @@\n-d\n+e\n+f\n`
  expect([...commentableLines(diff)]).toEqual([
    [
      'a.js',
      [
        { from: 1, to: 2 },
        { from: 19, to: 20 },
      ],
    ],
  ])
})

it('a hunk of more lines than a file can have is none', () => {
  const diff = `${head}@@ -1 +1,${'2'.repeat(400)} @@\n-a\n+b\n`
  expect([...commentableLines(diff)]).toEqual([])
  expect(parseDiff(diff).get('a.js')).toMatchObject({ added: [], removed: [] })
})
