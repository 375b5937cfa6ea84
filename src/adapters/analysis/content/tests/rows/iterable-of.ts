import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { isChain, linksOf } from '../assertions/chain.ts'
import { endsAfterFirst } from './ends-after-first.ts'

const LOOPS =
  /^(?:for_statement|for_in_statement|enhanced_for_statement|foreach_statement|for_expression|for_range_loop|range_clause|for|for_in_clause|foreach)$/

/** What a loop, `each` or `parametrize` goes through. */
export function iterableOf(source: string, node: SyntaxNode): string | undefined {
  if (LOOPS.test(node.type)) {
    const whole = node.type === 'range_clause' && node.parent ? node.parent : node
    const over =
      childOf(node, 'right', 'value') ?? (/^foreach/.test(node.type) ? namedChildren(node)[0] : undefined)
    const text = squeezed(textOf(source, over)).slice(0, 300)
    return text === '' ? undefined : endsAfterFirst(whole) ? `${text}[:1]` : text
  }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const at = links.findIndex(({ name }) =>
    /^(?:each|forEach|map|parametrize|iter|each_with_index|for|parameterize|with)$/.test(name),
  )
  const link = links[at]
  if (!link) return undefined
  if (/^(?:each|parametrize|parameterize|for|with)$/.test(link.name) && link.args && link.args.length > 0)
    return link.args.at(link.name === 'parametrize' ? 1 : 0)?.slice(0, 300)
  return (
    links
      .slice(0, at)
      .map(({ name, args }) => `${name}${args ? `(${args.join(',')})` : ''}`)
      .join('.')
      .slice(0, 300) || undefined
  )
}
