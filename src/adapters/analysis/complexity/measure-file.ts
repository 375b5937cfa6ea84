import type { Node } from 'web-tree-sitter'
import { compileRules } from './compile-rules.ts'
import { countFunctions } from './count-functions.ts'
import type { FunctionCount } from './create-tally.ts'
import { grammarOf } from './grammar.ts'
import type { LanguageRules } from './rules.ts'

export type MeasuredFile =
  | { readonly kind: 'measured'; readonly functions: readonly FunctionCount[] }
  | { readonly kind: 'unmeasured'; readonly reason: string }

/** The functions of one file, or why they are not known. Never throws for what is in the file. */
export async function measureFile(
  content: Uint8Array,
  rules: LanguageRules,
  mayGoOn: () => boolean,
): Promise<MeasuredFile> {
  if (content.length > MAX_BYTES)
    return unmeasured(`it has more than ${MAX_BYTES.toLocaleString('en')} bytes`)
  const source = textOf(content)
  if (source === undefined) return unmeasured('it is not text in UTF-8')
  const grammar = await grammarOf(rules.grammar)
  const tree = grammar.parse(source, mayGoOn)
  if (!tree) return unmeasured('reading it took too long')
  try {
    if (!rules.hasMacros && hasSyntaxError(tree.rootNode, rules)) return unmeasured('it has syntax errors')
    const compiled = compileRules(rules, grammar.language)
    const functions = countFunctions({ tree, source, rules: compiled, mayGoOn })
    if (functions) return { kind: 'measured', functions }
    return unmeasured(mayGoOn() ? 'it is nested too deeply' : 'reading it took too long')
  } finally {
    tree.delete()
  }
}

/** Grammars lag behind their languages, mostly in the notation of types. */
function hasSyntaxError(root: Node, { types = [] }: LanguageRules): boolean {
  const suspects = root.hasError ? [root] : []
  for (let node = suspects.pop(); node; node = suspects.pop()) {
    if (node.isError || node.isMissing) return true
    suspects.push(...node.children.filter((child) => child.hasError && !types.includes(child.type)))
  }
  return false
}

/** About two seconds at the worst. */
const MAX_BYTES = 500_000

function unmeasured(reason: string): MeasuredFile {
  return { kind: 'unmeasured', reason }
}

function textOf(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}
