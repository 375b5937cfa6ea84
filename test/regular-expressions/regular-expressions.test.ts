import { expect, it } from 'vitest'
import { BOUNDED } from './bounded.ts'
import { stepCounter } from './count-steps.ts'
import { regularExpressions } from './literals.ts'
import { type Attack, textOf, worstTexts } from './worst-texts.ts'

const all = [
  ...new Map((await regularExpressions()).map((one) => [`/${one.source}/${one.flags}`, one])).values(),
]

/**
 * What candidates change is read in processes that are ended by time, mostly line by line, so that the square of a line is allowed there.
 * Of what their tests print some is read elsewhere.
 */
const IN_PROCESSES_OF_ITS_OWN = /^src\/adapters\/analysis\/(?!test-output\/)/

it('every regular expression is found, and the worst text for it', () => {
  expect(all.length).toBeGreaterThan(2_000)
  const slow = ['\\s+$', '^(?:a|a)*$', 'x[^y]*y', '<!--[\\s\\S]*?-->', '^(.*?)(?: # x.*)?$', '(a+)+b']
  expect(slow.filter((source) => growth(source, '', 32) < 2.5)).toEqual([])
  expect(
    ['^\\s+', 'a[^a]*b', '\\w{1,9}$', "^'(?:[^'\\\\]|\\\\.)*'$"].filter(
      (source) => growth(source, '', 200) > 2.5,
    ),
  ).toEqual([])
})

it('no regular expression takes time that doubles with every sign', () => {
  expect(all.filter(({ source, flags }) => growth(source, flags, 16) > 20).map(nameOf)).toEqual([])
})

it('a regular expression on text of others takes time with its length, and not with the square of it', () => {
  const slow = all.filter(
    ({ file, source, flags }) =>
      !IN_PROCESSES_OF_ITS_OWN.test(file) &&
      growth(source, flags, 64) > 2.4 &&
      growth(source, flags, 400) > 2.8,
  )
  const isBounded = (source: string) => starts.some((start) => source.startsWith(start))
  expect(slow.filter(({ source }) => !isBounded(source)).map(nameOf)).toEqual([])
  // None is excepted any more that was mended.
  expect(starts.filter((start) => !slow.some(({ source }) => source.startsWith(start)))).toEqual([])
})

const starts = Object.values(BOUNDED).flat()

/** How many times as many steps it takes for twice the length of the worst text. */
function growth(source: string, flags: string, length: number): number {
  const count = stepCounter(source, flags)
  const ofOne = (attack: Attack) => {
    const long = textOf(attack, 2 * length)
    const steps = count(long)
    if (!Number.isFinite(steps)) return steps
    return steps < 8 * long.length ? 1 : steps / count(textOf(attack, length))
  }
  return Math.max(1, ...worstTexts(source, flags).map(ofOne))
}

function nameOf({ file, source, flags }: { file: string; source: string; flags: string }): string {
  return `${file}: /${source}/${flags}`
}
