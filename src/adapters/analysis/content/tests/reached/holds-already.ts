import type { Assertion } from '../test-file.ts'

const EXPECTED = /^(?:exp|expect|expected|want|wanted|should)\w*$/i
const MAX_TEXT = 300

/**
 * What is asked for only where it holds already: `if (sum !== 5) return` before `expect(sum).toBe(5)`. In a helper also what depends
 * on nothing but the values that it compares: its callers say them. What a table says of its rows is another matter, so that in a
 * test only what is asked about counts.
 */
export function holdsAlready(guard: string, { args }: Assertion, isHelper: boolean): boolean {
  const condition = /^(?:if|unless) (.*)$/s.exec(guard)?.[1]
  if (condition === undefined) return false
  const reported = args.filter(
    (one) => /[A-Za-z_]/.test(one) && !/^["'`]/.test(one) && one.length <= MAX_TEXT,
  )
  if (isHelper && isAbout(condition, reported)) return true
  const made = reported.filter((one) => /[(.[]/.test(one))
  return (made.length > 0 ? made : reported.slice(0, 1)).some(
    (one) => !EXPECTED.test(one) && includesWords(condition, one),
  )
}

/** Says no other name than what is compared says. */
function isAbout(condition: string, reported: readonly string[]): boolean {
  const known = new Set(reported.flatMap(namesIn))
  const names = namesIn(condition)
  return names.length > 0 && names.every((name) => known.has(name))
}

const namesIn = (text: string) =>
  (text.replace(/"[^"]*"|'[^']*'/g, '').match(/[A-Za-z_$][\w$]*/g) ?? []).filter((one) => !WORDS.test(one))
const WORDS =
  /^(?:not|and|or|is|in|if|else|None|null|undefined|true|false|True|False|typeof|instanceof|len|abs|Math)$/

/** As whole words: `a` is not part of `data`. */
function includesWords(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + part.length] ?? ' ']
    if (!/[\w$.]/.test(before) && !(/[\w$]/.test(after) && /\w$/.test(part)) && !/^[.([]/.test(after))
      return true
  }
  return false
}
