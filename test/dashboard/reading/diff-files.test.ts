import { expect, it } from 'vitest'
import { diffFiles } from '../../../src/dashboard/reading/diff-files.ts'

const DIFF = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,2 +1,2 @@
 same
-diff --git a/x b/x
+diff --git a/y b/y
\\ No newline at end of file
diff --git a/old.ts b/old.ts
deleted file mode 100644
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-gone
diff --git a/here.ts b/there.ts
similarity index 100%
rename from here.ts
rename to there.ts
`

it('reads a diff file by file, whatever its lines say', () => {
  const { files, more } = diffFiles(DIFF)
  expect(files.map(({ path }) => path)).toEqual(['src/a.ts', 'old.ts', 'there.ts'])
  expect(more).toBe(0)
  expect(files[0]?.lines.map(({ kind }) => kind)).toEqual(['hunk', 'same', 'removed', 'added', 'hunk'])
})

it('shows no more of a file than anybody reads', () => {
  const [file] = diffFiles(
    `diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -0,0 +1,900 @@\n${'+line\n'.repeat(900)}`,
  ).files
  expect([file?.lines.length, file?.more]).toEqual([600, 301])
  const { files, more } = diffFiles(DIFF.repeat(30))
  expect([files.length, more]).toEqual([60, 30])
})
