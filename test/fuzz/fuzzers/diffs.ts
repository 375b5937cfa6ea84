import fc from 'fast-check'
import { parseDiff } from '../../../src/adapters/analysis/content/diff/parse-diff.ts'
import { commentableLines } from '../../../src/adapters/git/patch/commentable-lines.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { HOSTILE_TEXTS } from '../mutate/hostile.ts'
import { mutatedText } from '../mutate/text.ts'

/** Lines that a candidate writes so that they pass for something of git's. */
const LINES = [
  ...['a', '', ' x', '++ b/other.js', '-- a/other.js', '@@ -1 +1 @@', '@ -1,9 +1,9 @@', 'diff --git a/x b/x'],
  ...['\\ No newline at end of file', '+++ b/other.js', '--- a/other.js', 'rename to x', '\r', '\t'],
  ...HOSTILE_TEXTS.filter((text) => !text.includes('\n')),
]
const hunk = fc.array(fc.tuple(fc.constantFrom(' ', '+', '-'), fc.constantFrom(...LINES)), {
  minLength: 1,
  maxLength: 8,
})
const file = fc.record({
  path: fc.constantFrom('src/a.js', 'b c.txt', 'tab\there', 'ünï.md', '"quoted".ts', 'a/b/../c', '__proto__'),
  hunks: fc.array(hunk, { minLength: 1, maxLength: 3 }),
})

type Written = fc.Value<unknown>['value'] extends never
  ? never
  : { path: string; hunks: [string, string][][] }

/** As git writes it; each hunk stands far below the one before. */
function written({ path, hunks }: Written): string {
  const name = nameOf(path)
  const head = [`diff --git a/x b/x`, 'index 1..2 100644', `--- ${name('a')}`, `+++ ${name('b')}`]
  const body = hunks.flatMap((lines, index) => {
    const count = (side: string) => lines.filter(([sign]) => sign === ' ' || sign === side).length
    const start = 1 + index * 100
    return [`@@ -${start},${count('-')} +${start},${count('+')} @@ f`, ...lines.map((line) => line.join(''))]
  })
  return [...head, ...body].join('\n')
}

function nameOf(path: string): (side: string) => string {
  if (!/[^\x20-\x7e]|"/.test(path)) return (side) => `${side}/${path}${path.includes(' ') ? '\t' : ''}`
  const bytes = [...Buffer.from(path)].map((byte) =>
    byte > 0x20 && byte < 0x7f && byte !== 0x22
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return (side) => `"${side}/${bytes.join('')}"`
}

/** What is read back of a diff is what was written into it, whatever its lines look like; and any other text is read without harm. */
export const diffs = createFuzzer({
  name: 'diffs',
  input: fc.oneof(
    fc.record({ files: fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 3 }) }),
    fc.record({
      text: mutatedText(
        fc.array(file, { maxLength: 2 }).map((all) => all.map(written).join('\n')),
        LINES,
      ),
    }),
  ),
  holds(given) {
    if ('text' in given) return expectHarmless(given.text)
    const read = parseDiff(given.files.map(written).join('\n'))
    expectSame(
      [...read].map(([path, { added, removed }]) => ({ path, added, removed })),
      given.files.map(expected),
      'a diff is read as something else',
    )
  },
})

function expected({ path, hunks }: Written) {
  const added: { line: number; text: string }[] = []
  const removed: number[] = []
  for (const [index, lines] of hunks.entries()) {
    let [old, fresh] = [1 + index * 100, 1 + index * 100]
    for (const [sign, text] of lines) {
      if (sign === '+') added.push({ line: fresh, text })
      if (sign === '-') removed.push(old)
      if (sign !== '+') old += 1
      if (sign !== '-') fresh += 1
    }
  }
  return { path, added, removed }
}

function expectHarmless(text: string): void {
  const lines = text.split('\n').length
  const read = [...parseDiff(text).values()]
  const taken = read.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0)
  expectThat(taken <= lines, 'more lines than there are', taken)
  for (const { added, removed } of read)
    expectThat(
      [...added.map(({ line }) => line), ...removed].every(Number.isSafeInteger),
      'a line that is no number',
    )
  for (const ranges of commentableLines(text).values())
    for (const { from, to } of ranges)
      expectThat(
        Number.isSafeInteger(from) && Number.isSafeInteger(to) && to >= from,
        'a range that is none',
        { from, to },
      )
}
