import { type Document, isCollection, isMap, isNode, isPair, isScalar, type Node } from 'yaml'

/**
 * Offset in the source of the key or list entry at `path`, or of the nearest parent that exists:
 * what is missing is looked for where it should have been.
 */
export function findOffset(document: Document, path: readonly PropertyKey[]): number {
  let offset = startOf(document.contents) ?? 0
  let node: unknown = document.contents
  for (const segment of path) {
    const step = descend(node, segment)
    if (step === undefined) return offset
    offset = step.offset ?? offset
    node = step.value
  }
  return offset
}

function descend(
  node: unknown,
  segment: PropertyKey,
): { readonly offset: number | undefined; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === segment)
    return pair && { offset: startOf(pair.key), value: pair.value }
  }
  if (!isCollection(node) || typeof segment !== 'number') return undefined
  const item: unknown = node.items[segment]
  if (item === undefined) return undefined
  return { offset: startOf(isPair(item) ? item.key : item), value: item }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined
}
