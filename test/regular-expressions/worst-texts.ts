import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { isOneCharacter } from './count-steps.ts'

/** A text of any length that is bad for an expression: the same again and again, and at its end what matches nothing. */
export interface Attack {
  readonly before: string
  readonly again: string
  readonly after: string
}

export function textOf({ before, again, after }: Attack, length: number): string {
  return before + again.repeat(Math.ceil(length / again.length)) + after
}

/** More repetitions than this count as without end. */
const MANY = 40
const MAX_SIGNS = 5

/**
 * For each repetition in an expression: what leads to it, what is repeated, and what ends it without a match; and what leads to it together
 * with what is repeated, again and again.
 */
export function worstTexts(source: string, flags: string): readonly Attack[] {
  const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') }
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, mode)
  const { alphabet, sample } = samplesOf(pattern, flags)
  const attacks = new Map<string, Attack>()
  const add = (before: string, again: string) => {
    for (const after of ['', '\u0001', '\n\u0001'])
      if (again !== '') attacks.set(JSON.stringify([before, again, after]), { before, again, after })
  }
  const walk = (alternatives: readonly AST.Alternative[], before: string) => {
    for (const { elements } of alternatives) {
      let led = before
      for (const element of elements) {
        if (element.type === 'Quantifier') attack(element, led)
        if ('alternatives' in element) walk(element.alternatives, led)
        led += sample(element)
      }
    }
  }
  const attack = ({ element, max }: AST.Quantifier, before: string) => {
    if (max >= MANY)
      for (const pump of pumpsOf(element)) {
        add(before, pump)
        add('', before + pump)
        if (before !== '') add('', pump)
      }
    if ('alternatives' in element) walk(element.alternatives, before)
  }
  const pumpsOf = (element: AST.QuantifiableElement): readonly string[] => {
    if (isOneCharacter(element)) return alphabet.filter(matcherOf(element, flags)).slice(0, MAX_SIGNS)
    if (!('alternatives' in element)) return []
    return element.alternatives.map(({ elements }) => elements.map(sample).join(''))
  }
  walk(pattern.alternatives, '')
  return [...attacks.values()]
}

function samplesOf(pattern: AST.Pattern, flags: string) {
  const own: string[] = []
  visitRegExpAST(pattern, {
    onCharacterEnter: ({ value }) => {
      own.push(String.fromCodePoint(value))
    },
  })
  const alphabet = [...new Set([...' \t\n', ...own, ...'a0A_-./:"\'=,'])]
  const sample = (element: AST.Element): string => {
    if (isOneCharacter(element)) return alphabet.find(matcherOf(element, flags)) ?? ''
    if (element.type === 'Quantifier') return sample(element.element).repeat(Math.min(element.min, 50))
    if (element.type === 'Group' || element.type === 'CapturingGroup')
      return (element.alternatives[0]?.elements ?? []).map(sample).join('')
    return ''
  }
  return { alphabet, sample }
}

function matcherOf({ raw }: AST.Element, flags: string): (sign: string) => boolean {
  const one = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[gym]/g, ''))
  return (sign) => one.test(sign)
}
