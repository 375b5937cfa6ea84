import type { Sides } from '../changed-parts.ts'

/** https://phpstan.org/user-guide/baseline: faults that are known and forgiven; who mends one has to take it out. */
const BASELINE = /(^|\/)[^/]*baseline[^/]*\.neon$/i

/** A baseline with entries less, or that forgives them less often: whoever does that is judged by more than before. */
export function onlyForgivesLess({ path, before, after }: Sides): boolean {
  if (before === undefined || after === undefined || !BASELINE.test(path)) return false
  const [was, is] = [entriesOf(before), entriesOf(after)]
  if (was[0]?.text !== is[0]?.text) return false
  const left = was.slice(1).values()
  return is.slice(1).every((one) => {
    for (const old of left) if (old.text === one.text && old.count >= one.count) return true
    return false
  })
}

interface Entry {
  /** Without how often it is forgiven. */
  readonly text: string
  readonly count: number
}

/** What stands before the first entry, then each of them. */
function entriesOf(text: string): readonly Entry[] {
  const entries: { lines: string[]; count: number }[] = [{ lines: [], count: Number.POSITIVE_INFINITY }]
  for (const line of text.split(/\r?\n/)) {
    const plain = line.trimEnd()
    if (/^\s*-(\s|$)/.test(plain)) entries.push({ lines: [], count: Number.POSITIVE_INFINITY })
    const entry = entries.at(-1)
    const [, count] = /^\s+count: (\d{1,9})$/.exec(plain) ?? []
    if (entry && count !== undefined && entry.count === Number.POSITIVE_INFINITY) entry.count = Number(count)
    else if (plain !== '') entry?.lines.push(plain)
  }
  return entries.map(({ lines, count }) => ({ text: lines.join('\n'), count }))
}
