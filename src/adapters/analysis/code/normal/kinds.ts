import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { SCRIPTS } from './names/visible.ts'

/** What a script computes: a number, or at least none of the large integers, which go together with nothing else. */
type Kind = 'number' | 'no large integer' | 'unknown'

export function isNumber(node: SyntaxNode, code: Code): boolean {
  return kindOf(node, code) === 'number'
}

/** Each node is looked at once, however many stand around it. */
const known = new WeakMap<SyntaxNode, Kind>()

function kindOf(node: SyntaxNode, code: Code): Kind {
  const before = known.get(node)
  if (before) return before
  const kind = findKind(node, code)
  known.set(node, kind)
  return kind
}

function findKind(node: SyntaxNode, code: Code): Kind {
  const [left, sign, right] = node.children
  switch (node.type) {
    case 'string':
      return 'no large integer'
    case 'number':
      return code.source[node.end - 1] === 'n' ? 'unknown' : 'number'
    case 'parenthesized_expression':
      return sign && node.children.length === 3 ? kindOf(sign, code) : 'unknown'
    case 'unary_expression':
      return code.source[node.start] === '+' ? 'number' : 'unknown'
    case 'binary_expression': {
      if (!left || !sign || !right) return 'unknown'
      const kinds = [kindOf(left, code), kindOf(right, code)]
      const isSmall = kinds.some((one) => one !== 'unknown')
      const by = code.source.slice(sign.start, sign.end)
      if (by !== '+') return isSmall && ARITHMETIC.has(by) ? 'number' : 'unknown'
      return kinds.every((one) => one === 'number') ? 'number' : isSmall ? 'no large integer' : 'unknown'
    }
    default:
      return 'unknown'
  }
}

const ARITHMETIC = new Set(['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'])

/** Languages in which `||` and `&&` know nothing but true and false. */
const STRICT = ['go', 'java', 'c-sharp', 'rust']

export function isTruth(node: SyntaxNode, { grammar, source }: Code): boolean {
  if (STRICT.includes(grammar)) return true
  const [left, sign] = node.children
  if (node.type === 'parenthesized_expression')
    return sign !== undefined && isTruth(sign, { grammar, source, path: '' })
  if (node.type === 'not_operator') return true
  if (!SCRIPTS.includes(grammar)) return false
  if (node.type === 'unary_expression') return source[node.start] === '!'
  const by = left && sign && source.slice(sign.start, sign.end)
  return node.type === 'binary_expression' && /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(by ?? '')
}
