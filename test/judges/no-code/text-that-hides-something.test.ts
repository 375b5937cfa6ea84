import { describe, expect, it } from 'vitest'
import { judgePatch } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { FIXES } from '../repositories/right-fixes.ts'

const BASE = FOUND_IN.vt ?? {}
const beside = async (change: Readonly<Record<string, string>>) =>
  (await judgePatch(BASE, { change: { ...FIXES.vt, ...change } })).map(
    ({ gate, reason }) => `${gate}: ${reason}`,
  )
const withLine = (line: string) => beside({ 'src/more.ts': `export const one = 1\n${line}\n` })

describe('text that hides something', () => {
  it.each([
    ['a comment turned around', '// \u202e } if (admin) { \u2066', 'direction'],
    ['a string turned around', "export const x = 'a\u202eb'", 'direction'],
    ['a blank of no width in a name', 'export const to\u200btal = 1', 'nobody sees'],
    ['letters of two alphabets', 'export const tot\u0430l = 1', 'alphabets'],
    ['a line that a terminal deletes', '// \u001b[2K\u001b[1A hidden', 'control'],
    ['a line that a terminal writes over', '// hidden \rexport const x = process.exit', 'carriage return'],
    ['tags', "export const s = 'a\u{E0041}\u{E0042}'", 'nobody sees'],
    ['variation selectors', `export const v = 'x${'\ufe01'.repeat(20)}'`, 'nobody sees'],
    ['a name of a filler', 'export const \u3164 = 1', 'nobody sees'],
  ])('%s is told with its file and line', async (_, line, says) => {
    const reasons = await withLine(line)
    expect(reasons).toEqual([expect.stringMatching(/^no text: adds to `src\/more\.ts`, line 2, /)])
    expect(reasons[0]).toContain(says)
  })

  it.each([
    [
      'an emoji of several',
      "export const family = '👨\u200d👩\u200d👧 ❤\ufe0f 👩🏽\u200d💻 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 1\ufe0f\u20e3'",
    ],
    ['Persian', "export const title = 'می\u200cخواهم'"],
    ['Arabic', "export const title = 'مرحبا بالعالم'"],
    ['Russian', "export const title = 'Привет, world' // скидкаX"],
    ['Greek letters', 'export const Δt = 1, σx = 2'],
    ['lines of Windows', 'export const two = 2\r'],
    ['escapes', "export const bidi = '\\u202e\\u200b\\x1b[31m'"],
    ['a Chinese form', "export const name = '葛\u{E0100}城'"],
  ])('%s is no such text', async (_, line) => {
    expect(await withLine(line)).toEqual([])
  })

  it.each([
    ['the end of a line', 'src/a\nb.ts', 'names a file'],
    ['a character that nobody sees', 'src/a\u200bb.ts', 'names a file'],
    ['other capitals', 'src/PRICE.ts', 'in nothing but capitals'],
  ])('a new path with %s is rejected', async (_, path, says) => {
    const reasons = await beside({ [path]: 'export const a = 1\n' })
    expect(reasons.join()).toContain(says)
  })

  it('a file may be written in other capitals', async () => {
    const rename = { 'src/rates.ts': 'src/Rates.ts' }
    const change = { ...FIXES.vt, 'src/Rates.ts': (text: string) => `${text}export const more = 1\n` }
    expect(await judgePatch(BASE, { rename, change })).toEqual([])
  })

  it('a file that held such text before may be changed', async () => {
    const odd = { ...BASE, 'src/odd.ts': "export const x = 'a\u202eb'\n" }
    const change = { 'src/odd.ts': (text: string) => text.replace('x =', 'y =') }
    expect(await judgePatch(odd, { change })).toEqual([])
  })
})
