import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAnalysis } from '../../src/adapters/analysis/analysis.ts'
import { startMeasuring } from '../../src/adapters/analysis/process/start-measuring.ts'
import type { Patch } from '../../src/domain/candidate/patch.ts'
import type { Analysis, PatchContents } from '../../src/ports/analysis.ts'

/**
 * How long the server's thread is kept from everything else while hostile candidates are measured (S4): the delay of its event loop in
 * milliseconds, with nothing to do, with the measuring in processes of its own, and with `--here` also with it in this thread.
 * `node test/bench/event-loop.ts [--here] [--candidates 10]`
 */
const argument = process.argv.indexOf('--candidates')
const candidates = argument === -1 ? 10 : Number(process.argv[argument + 1])

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

function candidate(index: number): Candidate {
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

async function delays(what: string, work: () => Promise<unknown>): Promise<void> {
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  await work()
  histogram.disable()
  const [middle, p99, max] = [histogram.percentile(50), histogram.percentile(99), histogram.max].map(
    (nanoseconds) => (nanoseconds / 1e6).toFixed(1),
  )
  console.log(`${what.padEnd(32)} median ${middle}  p99 ${p99}  longest ${max}`)
}

const all = Array.from({ length: candidates }, (_, index) => candidate(index))
const measured = (analysis: Analysis) =>
  Promise.all(
    all.map(async ({ name, patch, contents }) => {
      await analysis
        .measure(patch, contents)
        .catch((error: Error) => console.log(`${name}: ${error.message}`))
    }),
  )

await delays('nothing to do', () => new Promise((done) => setTimeout(done, 3_000)))
const elsewhere = startMeasuring({ isHeldIn: () => false })
await delays(`${candidates} candidates, elsewhere`, () => measured(elsewhere))
await elsewhere.close()
if (process.argv.includes('--here'))
  await delays(`${candidates} candidates, in this thread`, () => measured(createAnalysis()))
