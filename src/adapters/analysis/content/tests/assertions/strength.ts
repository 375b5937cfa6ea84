import { alwaysHolds } from '../looser/always-holds.ts'
import { isBroad } from '../looser/broad-errors.ts'
import type { Assertion } from '../test-file.ts'

/** How much an assertion asks for: 3 one value, 2 a part or a range of it, 1 that there is something, 0 nothing at all. */
export type Strength = 0 | 1 | 2 | 3

const CONSTANT =
  /^(?:!?true|!?false|null|none|nil|undefined|nullptr|t|-?\d[\w.]*|"[^"]*"|'[^']*'|`[^`$]*`|\[\]|\{\}|not (?:true|false|none))$/i
const ANYTHING =
  /^(?:expect\.anything\(\)|(?:\w+\.)?(?:any|ANY|anything|anyString|anyInt|_)(?:\([^)]*\))?|expect\.any\(\w+\)|(?:new RegExp\()?[r/]?["'/]?\^?(?:\.[*+]|\[\\s\\S\]\*|\(\?s\)\.\*)\$?["'/]?[gimsu]*\)?|Exception|BaseException|Throwable|StandardError)$/
const TAUTOLOGY =
  /^\((?:[^()]|\([^()]*\)){1,200},(?:true|1)\)$|(?:\|\||\bor\b) ?(?:true|1)(?![\w.])|(?<![\w.=!<>])(?:true|1) ?(?:\|\||or\b)|&& ?false\b|\*0(?![\w.])/i

/** Asks for nothing: a constant, the same on both sides, `x || true`. */
export function isConstant({ verb, args }: Assertion): boolean {
  const reported = args.filter((one) => one !== '')
  // The arguments of a helper do not show how much it asserts.
  if (reported.length === 0 || verb.endsWith('()') || NEEDS_NO_VALUE.test(verb)) return false
  const [first, second] = reported
  if (alwaysHolds(verb, reported)) return true
  if (reported.some((one) => TAUTOLOGY.test(one) && !/^["'`]/.test(one))) return true
  if (first !== undefined && first === second && !POLARITY.test(verb)) return true
  const asked =
    reported.length > 1 && /message|^assert\.?$|^ok$|true$/i.test(verb) ? reported.slice(0, 1) : reported
  return asked.every((one) => CONSTANT.test(one) || isEqualOfItself(one))
}

/** `fail`, and what asks that something throws, whose value is a message or a class. */
const NEEDS_NO_VALUE = /fail|error|fatal|throw|raise|panic|snapshot|reject|plan|^expect$|called|^assertions$/i

function isEqualOfItself(text: string): boolean {
  const sides = /^([^=!<>]{1,200})(?:===?|\bis\b)([^=!<>]{1,200})$/.exec(text)
  return (
    sides?.[1] !== undefined &&
    (sides[1].trim() === sides[2]?.trim() ||
      [sides[1], sides[2] ?? ''].every((one) => CONSTANT.test(one.trim())))
  )
}

export const POLARITY =
  /\bnot\b|\.not\.|^not|not[A-Z_]|_not_?|NotE|Not[A-Z]|false|falsy|refute|wont|isnt|!=|dont|doesnt|Unequal|_NE$/

const EXISTS =
  /(?:^|[._])(?:to|be|is|has|have|should|must|assert|expect|check)*_?(?:truthy|ok|okay|defined|present|exists?|any|anything|not_?none|not_?null|not_?nil|not(?:_to)?\.(?:null|undefined|none|be_nil|benull|tobenull|tobeundefined)|not_?empty|nothrows?|doesnotthrow|not_?raises?|not\.tothrow|is_?some|no_?error|not_?error|refute_nil|refute_empty|wont_be_nil|be_?present)\w{0,12}$/
const PART =
  /(?:^|[._])an?$|contain|include|match|regexp?|like|starts?_?with|ends?_?with|greater|less|almost|close|delta|approx|within|instance_?of|kind_?of|type_?of|typeof|has_?item|(?:^|[._])_?(?:gt|lt|ge|le|gte|lte|in|not_?equals?|not_?eq|ne|not_?same)$|>|<|\bin\b|!=|near|subset|superset|some_|any_of|oneof|between|positive/
const EXACT =
  /equals?|(?:^|[._])(?:eq|eql|be|is|same|exactly|identical)$|same|_eq$|==|\bis\b|be_?null|is_?null|is_?none|be_?nil|_nil$|count|length|size|tobe$|toequal|strict|deep/
const TRUTH = /(?:^|[._])(?:true|false|assert!?|ok|check|require|expect|that)$/

/** Undefined where the words of an assertion are not known. */
export function strengthOf(assertion: Assertion): Strength | undefined {
  const { args } = assertion
  const verb = wordsOf(assertion.verb)
  if (isConstant(assertion)) return 0
  if (args.some((one) => ANYTHING.test(one)) && !/throw|raise/.test(verb) && !SPIED.test(verb)) return 1
  if (/throw|raise|reject|panic/.test(verb)) return throwing(assertion)
  if (SPIED.test(verb)) return ofCall(args)
  if (/inline_?snapshot/.test(verb)) return args.length > 1 ? 3 : 1
  // `is not None` asks that there is something, `is not x` only that it is another one.
  if (/^is ?not$/.test(verb)) return args.some((one) => one === 'None') ? 1 : 2
  if (EXISTS.test(verb)) return 1
  // Every text contains the empty one.
  if (PART.test(verb) && args.slice(1).some((one) => /^(?:""|''|``|\/\/|\/\(\?:\)\/)$/.test(one))) return 1
  if (/exactly|in_order/.test(verb)) return 3
  if (PART.test(verb)) return 2
  if (EXACT.test(verb)) return isTruth(args) ? 1 : isOfType(args) ? 2 : 3
  if (TRUTH.test(verb)) return ofCondition(args[0] ?? '')
  return undefined
}

/** `toBeGreaterThan` and `assert_greater_than` alike. */
function wordsOf(verb: string): string {
  return verb
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/_(?:to|be)_/g, '_')
    .replace(/(^|\.)to_be_?/g, '$1tobe')
    .replace(/(^|\.)to_/g, '$1')
}

/** Equal to true, which is what `assertTrue` says. */
function isTruth(args: readonly string[]): boolean {
  return args.some((one) => /^(?:\w+\.)?(?:true|false)$/i.test(one))
}

const isOfType = (args: readonly string[]) =>
  args.some((one) => /^type\(|^typeof\b|\.(?:getClass|class)\b/.test(one))

const SPIED = /called(?:_once)?_with$|called_with_exactly$/

/** What it was called with, unless that may be anything. */
function ofCall(args: readonly string[]): Strength {
  return args.length > 1 && args.slice(1).every((one) => ANYTHING.test(one)) ? 1 : 3
}

function ofCondition(text: string): Strength {
  const condition = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  if (isChoice(condition)) return 2
  if (/^isinstance\(|\binstanceof\b|^typeof\b|^type\(/.test(condition)) return 2
  if (/(?:length|size(?:\(\))?|count|\)) ?(?:>|!=) ?0$/.test(condition)) return 1
  if (
    /!==?|[^=<>-][<>]=?|\bnot in\b|\bis not\b|\bin\b|\.(?:includes|contains|startsWith|endsWith|test|matches|match)\(|matches!/.test(
      condition,
    )
  ) {
    return /!==?\s*(?:null|undefined|nil|nullptr|0|"")$|is not none$/i.test(condition) ? 1 : 2
  }
  return /===?|\.equals\(|\bis\b|\.eq\(/.test(condition) ? 3 : 1
}

const THROWS =
  /(?:throws?|raises?|throwby|thrownby|throwing|rejects?|rejected|panics?|error|raise_error)_?(?:exactly|async|any|exception|error|with|message|match\w*|instance_of|a|an|_)*$/

/** With a class or a message, or whatever goes wrong. */
function throwing({ verb, args }: Assertion): Strength | undefined {
  if (!THROWS.test(wordsOf(verb))) return undefined
  if (POLARITY.test(verb) || /nothrow|doesnotthrow|not_?raise/i.test(verb)) return 1
  // `expect(promise).rejects.toThrow()` begins with what it is about.
  const asked = /^(?:not\.)?(?:rejects|to|resolves)\b.*(?:toThrow|throw|reject)/i.test(verb)
    ? args.slice(1)
    : args
  return asked.some((one) => !isBroad(one)) ? 3 : 2
}

/** An assertion that accepts either of two things. */
function isChoice(condition: string): boolean {
  let depth = 0
  for (const [sign] of condition.matchAll(/[([{]|[)\]}]|\|\||\bor\b|=>/g)) {
    if (sign === '=>') return false
    if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign)) depth -= 1
    else if (depth === 0) return true
  }
  return false
}
