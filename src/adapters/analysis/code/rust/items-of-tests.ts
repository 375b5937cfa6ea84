import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'

/** Built for tests alone: whatever else is in the condition, without `test` it does not hold. */
const FOR_TESTS =
  /^#\[\s*(?:cfg\(\s*(?:test\s*\)|all\(\s*test\b)|(?:\w{1,60}::){0,5}(?:test|rstest|proptest|test_case|quickcheck)\s*[\]()])/

/** The items of a Rust file that are built for tests only, with their attributes. */
export function itemsOfTests(
  root: SyntaxNode,
  { grammar, source }: Pick<Code, 'grammar' | 'source'>,
): ReadonlySet<SyntaxNode> {
  const found = new Set<SyntaxNode>()
  if (grammar !== 'rust') return found
  const search = (parent: SyntaxNode) => {
    let before: SyntaxNode[] = []
    for (const child of parent.children) {
      if (child.type === 'attribute_item' || child.type.includes('comment')) {
        before.push(child)
        continue
      }
      if (
        before.some(
          ({ type, start, end }) => type === 'attribute_item' && FOR_TESTS.test(source.slice(start, end)),
        )
      )
        for (const one of [...before, child]) found.add(one)
      else if (child.type === 'mod_item' || child.type === 'declaration_list') search(child)
      before = []
    }
  }
  search(root)
  return found
}
