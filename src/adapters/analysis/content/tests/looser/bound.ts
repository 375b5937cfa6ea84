import type { Assertion } from '../test-file.ts'

export interface Bound {
  readonly about: string
  readonly value: number
}

const BELOW =
  /^(?:<=?|(?:to\.?)?_?be_?less_?than(?:_?or_?equal(?:_?to)?)?|assert_?less(?:_?equal)?|(?:to\.be\.)?(?:is_?)?(?:below|less_?than|at_?most)|lt|le|lte)$/i
const TRUTH = /(?:^|[._])(?:assert|ok|true|to_?be_?truthy|assert_?true)$/i
const DISTANCE =
  /\b(?:Math\.abs|f?abs|hypot|norm|distance|delta|diff\w*|deviation|drift|error|err|epsilon)\b/i
const COMPARED = /^(.{1,200}?)(<=?|>=?)(-?[\d._]+(?:e[+-]?\d+)?)$/i

/** How far two values may be apart: `Math.abs(a - b) < 0.001`, also where more than that fails. */
export function boundOf({ verb, args }: Assertion): Bound | undefined {
  const [first = '', second = ''] = args
  if (BELOW.test(verb)) return bound(first, second)
  const fails = /^(if|unless) /.exec(verb)?.[1]
  if (fails === undefined && !TRUTH.test(verb)) return undefined
  const [, about = '', sign = '', value = ''] = COMPARED.exec(first) ?? []
  return sign.startsWith(fails === 'if' ? '>' : '<') ? bound(about, value) : undefined
}

function bound(about: string, text: string): Bound | undefined {
  const value = Number(text.replace(/_/g, ''))
  return DISTANCE.test(about) && text !== '' && !Number.isNaN(value) ? { about, value } : undefined
}
