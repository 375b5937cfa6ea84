import { type Document, isScalar, visit } from 'yaml'

/**
 * Where keys stand that their mapping holds already, as offsets in the text. The parser compares each key with every other one (`uniqueKeys`),
 * which takes seconds for a file of a few thousand.
 */
export function keysWrittenTwice(document: Document): readonly number[] {
  const twice: number[] = []
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) twice.push(key.range?.[0] ?? 0)
        seen.add(key.value)
      }
    },
  })
  return twice
}
