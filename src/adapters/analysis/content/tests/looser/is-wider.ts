import type { Assertion } from '../test-file.ts'
import { boundOf } from './bound.ts'

const NEAR = /close|almost|delta|approx|within|near|epsilon|tolerance|double_eq/i
const NAMED =
  /\b(places|decimal|digits|precision|rel|abs|atol|rtol|delta|rel_tol|abs_tol|epsilon|tol|tolerance|max_relative|within)\s*[=:]\s*([^,)\s]{1,40})/g
const DIGITS = /^(?:places|decimal|digits|precision)$/
const RELATIVE = /^(?:rel|rtol|rel_tol|max_relative)$/

interface Tolerance {
  /** The distance that is let pass; digits count as the tenth that they leave. */
  readonly value: number
  readonly isRelative: boolean
}

/** Whether the second is content with a value farther away than the first. */
export function isWider(before: Assertion, after: Assertion): boolean {
  const [near, far] = [boundOf(before), boundOf(after)]
  if (near && far && near.about === far.about) return far.value > near.value
  if (far && !near && isOne(before)) return far.value >= 1
  const [was, is] = [toleranceOf(before), toleranceOf(after)]
  if (!is) return false
  return was ? is.value > was.value : isCoarse(is, after)
}

/** Asked for one value. */
const isOne = ({ verb }: Assertion) => /equals?$|^={2,3}$|^toBe$|^(?:to\.)?eq$/i.test(verb)

/** Farther than a tenth of what is expected: that is more than rounding. */
const COARSE = 0.1

function isCoarse({ value, isRelative }: Tolerance, { args }: Assertion): boolean {
  if (isRelative) return value >= COARSE
  const expected = /(?<![\w.=])-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/gi
  const reported =
    args
      .join(' ')
      .match(expected)
      ?.map((one) => Math.abs(numberOf(one) ?? 0)) ?? []
  const [size = 0] = reported.filter((one) => one !== 0 && one !== value)
  return value >= (size === 0 ? 1 : size * COARSE)
}

function toleranceOf({ verb, args }: Assertion): Tolerance | undefined {
  const text = args.join(' ')
  const named = [...text.matchAll(NAMED)].flatMap(([, name = '', reported = '']): Tolerance[] => {
    const value = numberOf(reported)
    if (value === undefined) return []
    return [{ value: DIGITS.test(name) ? 10 ** -value : value, isRelative: RELATIVE.test(name) }]
  })
  const [widest] = named.sort((a, b) => b.value - a.value)
  if (widest) return widest
  const approx = /\bapprox\((?:[^(),]|\([^()]*\)){1,200},(?:None,)?([^,()=]{1,40})\)/.exec(text)?.[1]
  const relative = approx === undefined ? undefined : numberOf(approx)
  if (relative !== undefined) return { value: relative, isRelative: !/,None,/.test(text) }
  const last = numberOf(args.at(-1) ?? '')
  if (last === undefined || args.length < 3) return undefined
  if (/toBeCloseTo|[aA]lmost_?[eE]qual/.test(verb)) return { value: 10 ** -last, isRelative: false }
  const isThird = /^assertEquals$|^AreEqual$|^EXPECT_NEAR$/.test(verb) && args.length === 3
  return isThird || NEAR.test(verb) ? { value: last, isRelative: false } : undefined
}

/** `1e9`, `10**9`, `1_000`, `0.1f`, `float("inf")`. */
function numberOf(text: string): number | undefined {
  if (
    /^(?:float\(["']inf(?:inity)?["']\)?|(?:math|np|numpy)\.inf|Infinity|Number\.(?:MAX_VALUE|MAX_SAFE_INTEGER)|sys\.(?:maxsize|float_info\.max))$/.test(
      text,
    )
  )
    return Number.POSITIVE_INFINITY
  const [, base, power] = /^(\d{1,6})\*\*(-?\d{1,3})$/.exec(text) ?? []
  if (base !== undefined) return Number(base) ** Number(power)
  const plain = text.replace(/[fFdDL]$/, '').replace(/_/g, '')
  return plain === '' || Number.isNaN(Number(plain)) ? undefined : Number(plain)
}
