import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'
import { ancestor, isFunction, SCRIPTS } from './visible.ts'

export interface Binding {
  /** Where the name is known; undefined where somebody else may use it, or it is not known who does. */
  readonly scope: SyntaxNode | undefined
}

/** What a leaf binds, if it binds a name at all. */
export function bindingOf(leaf: SyntaxNode, code: Code): Binding | undefined {
  if (SCRIPTS.includes(code.grammar)) return ofScripts(leaf, code)
  return BY_GRAMMAR[code.grammar]?.(leaf, code)
}

const ELSEWHERE: Binding = { scope: undefined }

type Find = (leaf: SyntaxNode, code: Code) => Binding | undefined

function within(leaf: SyntaxNode, types: RegExp): Binding {
  return { scope: ancestor(leaf, (one) => one.named && (types.test(one.type) || isFunction(one))) }
}

const BLOCK_OF_SCRIPT =
  /^(?:statement_block|for_statement|for_in_statement|catch_clause|switch_body|class_static_block)$/

function ofScripts(leaf: SyntaxNode, code: Code): Binding | undefined {
  const { parent, field } = leaf
  switch (parent?.type) {
    case 'variable_declarator': {
      if (field !== 'name') return undefined
      const value = parent.children.find((one) => one.field === 'value')
      // A function takes its name from there, which can be asked for.
      if (value && /function|class/.test(value.type)) return ELSEWHERE
      return parent.parent?.type === 'variable_declaration'
        ? within(leaf, /^$/)
        : within(leaf, BLOCK_OF_SCRIPT)
    }
    case 'for_in_statement': {
      if (field !== 'left') return undefined
      const kind = parent.children.find((one) => one.field === 'kind')
      return kind && kind.end - kind.start > 3 ? { scope: parent } : kind ? within(leaf, /^$/) : undefined
    }
    case 'catch_clause':
      return { scope: parent }
    case 'required_parameter':
    case 'formal_parameters':
      return field === 'value' ? ELSEWHERE : ofCallback(leaf, code)
    case 'arrow_function':
      return field === 'parameter' ? ofCallback(leaf, code) : undefined
    default:
      return undefined
  }
}

/** Of what is handed to a function that is known to call it; elsewhere, somebody may read the names of the parameters. */
function ofCallback(leaf: SyntaxNode, { source }: Code): Binding {
  const scope = ancestor(leaf, isFunction)
  const call = scope?.parent?.type === 'arguments' ? scope.parent.parent : undefined
  const callee = call?.children.find((one) => one.field === 'function')
  const method = callee?.children.find((one) => one.field === 'property')
  const isKnown = method !== undefined && CALLERS.has(source.slice(method.start, method.end))
  return isKnown ? { scope } : ELSEWHERE
}

const CALLERS = new Set(
  'map filter forEach reduce reduceRight some every find findIndex findLast flatMap sort toSorted then catch finally'.split(
    ' ',
  ),
)

const ofPython: Find = (leaf) => {
  const { parent, field } = leaf
  const isTarget =
    (field === 'left' && /^(?:assignment|augmented_assignment|for_statement)$/.test(parent?.type ?? '')) ||
    parent?.type === 'as_pattern_target' ||
    (parent?.type === 'named_expression' && field === 'name') ||
    isInTargets(leaf)
  if (parent?.type === 'for_in_clause' && field === 'left')
    return { scope: ancestor(leaf, ({ type }) => /comprehension|generator_expression/.test(type)) }
  if (!isTarget) return undefined
  const scope = ancestor(leaf, ({ type }) =>
    /^(?:function_definition|class_definition|lambda|\w*comprehension|generator_expression)$/.test(type),
  )
  return scope?.type === 'function_definition' ? { scope } : ELSEWHERE
}

/** `a, (b, c) = …`, also in `for`. */
function isInTargets(leaf: SyntaxNode): boolean {
  let at = leaf
  while (at.parent && /^(?:pattern_list|tuple_pattern)$/.test(at.parent.type)) at = at.parent
  return at !== leaf && at.field === 'left' && /^(?:assignment|for_statement)$/.test(at.parent?.type ?? '')
}

const BLOCK_OF_GO =
  /^(?:block|for_statement|if_statement|expression_switch_statement|type_switch_statement|expression_case|type_case|default_case|communication_case)$/

const ofGo: Find = (leaf, { source }) => {
  const { parent, field } = leaf
  if (/^(?:variadic_)?parameter_declaration$/.test(parent?.type ?? '')) {
    // Of a function, not of a type.
    const owner = parent?.parent?.parent
    return owner && isFunction(owner) ? { scope: owner } : ELSEWHERE
  }
  if (/^(?:var|const)_spec$/.test(parent?.type ?? '') && field === 'name') return within(leaf, BLOCK_OF_GO)
  const list = parent?.type === 'expression_list' && parent.field === 'left' ? parent.parent : undefined
  if (list?.type === 'short_var_declaration') return within(leaf, BLOCK_OF_GO)
  if (list?.type !== 'range_clause') return undefined
  return source.slice(list.start, list.end).includes(':=') ? within(leaf, BLOCK_OF_GO) : undefined
}

const ofRust: Find = (leaf) => {
  const { parent, field } = leaf
  if (field === 'pattern' && parent?.type === 'let_declaration') return within(leaf, /^block$/)
  if (field === 'pattern' && parent?.type === 'for_expression') return { scope: parent }
  if (field === 'pattern' && parent?.type === 'parameter') return within(leaf, /^$/)
  return parent?.type === 'closure_parameters' ? within(leaf, /^$/) : undefined
}

const BLOCK_OF_JAVA =
  /^(?:block|for_statement|enhanced_for_statement|catch_clause|switch_block_statement_group|lambda_expression|constructor_body)$/

const ofJava: Find = (leaf, { source }) => {
  const { parent, field } = leaf
  if (parent?.type === 'variable_declarator' && field === 'name')
    return parent.parent?.type === 'field_declaration' ? ELSEWHERE : within(leaf, BLOCK_OF_JAVA)
  if (parent?.type === 'enhanced_for_statement' && field === 'name') return { scope: parent }
  if (parent?.type === 'catch_formal_parameter') return within(leaf, BLOCK_OF_JAVA)
  if (parent?.type === 'inferred_parameters') return within(leaf, BLOCK_OF_JAVA)
  if (parent?.type === 'lambda_expression' && field === 'parameters') return { scope: parent }
  if (parent?.type !== 'formal_parameter') return undefined
  // Frameworks read the names of parameters, of what they can call.
  const owner = ancestor(leaf, isFunction)
  const head = owner ? source.slice(owner.start, leaf.start) : ''
  const isPrivate = owner?.type === 'method_declaration' && /\bprivate\b/.test(head) && !head.includes('@')
  return isPrivate || owner?.type === 'lambda_expression' ? { scope: owner } : ELSEWHERE
}

const BLOCK_OF_C =
  /^(?:compound_statement|for_statement|for_range_loop|function_definition|function_declarator|if_statement|while_statement|lambda_expression)$/

const ofC: Find = (leaf) => {
  if (leaf.field !== 'declarator') return undefined
  let at = leaf.parent
  while (at && /^(?:init|pointer|reference|array)_declarator$/.test(at.type)) at = at.parent
  if (at?.type === 'declaration') return within(leaf, BLOCK_OF_C)
  if (at?.type !== 'parameter_declaration' && at?.type !== 'optional_parameter_declaration') return undefined
  const declarator = ancestor(at, ({ type }) => type === 'function_declarator')
  const owner = declarator && ancestor(declarator, ({ type }) => type === 'function_definition')
  if (declarator?.children.some(({ type }) => type === 'parenthesized_declarator')) return ELSEWHERE
  const isInner = declarator && owner && ancestor(declarator, ({ type }) => type === 'compound_statement')
  return { scope: isInner ? undefined : (owner ?? declarator) }
}

const BLOCK_OF_C_SHARP = /^(?:block|for_statement|foreach_statement|switch_section|using_statement)$/

const ofCSharp: Find = (leaf) => {
  const { parent, field } = leaf
  if (parent?.type === 'variable_declarator' && field === 'name')
    return ancestor(leaf, isFunction) ? within(leaf, BLOCK_OF_C_SHARP) : ELSEWHERE
  return parent?.type === 'foreach_statement' && field === 'left' ? { scope: parent } : undefined
}

const ofRuby: Find = (leaf) => {
  const { parent, field } = leaf
  const isTarget = field === 'left' && /^(?:assignment|operator_assignment)$/.test(parent?.type ?? '')
  const isParameter = parent?.type === 'block_parameters'
  return isTarget || isParameter || parent?.type === 'left_assignment_list'
    ? within(leaf, /^(?:do_block|block|lambda|class|module|singleton_class)$/)
    : undefined
}

/** The leaf is what stands behind the `$`. */
const ofPhp: Find = ({ parent }) => {
  if (parent?.type !== 'variable_name') return undefined
  const isTarget =
    (parent.field === 'left' && /assignment_expression$/.test(parent.parent?.type ?? '')) ||
    parent.parent?.type === 'foreach_statement' ||
    (parent.parent?.type === 'pair' && parent.parent.parent?.type === 'foreach_statement')
  return isTarget ? within(parent, /^$/) : undefined
}

const BY_GRAMMAR: Readonly<Record<string, Find>> = {
  python: ofPython,
  go: ofGo,
  rust: ofRust,
  java: ofJava,
  cpp: ofC,
  'c-sharp': ofCSharp,
  ruby: ofRuby,
  php: ofPhp,
}
