import type { SyntaxNode } from '../../syntax/syntax-node.ts'

/** An expression that reads nothing and calls nothing. */
export function isPure(node: SyntaxNode): boolean {
  if (FUNCTIONS.has(node.type)) return true
  if (!PURE.has(node.type)) return false
  return node.children.every((child) => !child.named || isPure(child))
}

const FUNCTIONS = new Set(['arrow_function', 'function_expression'])

const PURE = new Set(
  [
    'string string_literal interpreted_string_literal raw_string_literal template_string',
    'string_fragment string_content string_start string_end escape_sequence string_literal_content',
    'number integer float integer_literal float_literal int_literal number_literal char_literal character_literal',
    'decimal_integer_literal hex_integer_literal decimal_floating_point_literal boolean_literal null_literal',
    'true false null none None undefined boolean nil',
    'array object pair property_identifier list tuple dictionary set parenthesized_expression',
  ].flatMap((line) => line.split(' ')),
)
