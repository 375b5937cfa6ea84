import { grammarOf } from '../../analysis/complexity/grammar.ts'
import { languageOf } from '../../analysis/complexity/language-of.ts'
import { childOf, plainTree, type SyntaxNode } from '../../analysis/syntax/syntax-node.ts'

/** A file with one thing changed that its author meant. */
export interface Mutant {
  readonly text: string
  /** For people: the line, and what became of it. */
  readonly line: number
  readonly from: string
  readonly to: string
}

export interface Edit {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly from: string
  readonly to: string
}

const MAX_MS = 5_000
const MAX_TEXT = 300_000

/**
 * Small changes of these lines (1-based) that still are the language, by its grammar, in the order of the file, operators before numbers
 * and strings. Empty for a language without a grammar.
 */
export async function mutantsOf(
  path: string,
  text: string,
  lines: ReadonlySet<number>,
  wanted = editsOf,
): Promise<readonly Mutant[]> {
  const grammar = languageOf(path)?.grammar
  if (grammar === undefined || text.length > MAX_TEXT) return []
  const end = performance.now() + MAX_MS
  const mayGoOn = () => performance.now() < end
  const root = await treeOf(grammar, text, mayGoOn)
  if (!root) return []
  const edits = [...nodesOf(root)].flatMap((node) =>
    lines.has(node.line) ? wanted(node, text, grammar) : [],
  )
  const mutants: Mutant[] = []
  for (const edit of edits.toSorted((a, b) => weightOf(a) - weightOf(b) || a.start - b.start)) {
    const mutated = text.slice(0, edit.start) + edit.to + text.slice(edit.end)
    // A change that does not compile is not a plausible mistake.
    if (mutants.length < MAX_MUTANTS && (await treeOf(grammar, mutated, mayGoOn)))
      mutants.push({ text: mutated, line: edit.line, from: edit.from, to: edit.to })
  }
  return mutants
}

const MAX_MUTANTS = 20

async function treeOf(
  grammar: string,
  text: string,
  mayGoOn: () => boolean,
): Promise<SyntaxNode | undefined> {
  const tree = (await grammarOf(grammar)).parse(text, mayGoOn)
  if (!tree) return undefined
  try {
    return tree.rootNode.hasError ? undefined : plainTree(tree, mayGoOn)
  } finally {
    tree.delete()
  }
}

function* nodesOf(root: SyntaxNode): Generator<SyntaxNode> {
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    yield node
    // One after the other: they may be more than a call takes arguments.
    for (const child of node.children) open.push(child)
  }
}

const SWAPS: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '??': '||',
  and: 'or',
  or: 'and',
  '+': '-',
  '-': '+',
  '*': '+',
  '+=': '-=',
  '-=': '+=',
  in: 'not in',
  is: 'is not',
}
const CONSTANTS: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  True: 'False',
  False: 'True',
}
/** What holds an operator between or before values: a `<` of a type is none. */
const OPERATION =
  /^(?:binary|boolean|comparison|logical|augmented|binary_operator|assignment|operator_assignment)/
const CONDITIONAL =
  /^(?:if_statement|elif_clause|while_statement|conditional_expression|ternary_expression|if|unless|if_expression)$/
const NUMBER = /^(?:number|integer|int_literal|integer_literal|number_literal|decimal_integer_literal|float)$/
const STRING = /^(?:string|string_literal|interpreted_string_literal|encapsed_string)$/

/** Of a text, with the letters that Python, Rust and C++ put before some. What three quotes open is mostly a comment. */
const OPENING = /^[A-Za-z]{0,2}["'`](?!["'`])/

function editsOf(node: SyntaxNode, text: string, grammar: string): Edit[] {
  const from = text.slice(node.start, node.end)
  const edit = (to: string, at: SyntaxNode = node): Edit[] => [
    {
      start: at.start,
      end: at.end,
      line: at.line,
      from: text.slice(at.start, at.end).slice(0, 60),
      to: to.slice(0, 2_000),
    },
  ]
  const parent = node.parent?.type ?? ''
  if (node.children.length === 0 && OPERATION.test(parent) && Object.hasOwn(SWAPS, from))
    return edit(SWAPS[from] ?? '')
  if (node.children.length === 0 && Object.hasOwn(CONSTANTS, from)) return edit(CONSTANTS[from] ?? '')
  if (NUMBER.test(node.type) && /^\d{1,9}$/.test(from)) return edit(String(Number(from) + 1))
  const [opening = ''] = (STRING.test(node.type) && OPENING.exec(from)) || []
  if (opening !== '' && from.length > opening.length + 2 && !/import|require/.test(parent))
    return edit(opening + from.slice(opening.length + 1))
  if (isLeftOut(node)) return edit('')
  const nothing = Object.hasOwn(NOTHING, grammar) ? NOTHING[grammar] : undefined
  if (node.type === 'return_statement' && nothing !== undefined && node.children.some(({ named }) => named))
    return from === nothing ? [] : edit(nothing)
  if (!CONDITIONAL.test(node.type)) return []
  const condition = childOf(node, 'condition')
  if (!condition || text.slice(condition.start, condition.end).includes('let ')) return []
  const inner = text.slice(condition.start, condition.end)
  if (grammar === 'python') return edit(`not (${inner})`, condition)
  return inner.startsWith('(') ? edit(`(!${inner})`, condition) : edit(`!(${inner})`, condition)
}

/** What stands for the value of a function whose author forgot to return one. */
const NOTHING: Readonly<Record<string, string>> = {
  javascript: 'return',
  python: 'return None',
  php: 'return null;',
}

/** A call for its effect, among other statements. */
function isLeftOut({ type, children, parent }: SyntaxNode): boolean {
  const isCall = /^expression_statement$/.test(type) && /call/.test(children[0]?.type ?? '')
  return isCall && (parent?.children.filter(({ named }) => named).length ?? 0) > 1
}

/** Operators and conditions first: a number or a string is the smaller mistake. */
function weightOf({ from, to }: Edit): number {
  if (to === '' || to.startsWith('return')) return 1
  if (/^\d/.test(from)) return 1
  return /^(?:\/|[A-Za-z]{0,2}["'`])/.test(from) ? 2 : 0
}
