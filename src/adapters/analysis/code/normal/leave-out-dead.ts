import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { SCRIPTS } from './names/visible.ts'
import { type MutableReduction, type Omission, resolved } from './reduction.ts'

const DEAD: Omission = { what: 'dead code' }

/** In Rust, what never runs still decides of what type other things are. */
const ASKED = [...SCRIPTS, 'python', 'go', 'java', 'cpp', 'c-sharp', 'php', 'ruby']

/** Leaves out what can never run: behind `if (false)`, and after what leaves a block. */
export function leaveOutDead(root: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const { grammar, path } = code
  // A template of C++ may be made for nothing but a call that never runs.
  if (!ASKED.includes(grammar) || (grammar === 'cpp' && !path.endsWith('.c'))) return
  const visit = (node: SyntaxNode) => {
    node.children.forEach(visit)
    if (CONDITIONS.has(node.type)) leaveOutBranch(node, code, reducing)
    else if (LISTS.has(node.type)) leaveOutRest(node, code, reducing)
  }
  visit(root)
}

const CONDITIONS = new Set(['if_statement', 'while_statement', 'if'])

function leaveOutBranch(node: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const isStatement =
    node.parent !== undefined && (LISTS.has(node.parent.type) || BODIES.has(node.parent.type))
  const truth = truthOf(
    node.children.find(({ field }) => field === 'condition'),
    code,
  )
  if (!node.named || !isStatement || truth === undefined || hasInitializer(node)) return
  const body = node.children.find(({ field }) => field === 'consequence' || field === 'body')
  const rest = node.children.filter(({ field }) => field === 'alternative')
  const other = rest[0]?.type === 'else_clause' ? rest[0].children.find(({ named }) => named) : rest[0]
  const [runs, never] = truth ? [body, other] : [other, body]
  if (!body || rest.length > 1 || (truth && node.type === 'while_statement')) return
  if (never && !isPlain(never, code)) return
  if (runs && BRANCHES.has(runs.type)) {
    reducing.instead.set(node, runs)
    reducing.removable.set(node.type, (reducing.removable.get(node.type) ?? 0) + 1)
  } else if (!runs && LISTS.has(node.parent?.type ?? '') && !isValue(node, code))
    reducing.leftOut.set(node, DEAD)
}

/** Of Go: `if a := f(); false`. */
function hasInitializer({ children }: SyntaxNode): boolean {
  return children.some(({ field }) => field === 'initializer')
}

/** In Ruby, the last value of a method is its answer. */
function isValue(node: SyntaxNode, { grammar }: Code): boolean {
  return grammar === 'ruby' && node.parent?.children.findLast(({ named }) => named) === node
}

/** What may stand where a statement stands. */
const BRANCHES = new Set(
  [
    'statement_block block compound_statement',
    'expression_statement return_statement throw_statement break_statement continue_statement if_statement',
  ].flatMap((line) => line.split(' ')),
)
const BODIES = new Set(['else_clause', 'if_statement', 'for_statement', 'while_statement'])

function truthOf(node: SyntaxNode | undefined, { source, grammar }: Code): boolean | undefined {
  if (!node) return undefined
  const inner = node.children.filter(({ named }) => named)
  if (/^(?:parenthesized_expression|condition_clause)$/.test(node.type))
    return inner.length === 1 ? truthOf(inner[0], { source, grammar, path: '' }) : undefined
  const text = source.slice(node.start, node.end)
  if (/^(?:true|True)$/.test(text))
    return /^(?:true|boolean|boolean_literal)$/.test(node.type) ? true : undefined
  if (/^(?:false|False)$/.test(text))
    return /^(?:false|boolean|boolean_literal)$/.test(node.type) ? false : undefined
  // Zero is true in Ruby, and no condition in Go, Java and C#.
  if (/^[01]$/.test(text) && ZERO_IS_FALSE.includes(grammar)) return text === '1'
  return undefined
}

const ZERO_IS_FALSE = [...SCRIPTS, 'python', 'cpp', 'php']

const LISTS = new Set([
  'program',
  'module',
  'statement_block',
  'block',
  'compound_statement',
  'statement_list',
  'body_statement',
  'then',
])

const JUMPS = new Set(
  'return_statement throw_statement break_statement continue_statement raise_statement return'.split(' '),
)

function leaveOutRest(list: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const { children } = list
  const jump = children.findIndex((one) => one.named && !reducing.leftOut.has(one) && leaves(one, reducing))
  if (jump < 0 || /^(?:program|module)$/.test(list.type)) return
  const rest = children.slice(jump + 1).filter(({ named, type }) => named && !type.includes('comment'))
  if (!rest.every((one) => isPlain(one, code) && !DECLARES.test(one.type))) return
  for (const one of rest) reducing.leftOut.set(one, DEAD)
}

/** A block of one statement is that statement. */
function leaves(node: SyntaxNode, reducing: MutableReduction): boolean {
  const at = resolved(node, reducing)
  if (JUMPS.has(at.type)) return at.named
  const inner = at.children.filter(({ named }) => named)
  return /^(?:statement_block|compound_statement|block)$/.test(at.type) &&
    inner[0] !== undefined &&
    inner.length === 1
    ? leaves(inner[0], reducing)
    : false
}

const DECLARES = /declaration|definition/

/** Whether a part says nothing but what it does when it runs. */
function isPlain(node: SyntaxNode, code: Code): boolean {
  const says = SCRIPTS.includes(code.grammar) ? SAYS.javascript : SAYS[code.grammar]
  if (SAYS_ANYWHERE.test(node.type) || says?.test(node.type)) return false
  return node.children.every((child) => isPlain(child, code))
}

/** A function that yields is another kind of function, and a label can be gone to. */
const SAYS_ANYWHERE =
  /yield|await|label|^case|_case$|case_|switch_section|import|require|include|preproc|goto|^(?:function|class|interface|enum|trait|module|namespace)_(?:declaration|definition)|^generator_/

/** Where a name that is assigned anywhere belongs to all of the function. */
const SAYS: Readonly<Record<string, RegExp>> = {
  javascript: /^variable_declaration$|^using/,
  python:
    /^(?:assignment|augmented_assignment|named_expression|for_statement|with_|as_pattern|global_|nonlocal_|delete_|except)/,
  ruby: /assignment|^(?:for|rescue|ensure|else|method|class|module|singleton_method)$|exception_variable/,
  php: /declaration|static/,
}
