import { isAlias, isCollection, isMap, isPair, isScalar, type Node, parseAllDocuments } from 'yaml'
import { withoutUndefined } from '../../../../domain/without-undefined.ts'

/**
 * Whether two texts of YAML are read as the same, by every reader: in which quotes a text stands, how it is laid out and what comments
 * stand beside it is left out; whether it stands in quotes at all is not, for readers differ in what `yes`, `010` and a date are.
 */
export function isSameYaml(before: string, after: string): boolean {
  const was = canonical(before)
  return was !== undefined && was === canonical(after)
}

function canonical(text: string): string | undefined {
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' })
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined
    // What a first line says to a tool, and what templates put in before anybody reads YAML.
    const directives = text
      .split('\n')
      .filter((line, index) => line.startsWith('%') || (index === 0 && /^#[!\w]/.test(line)))
    return JSON.stringify([directives, documents.map(({ contents }) => plain(contents, 0))])
  } catch {
    // Nested deeper than the stack.
    return undefined
  }
}

const MAX_DEPTH = 200

function plain(node: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply')
  if (node === null || node === undefined) return null
  if (isPair(node)) return [plain(node.key, depth + 1), plain(node.value, depth + 1)]
  if (isAlias(node)) return { alias: node.source }
  const { tag, anchor } = node as Node & { anchor?: string }
  const known = withoutUndefined({ tag: tag || undefined, anchor: anchor || undefined })
  if (isCollection(node))
    return { ...known, map: isMap(node), items: node.items.map((one) => plain(one, depth + 1)) }
  if (!isScalar(node)) return String(node)
  if (node.type !== 'PLAIN') return { ...known, text: node.value }
  const source = node.source ?? ''
  return isPlainText(source) ? { ...known, text: source } : { ...known, plain: source }
}

/** No reader takes these words for anything but a text. */
function isPlainText(source: string): boolean {
  return (
    /^[A-Za-z][A-Za-z /-]*$/.test(source) &&
    !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i.test(source)
  )
}
