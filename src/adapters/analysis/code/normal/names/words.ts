import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'

/** Where each word of a text stands, in texts of strings as well: what reads those may mean the name. */
export interface Words {
  within(word: string, node: Pick<SyntaxNode, 'start' | 'end'>): number
  outside(word: string, node: Pick<SyntaxNode, 'start' | 'end'>): number
}

/** In PHP, the sign is not part of the name. */
const wordOf = ({ grammar }: Pick<Code, 'grammar'>) => (grammar === 'php' ? /\w+/g : /[\w$]+/g)

/** Without what is left out, and without comments unless they are asked for. */
export function wordsOf(
  root: SyntaxNode,
  { source, grammar }: Pick<Code, 'source' | 'grammar'>,
  isOut: (node: SyntaxNode) => boolean,
): Words {
  const word = wordOf({ grammar })
  const places = new Map<string, number[]>()
  const read = (start: number, end: number) => {
    for (const found of source.slice(start, end).matchAll(word)) {
      const known = places.get(found[0])
      if (known) known.push(start + found.index)
      else places.set(found[0], [start + found.index])
    }
  }
  let from = 0
  const visit = (node: SyntaxNode) => {
    if (!isOut(node)) return node.children.forEach(visit)
    read(from, node.start)
    from = Math.max(from, node.end)
  }
  visit(root)
  read(from, source.length)
  const within: Words['within'] = (word, { start, end }) => {
    const all = places.get(word) ?? []
    return before(all, end) - before(all, start)
  }
  return { within, outside: (word, node) => (places.get(word)?.length ?? 0) - within(word, node) }
}

/** How many of the places are before this one. */
function before(places: readonly number[], end: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < end) low = middle + 1
    else high = middle
  }
  return low
}

export function isComment({ type }: SyntaxNode): boolean {
  return /^(?:\w+_)?comment$/.test(type)
}
