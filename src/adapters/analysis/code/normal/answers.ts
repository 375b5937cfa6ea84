import type { SyntaxNode } from '../../syntax/syntax-node.ts'

/** The last `return x;` of a function of Rust is `x`, where nothing is dropped in between. */
export function answerOfRust(node: SyntaxNode): SyntaxNode | undefined {
  const [returned] = node.children
  const [, value] = returned?.children ?? []
  const isLast = node.parent?.children.findLast(({ named }) => named) === node
  const isOfFunction = node.parent?.field === 'body' && node.parent.parent?.type === 'function_item'
  return returned?.type === 'return_expression' && value && isLast && isOfFunction && isOfNumbers(value)
    ? value
    : undefined
}

function isOfNumbers({ type, children }: SyntaxNode): boolean {
  return (
    /^(?:identifier|binary_expression|unary_expression|integer_literal|float_literal|boolean_literal|parenthesized_expression)$/.test(
      type,
    ) && children.every((one) => !one.named || isOfNumbers(one))
  )
}

/** The last `return x` of a method of Ruby is `x`. */
export function answerOfRuby(node: SyntaxNode): SyntaxNode | undefined {
  const [list] = node.children.filter(({ named }) => named)
  const values = list?.children.filter(({ named }) => named) ?? []
  const isLast = node.parent?.children.findLast(({ named }) => named) === node
  const isOfMethod = node.parent?.type === 'body_statement' && node.parent.parent?.type === 'method'
  const isOne = values.length === 1 && values[0] !== undefined && !/splat|pair/.test(values[0].type)
  return isLast && isOfMethod && isOne ? values[0] : undefined
}
