import { type AST, RegExpParser } from '@eslint-community/regexpp'

type Next = (at: number) => boolean
type Matcher = (at: number, next: Next) => boolean

/** More than anything linear takes for the short texts that it is tried on. */
const MOST_STEPS = 2_000_000

/**
 * How many steps a backtracking engine takes to look for all matches of an expression in a text. It is counted and not measured, so that
 * it is the same everywhere; engines skip some of these steps, but not those that make a long text slow. Infinite where it is too many.
 */
export function stepCounter(source: string, flags: string): (text: string) => number {
  let text = ''
  let steps = 0
  const captures = new Map<AST.CapturingGroup, string>()
  const step = () => {
    steps += 1
    if (steps > MOST_STEPS) throw new TooMany()
  }
  const isMultiline = flags.includes('m')
  const ofOne = (node: AST.Element): ((at: number) => boolean) | undefined => {
    if (!isOneCharacter(node)) return undefined
    const one = new RegExp(`^(?:${node.raw})$`, flags.replaceAll(/[gym]/g, ''))
    const known = new Map<string, boolean>()
    return (at) => {
      step()
      if (at >= text.length) return false
      const sign = text.charAt(at)
      let answer = known.get(sign)
      if (answer === undefined) {
        answer = one.test(sign)
        known.set(sign, answer)
      }
      return answer
    }
  }
  const any = (alternatives: readonly AST.Alternative[]): Matcher => {
    const all = alternatives.map(({ elements }) => sequence(elements))
    return (at, next) => all.some((matches) => matches(at, next))
  }
  const sequence = (elements: readonly AST.Element[]): Matcher =>
    elements.map(element).reduceRight<Matcher>(
      (rest, first) => (at, next) => first(at, (then) => rest(then, next)),
      (at, next) => next(at),
    )
  const element = (node: AST.Element): Matcher => {
    const one = ofOne(node)
    if (one) return (at, next) => one(at) && next(at + 1)
    switch (node.type) {
      case 'Group':
        return any(node.alternatives)
      case 'CapturingGroup': {
        const inner = any(node.alternatives)
        return (at, next) =>
          inner(at, (end) => {
            captures.set(node, text.slice(at, end))
            return next(end)
          })
      }
      case 'Quantifier':
        return quantified(node)
      case 'Assertion':
        return asserted(node)
      case 'Backreference': {
        return (at, next) => {
          step()
          const group = Array.isArray(node.resolved) ? node.resolved[0] : node.resolved
          const said = (group && captures.get(group)) ?? ''
          return text.startsWith(said, at) && next(at + said.length)
        }
      }
      default:
        return (at, next) => next(at)
    }
  }
  const quantified = ({ element: inner, min, max, greedy }: AST.Quantifier): Matcher => {
    const one = ofOne(inner)
    if (one && greedy)
      return (at, next) => {
        let end = at
        while (end - at < max && one(end)) end += 1
        for (; end - at >= min; end -= 1) {
          step()
          if (next(end)) return true
        }
        return false
      }
    if (one)
      return (at, next) => {
        for (let end = at; end - at <= max; end += 1) {
          step()
          if (end - at >= min && next(end)) return true
          if (!one(end)) return false
        }
        return false
      }
    const matches = element(inner)
    const from = (count: number, at: number, next: Next): boolean => {
      step()
      const more = () =>
        count < max && matches(at, (end) => (end > at || count < min) && from(count + 1, end, next))
      return greedy ? more() || (count >= min && next(at)) : (count >= min && next(at)) || more()
    }
    return (at, next) => from(0, at, next)
  }
  const asserted = (node: AST.Assertion): Matcher => {
    const isWord = (at: number) => /\w/.test(text.charAt(at))
    if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
      const inner = any(node.alternatives)
      const holds = (at: number) =>
        node.kind === 'lookahead'
          ? inner(at, () => true)
          : Array.from({ length: NEAR }).some(
              (_, back) => at >= back && inner(at - back, (end) => end === at),
            )
      return (at, next) => holds(at) !== node.negate && next(at)
    }
    return (at, next) => {
      step()
      const isThere =
        node.kind === 'word'
          ? (isWord(at - 1) !== isWord(at)) !== node.negate
          : node.kind === 'start'
            ? at === 0 || (isMultiline && text[at - 1] === '\n')
            : at === text.length || (isMultiline && text[at] === '\n')
      return isThere && next(at)
    }
  }
  const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') }
  const whole = any(new RegExpParser().parsePattern(source, 0, source.length, mode).alternatives)
  return (given) => {
    text = given
    steps = 0
    try {
      for (let at = 0; at <= text.length; ) {
        let end = -1
        const found = whole(at, (reached) => {
          end = reached
          return true
        })
        if (found && !flags.includes('g')) break
        at = found && end > at ? end : at + 1
      }
    } catch (error) {
      if (!(error instanceof TooMany || error instanceof RangeError)) throw error
      return Number.POSITIVE_INFINITY
    }
    return steps
  }
}

class TooMany extends Error {}

/** What looks back does so over a few signs. */
const NEAR = 8

export function isOneCharacter(
  node: AST.Element,
): node is AST.Character | AST.CharacterClass | AST.CharacterSet {
  return (
    node.type === 'Character' ||
    node.type === 'CharacterClass' ||
    (node.type === 'CharacterSet' && !('strings' in node && node.strings))
  )
}
