import type { MutableBody } from '../read/reading.ts'
import type { Marker } from '../test-file.ts'

const NAMED = /\bsubject!?[ (]{1,2}:(\w{1,100})/g
const ASKS = /^(?:to|not_to|to_not|should|should_not)(?:\.|$)/

/** RSpec asks about the subject under several names: `is_expected`, its own, and in `its(:cups)` about a part of it. */
export function nameSubjects(
  source: string,
  { subjects, replaced }: { subjects: readonly MutableBody[]; replaced: Marker[] },
): void {
  const names = ['is_expected', 'subject', ...[...source.matchAll(NAMED)].map(([, name = '']) => name)]
  for (const { name: said, assertions } of subjects) {
    const part = /^:(\w+[?!]?)$/.exec(said)?.[1] ?? ''
    for (const [index, one] of assertions.entries()) {
      const [first = '', ...rest] = one.args
      const name = /^@?\w+/.exec(first)?.[0] ?? ''
      if (!ASKS.test(one.verb) || !names.includes(name)) continue
      const of = name === 'is_expected' && part !== '' ? `.${part}` : first.slice(name.length)
      assertions[index] = { ...one, args: [`subject${of}`, ...rest] }
    }
  }
  for (const [index, one] of replaced.entries()) {
    const [, name = '', rest = ''] = /^(@?\w+)(\..*)$/.exec(one.key) ?? []
    if (names.includes(name)) replaced[index] = { ...one, key: `subject${rest}` }
  }
}
