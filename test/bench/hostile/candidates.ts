import type { Patch } from '../../../src/domain/candidate/patch.ts'
import type { PatchContents } from '../../../src/ports/analysis.ts'

interface Candidate {
  readonly name: string
  readonly patch: Patch
  readonly contents: PatchContents
}

const PIECES: readonly (readonly [string, string, string])[] = [
  ['generics that never close', 'java', '@Test void t() { a<a<'],
  ['brackets', 'js', '(['],
  ['templates', 'ts', '`${'],
  ['one long line', 'py', 'x = 1; '],
  ['what may be a secret', 'js', 'const k = "sk-a1'],
  ['what may be a login', 'md', 'https://a:'],
  ['rows of data', 'json', '[{"a":'],
  ['assertions', 'rs', 'assert!(a); '],
  ['headings', 'yml', '- a: &a [*a, '],
  ['comments', 'go', '/* // '],
]

/** Ten files of the costliest kind, another kind for each index. */
export function hostileCandidate(index: number): Candidate {
  const [name, ending, piece] = PIECES[index % PIECES.length] ?? PIECES[0] ?? ['', '', '']
  const paths = Array.from({ length: 10 }, (_, file) => `src/test/File${file}.${ending}`)
  const text = piece.repeat(Math.ceil(480_000 / piece.length))
  const files = paths.map((path) => ({
    path,
    status: 'added' as const,
    mode: '100644',
    insertions: 1,
    deletions: 0,
    binary: false,
    bytes: text.length,
  }))
  const diff = paths.map(
    (path) =>
      `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${text}\n`,
  )
  return {
    name,
    patch: { base: 'b'.repeat(40), commit: 'c'.repeat(40), files, insertions: 10, deletions: 0 },
    contents: {
      before: async () => undefined,
      after: async () => Buffer.from(text),
      diff: async () => Buffer.from(diff.join('')),
    },
  }
}

const BEFORE = 'export function add(a, b) {\n  return a - b\n}\n'

/** A right patch of one line. */
export function honestCandidate(): Candidate {
  const path = 'src/add.js'
  const after = BEFORE.replace('-', '+')
  const changed = { path, status: 'modified' as const, mode: '100644', insertions: 1, deletions: 1 }
  const diff = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,3 +1,3 @@\n export function add(a, b) {\n-  return a - b\n+  return a + b\n }\n`
  const files = [{ ...changed, binary: false, bytes: after.length }]
  return {
    name: 'right',
    patch: { base: 'b'.repeat(40), commit: 'c'.repeat(40), files, insertions: 1, deletions: 1 },
    contents: {
      before: async () => Buffer.from(BEFORE),
      after: async () => Buffer.from(after),
      diff: async () => Buffer.from(diff),
    },
  }
}
