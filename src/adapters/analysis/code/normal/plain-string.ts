import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { SCRIPTS } from './names/visible.ts'

/** What a text of a script or of Python says, whatever its quotes; undefined where that is not plain. */
export function plainString(node: SyntaxNode, { source, grammar }: Code): string | undefined {
  if (node.type !== 'string' || (!SCRIPTS.includes(grammar) && grammar !== 'python')) return undefined
  // In JSX, nothing is escaped.
  if (node.parent?.type === 'jsx_attribute' || node.parent?.type === 'concatenated_string') return undefined
  const text = source.slice(node.start, node.end)
  const quotes = /^(?:"""|'''|"|')/.exec(text)?.[0]
  if (
    !quotes ||
    text.length < 2 * quotes.length ||
    node.children.some(({ type }) => type === 'interpolation')
  )
    return undefined
  const inner = text.slice(quotes.length, -quotes.length)
  if (/\\(?![\\'"nrt])/.test(inner)) return undefined
  return JSON.stringify(inner.replace(/\\(.)/g, (_, sign: string) => SIGNS[sign] ?? sign))
}

const SIGNS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
