import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'
import type { MutableReduction } from '../reduction.ts'
import { bindingOf } from './binding-of.ts'
import { isPlainUse } from './is-plain-use.ts'
import { ancestor, isFunction, isReflective, SCRIPTS } from './visible.ts'
import type { Words } from './words.ts'

/** Languages where a name lives as long as its function, however often it is assigned. */
const BY_FUNCTION = ['python', 'ruby', 'php']

/** Finds the names that could be any other: each is bound in one place that everything that reads it can see, and stands in no text. */
export function findLocals(root: SyntaxNode, code: Code, reducing: MutableReduction, words: Words): void {
  if (code.grammar === 'bash' || isReflective(code)) return
  for (const owner of ownersIn(root, reducing, code)) {
    if (isAttributed(owner, code)) continue
    const leaves = Map.groupBy(leavesOf(owner, reducing), (leaf) => nameOf(leaf, code))
    for (const [name, some] of leaves)
      if (mayBeAnyName(name, code) && words.within(name, owner) === some.length && isOneBinding(some, code))
        for (const leaf of some) reducing.locals.set(leaf, { name, owner })
  }
}

/** Functions that stand in no other, and what declares one of C with its parameters. */
function ownersIn(root: SyntaxNode, { leftOut }: MutableReduction, { grammar }: Code): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  const visit = (node: SyntaxNode) => {
    if (leftOut.has(node)) return
    const isPrototype = grammar === 'cpp' && node.type === 'function_declarator'
    if (isFunction(node) || isPrototype) found.push(node)
    else node.children.forEach(visit)
  }
  visit(root)
  return found
}

function leavesOf(owner: SyntaxNode, { leftOut }: MutableReduction): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  const visit = (node: SyntaxNode) => {
    if (leftOut.has(node)) return
    const isVariable = node.named && node.children.length === 0 && VARIABLES.has(node.type)
    if (isVariable) found.push(node)
    else node.children.forEach(visit)
  }
  visit(owner)
  return found
}

const VARIABLES = new Set(['identifier', 'name'])

function nameOf({ start, end }: SyntaxNode, { source }: Code): string {
  return source.slice(start, end)
}

/** Names that begin with `_` say something to linters, and to Rust; those in capitals may be macros. */
function mayBeAnyName(name: string, { grammar }: Code): boolean {
  if (!/^[a-z]\w*$/i.test(name)) return false
  // In Rust, a pattern of a constant tests for it.
  if (grammar === 'rust') return /^[a-z]/.test(name)
  return grammar !== 'cpp' || (/^[a-z][a-z0-9_]*$/.test(name) && !MACROS.has(name))
}

const MACROS = new Set(
  'errno stdin stdout stderr unix linux i386 near far small interface min max bool complex imaginary noreturn alignas alignof and or not xor bitand bitor compl true false assert offsetof signals slots emit foreach major minor'.split(
    ' ',
  ),
)

function isOneBinding(leaves: readonly SyntaxNode[], code: Code): boolean {
  const bindings = leaves.map((leaf) => bindingOf(leaf, code))
  const at = bindings.findIndex((one) => one !== undefined)
  const first = leaves[at]
  const scope = bindings[at]?.scope
  // Bound before it is read, but in what goes through a list and says so behind.
  if (!first || !scope || (at > 0 && !isComprehension(scope))) return false
  return leaves.every((leaf, index) => {
    if (leaf.start < scope.start || leaf.end > scope.end) return false
    const binding = bindings[index]
    if (!binding) return isPlainUse(leaf, code) && isSeen(leaf, { first, scope }, code)
    return index === at || isSameBinding(leaf, binding.scope, { scope, code })
  })
}

const isComprehension = ({ type }: SyntaxNode) => /comprehension|generator_expression/.test(type)

/** Where a name lives as long as its function, it may be bound again and again. */
function isSameBinding(
  leaf: SyntaxNode,
  own: SyntaxNode | undefined,
  { scope, code }: { readonly scope: SyntaxNode; readonly code: Code },
): boolean {
  if (code.grammar === 'ruby') return own !== undefined && !leaf.parent?.type.endsWith('_parameters')
  return BY_FUNCTION.includes(code.grammar) && own === scope
}

/** Whether a leaf means what was bound first. */
function isSeen(
  leaf: SyntaxNode,
  { first, scope }: { readonly first: SyntaxNode; readonly scope: SyntaxNode },
  { grammar }: Code,
): boolean {
  if (isComprehension(scope))
    return (
      ancestor(leaf, ({ field, parent }) => field === 'right' && parent?.type === 'for_in_clause') ===
      undefined
    )
  if (grammar === 'php') return ancestor(leaf, isPhpFunction) === scope
  if (BY_FUNCTION.includes(grammar) || SCRIPTS.includes(grammar)) return true
  // What a name is bound to reads another of the same name.
  const binder = ancestor(first, ({ type }) => BINDERS.test(type) || BODIES.test(type))
  if (!binder || BODIES.test(binder.type)) return true
  const value = binder.children.find(({ field }) => field === 'value')
  return leaf.end > ((binder.type === 'for_expression' && value) || binder).end
}

const BINDERS =
  /^(?:let_declaration|short_var_declaration|(?:var|const)_spec|variable_declarator|init_declarator|range_clause|for_expression)$/
const BODIES = /^(?:block|compound_statement|statement_list)$/

const isPhpFunction = ({ type, named }: SyntaxNode) =>
  named && type !== 'arrow_function' && /function(?!_call)|method_declaration/.test(type)

/** What stands above a function may read its names. */
export function isAttributed(owner: SyntaxNode, { source, grammar }: Code): boolean {
  if (grammar !== 'rust') return false
  for (let at: SyntaxNode | undefined = owner; at?.parent; at = at.parent) {
    const siblings = at.parent.children
    for (let index = siblings.indexOf(at) - 1; index >= 0; index -= 1) {
      const above = siblings[index]
      if (!above || !/attribute_item|comment/.test(above.type)) break
      if (above.type === 'attribute_item' && !QUIET.test(source.slice(above.start, above.end))) return true
    }
  }
  return false
}

const QUIET =
  /^#!?\[\s*(?:inline|must_use|test|allow|warn|expect|deny|forbid|cfg|doc|cold|deprecated|derive)\b/
