import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'

const EQUALS =
  /^(?:__eq__|__bool__|__ne__|equals|Equals|==|eql\?|eq|equal\?|===|operator==|asymmetricMatch|isEqual|__contains__)$/
const ONLY_TRUE = /^(?:\{|:)?(?:return)? ?\(?(?:true|True|!0|1)\)?;?\}?$/
const ONLY_FALSE = /^(?:\{|:)?(?:return)? ?\(?(?:false|False|!1|0)\)?;?\}?$/
const COUNTS = /\+\+|--|\+=|-=/

/** A method that calls everything equal; undefined for every other node. */
export function equalsEverything(source: string, node: SyntaxNode): string | undefined {
  const name = nameOf(source, node)
  if (name === undefined) return undefined
  if (/^(?:valueOf|\[Symbol\.toPrimitive\]|toJSON)$/.test(name))
    return COUNTS.test(textOf(source, childOf(node, 'body', 'value')))
      ? `${name} answers otherwise each time`
      : undefined
  if (!EQUALS.test(name)) return undefined
  if (name === 'asymmetricMatch') return `\`${name}\` decides what it is equal to`
  const body = withoutComments(textOf(source, childOf(node, 'body', 'value', 'right')))
  // `eq = True` is a value like any other.
  if (/pair|assignment|field_definition/.test(node.type) && !/^lambda\b|=>|^(?:async )?function\b/.test(body))
    return undefined
  const only = squeezed(body.replace(/^(?:lambda\b[^:\n]{0,100}:|\([^()]{0,100}\)\s*=>|\w+\s*=>)/, ''))
  const isAlways = name === '__ne__' ? ONLY_FALSE.test(only) : name !== '__bool__' && ONLY_TRUE.test(only)
  return isAlways ? `\`${name}\` calls everything equal` : undefined
}

function nameOf(source: string, node: SyntaxNode): string | undefined {
  if (!/function|method|pair|assignment|field_definition/.test(node.type)) return undefined
  const own = childOf(node, 'name', 'key', 'left')
  const declarator = childOf(childOf(node, 'declarator'), 'declarator')
  const text = squeezed(textOf(source, own ?? declarator)).slice(0, 80)
  return text === '' ? undefined : (/(?:^|\.|::)(operator==|[\w?=]+)$/.exec(text)?.[1] ?? text)
}

function withoutComments(text: string): string {
  return text.replace(/\/\/[^\n]*|(?:^|\s)#[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|"""[^"]*"""/g, ' ').trim()
}
