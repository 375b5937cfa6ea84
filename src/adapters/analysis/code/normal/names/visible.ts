import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'

export const SCRIPTS = ['javascript', 'typescript', 'tsx']

/** Declarations inside a function are not visible outside of it. */
const FUNCTIONS = new Set(
  [
    'function_declaration generator_function_declaration function_expression generator_function arrow_function',
    'method_definition function_definition function_item closure_expression method_declaration func_literal',
    'constructor_declaration lambda_expression local_function_statement method singleton_method function',
  ].flatMap((line) => line.split(' ')),
)

export function ancestor(
  node: SyntaxNode | undefined,
  is: (node: SyntaxNode) => boolean,
): SyntaxNode | undefined {
  for (let at = node?.parent; at; at = at.parent) if (is(at)) return at
  return undefined
}

/** The function around it that no other function is around. */
export function outermostFunction(node: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined
  for (let at: SyntaxNode | undefined = node; at; at = at.parent) if (isFunction(at)) found = at
  return found
}

/** `function` is a keyword as well. */
export function isFunction({ type, named }: SyntaxNode): boolean {
  return named && FUNCTIONS.has(type)
}

/** A script whose own names nobody else can see. */
export function isModule(root: SyntaxNode, code: Code): boolean {
  return (
    isEcmascriptModule(root, code) ||
    code.path.endsWith('.cjs') ||
    root.children.some((one) => exportsIt(one, code))
  )
}

export function isEcmascriptModule(root: SyntaxNode, { path }: Code): boolean {
  return (
    /\.m[jt]s$/.test(path) || root.children.some(({ type }) => /^(?:import|export)_statement$/.test(type))
  )
}

function exportsIt({ type, start }: SyntaxNode, { source }: Code): boolean {
  return (
    type === 'expression_statement' &&
    /^(?:module\.)?exports\b[\w.]{0,100}\s{0,10}=[^=]/.test(source.slice(start, start + 200))
  )
}

/** Whether the text can ask for its own names by texts, so that no name of it can be known to mean nothing. */
export function isReflective({ source, grammar }: Code): boolean {
  return (SCRIPTS.includes(grammar) ? REFLECTIVE.javascript : REFLECTIVE[grammar])?.test(source) ?? false
}

const REFLECTIVE: Readonly<Record<string, RegExp>> = {
  javascript: /\beval\b|\bwith\s*\(|\bFunction\s*\(/,
  python:
    /\b(?:eval|exec|locals|vars|globals|_getframe|currentframe|inspect|import_module|__import__|__getattr__)\b|\bsys\s*\.\s*modules\b/,
  ruby: /\b(?:binding|eval|\w+_eval|\w+_exec|local_variables?|local_variable_\w+|ERB)\b/,
  php: /\$\$|\$\{|\b(?:eval|compact|extract|get_defined_vars|parse_str|func_get_args|call_user_func\w*|__call\w*|is_callable|method_exists|Closure|Reflection\w*|(?:include|require)(?:_once)?)\b|->\s*[${]|::\s*[${]|\$this\s*,|new\s+\$/i,
  java: /\breflect\b|\bgetDeclared\w+|\bMethodHandles\b|\bnative\b/,
}
