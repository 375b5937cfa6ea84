import { describe, expect, it } from 'vitest'
import { onlyForgivesLess } from '../../../../../../src/adapters/analysis/reach/touched/harmless/only-forgives-less.ts'

const entry = (message: string, count: number) =>
  `\t\t-\n\t\t\tmessage: "#^${message}$#"\n\t\t\tcount: ${count}\n\t\t\tpath: src/Client.php\n`
const baseline = (...entries: readonly string[]) => `parameters:\n\tignoreErrors:\n${entries.join('\n')}`
const BEFORE = baseline(entry('One', 2), entry('Two', 1), entry('Three', 1))
const change = (after: string, path = 'phpstan-baseline.neon') =>
  onlyForgivesLess({ path, before: BEFORE, after })

describe('V1: a baseline of faults that are forgiven', () => {
  it.each([
    ['an entry less', baseline(entry('One', 2), entry('Three', 1))],
    ['an entry that is forgiven less often', baseline(entry('One', 1), entry('Two', 1), entry('Three', 1))],
    ['no entry at all', baseline()],
  ])('may have %s', (_, after) => expect(change(after)).toBe(true))

  it.each([
    ['an entry more', baseline(entry('One', 2), entry('Two', 1), entry('Three', 1), entry('Four', 1))],
    ['an entry in place of another', baseline(entry('One', 2), entry('.*', 1))],
    ['an entry that is forgiven more often', baseline(entry('One', 3), entry('Two', 1), entry('Three', 1))],
    ['an entry that is forgiven always', BEFORE.replace('\t\t\tcount: 2\n', '')],
    ['an entry that is forgiven everywhere', BEFORE.replace('\t\t\tpath: src/Client.php\n', '')],
    ['other parameters', BEFORE.replace('parameters:\n', 'parameters:\n\tlevel: 0\n')],
  ])('may not have %s', (_, after) => expect(change(after)).toBe(false))

  it('is known by its name', () => expect(change(baseline(), 'phpstan.neon')).toBe(false))
})
