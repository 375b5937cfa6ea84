import type { Assertion } from './test-file.ts'

const NEAR = /close|almost|delta|approx|within|near|epsilon|tolerance|double_eq/i
const NAMED =
  /\b(places|decimal|digits|precision|rel|abs|atol|rtol|delta|rel_tol|abs_tol|epsilon|tol|tolerance|max_relative|within)\s*[=:]\s*(-?[\d.eE-]+)/g
const DIGITS = /^(?:places|decimal|digits|precision)$/

/** Whether the second is content with a value farther away than the first. */
export function isWider(before: Assertion, after: Assertion): boolean {
  const [was, is] = [toleranceOf(before), toleranceOf(after)]
  return was !== undefined && is !== undefined && is > was
}

/** The distance that is let pass; digits count as the tenth that they leave. */
function toleranceOf({ verb, args }: Assertion): number | undefined {
  const text = args.join(' ')
  const [named] = [...text.matchAll(NAMED)]
  if (named?.[1] !== undefined) {
    const value = Number(named[2])
    return DIGITS.test(named[1]) ? 10 ** -value : value
  }
  const last = Number((args.at(-1) ?? '').replace(/[fFdDL_]$/, ''))
  if (Number.isNaN(last) || args.length < 3) return undefined
  if (/toBeCloseTo|[aA]lmost_?[eE]qual/.test(verb)) return 10 ** -last
  const isThird = /^assertEquals$|^AreEqual$|^EXPECT_NEAR$/.test(verb) && args.length === 3
  return isThird || NEAR.test(verb) ? last : undefined
}
