import { textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { TestDeclaration } from '../declare/declared.ts'

/** A test that is called and of which nothing is run, because it is a generator, or a coroutine that nobody waits for. */
export function isOnlyMade(
  source: string,
  node: SyntaxNode,
  {
    declared: { kind, head, body },
    grammar,
  }: { readonly declared: TestDeclaration; readonly grammar: string },
): boolean {
  if (kind !== 'test' || !body) return false
  if (/^generator_function$/.test(body.type)) return true
  // A decorator may run it.
  if (
    grammar !== 'python' ||
    /@(?!pytest\.mark\.|mark\.|patch|mock\.|unittest\.|parameterized|freeze_time)/.test(head)
  )
    return false
  return yields(body) || (/^async\b/.test(textOf(source, node)) && isPlainCase(source, node))
}

/** Itself, and not a function within it. */
function yields(node: SyntaxNode): boolean {
  return node.children.some(
    (child) =>
      child.type === 'yield' ||
      (!/^(?:function_definition|lambda|class_definition)$/.test(child.type) && yields(child)),
  )
}

/** `unittest.TestCase` calls its tests and looks at no answer. */
function isPlainCase(source: string, node: SyntaxNode): boolean {
  let at = node.parent
  while (at && at.type !== 'class_definition') at = at.parent
  const bases = at?.children.find(({ field }) => field === 'superclasses')
  return /^\(\s*unittest\.TestCase\s*\)$/.test(textOf(source, bases))
}
