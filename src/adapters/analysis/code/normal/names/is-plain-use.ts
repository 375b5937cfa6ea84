import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'

/** Whether a leaf reads or writes a variable, by where it stands; everything else may mean the name itself. */
export function isPlainUse(leaf: SyntaxNode, { grammar, source }: Code): boolean {
  const at = grammar === 'php' ? leaf.parent : leaf
  if (!at?.parent || (grammar === 'php' && at.type !== 'variable_name')) return false
  if (at.field !== undefined && NAMING.has(at.field)) return false
  if (!PLACES.has(at.parent.type)) return false
  // A field of a structure, or a key of a map.
  if (at.parent.type === 'literal_element' && at.parent.field === 'key') return false
  return !isSpelledOut(at, { grammar, source })
}

/** The text of the expression is part of the program: `f'{x=}'`, `nameof(x)`, `assert(x)`, `new { x }`. */
function isSpelledOut(leaf: SyntaxNode, { grammar, source }: Pick<Code, 'grammar' | 'source'>): boolean {
  const spellsOut = SPELLS_OUT[grammar]
  for (
    let at = leaf.parent;
    spellsOut && at && !/statement|block|declaration|definition/.test(at.type);
    at = at.parent
  )
    if (spellsOut(at, source)) return true
  return false
}

const SPELLS_OUT: Readonly<Record<string, (node: SyntaxNode, source: string) => boolean>> = {
  python: ({ type, children }, source) =>
    type === 'interpolation' && children.some(({ start, end }) => source.slice(start, end) === '='),
  'c-sharp': ({ type, start }, source) =>
    /^(?:anonymous_object_creation|tuple)_expression$/.test(type) ||
    (type === 'invocation_expression' && /^(?:nameof|[\w.]*\.ThrowIf)/.test(source.slice(start, start + 80))),
  // A name in capitals is a macro, which may print the text of its argument.
  cpp: ({ type, start }, source) =>
    type === 'call_expression' &&
    /^(?:\w{0,40}assert\w{0,40}|[A-Z_][A-Z0-9_]{0,60})\s*\(/.test(source.slice(start, start + 120)),
}

/** Fields in which a leaf is the name of something. */
const NAMING = new Set(
  'name property field attribute key label method parameter parameters pattern type alias module_name declarator'.split(
    ' ',
  ),
)

const PLACES = new Set(
  [
    'arguments argument_list argument bracketed_argument_list subscript_argument_list expression_list',
    'expression_statement return_statement return return_expression throw_statement raise_statement throw_expression',
    'if_statement elif_clause while_statement do_statement for_statement for_in_statement for_expression for_range_loop',
    'enhanced_for_statement foreach_statement switch_statement switch_expression expression_switch_statement',
    'if_expression while_expression match_expression match_statement condition_clause assert_statement delete_statement',
    'if unless while until if_modifier unless_modifier while_modifier until_modifier case then else block_body body_statement',
    'binary_expression unary_expression update_expression postfix_unary_expression prefix_unary_expression',
    'boolean_operator not_operator comparison_operator unary_operator binary_operator binary unary_op_expression',
    'assignment_expression augmented_assignment_expression compound_assignment_expr reference_expression',
    'assignment augmented_assignment operator_assignment assignment_statement inc_statement dec_statement',
    'call_expression call invocation_expression method_invocation function_call_expression member_call_expression',
    'member_expression attribute subscript_expression subscript element_reference index_expression array_access',
    'element_access_expression selector_expression field_expression member_access_expression field_access',
    'slice slice_expression array array_expression array_creation_expression array_initializer list set tuple',
    'parenthesized_expression parenthesized_statements ternary_expression conditional_expression conditional',
    'template_substitution interpolation pair spread_element list_splat dictionary_splat spread_expression',
    'await_expression await yield yield_expression yield_statement new_expression object_creation_expression',
    'variable_declarator init_declarator let_declaration arrow_function block statement_block range_clause for_clause',
    'type_cast_expression cast_expression range_expression range pointer_expression as_expression non_null_expression',
    'list_comprehension set_comprehension dictionary_comprehension generator_expression for_in_clause if_clause',
    'echo_statement variadic_argument literal_element array_element_initializer with_item lambda_expression dictionary',
    'case_expression named_expression satisfies_expression instanceof_expression send_statement',
  ].flatMap((line) => line.split(' ')),
)
