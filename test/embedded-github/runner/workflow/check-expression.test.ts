import { expect, it } from 'vitest'
import { checkExpression } from '../../../../packages/embedded-github/src/runner/workflow/check-expression.ts'

it.each([
  ['secrets', 'the expression `secrets` is not supported by this runner'],
  ['github.event.sender.login', 'the expression `github.event.sender.login` is not supported by this runner'],
  ["contains(env.X, secrets['A'].b)", 'the expression `secrets.A.b` is not supported by this runner'],
  ['toJSON(github)', 'the expression `github` is not supported by this runner'],
  ['github[env.X]', 'the expression `github.[…]` is not supported by this runner'],
  ["hashFiles('**')", 'the function `hashFiles()` is not supported by this runner'],
  ['contains(env.X)', "`contains(env.X)`: Too few parameters supplied: 'contains'"],
  ['env.A env.B', "`env.A env.B`: Unexpected symbol: 'env'"],
])('%s is named, not guessed', (text, problem) => {
  expect(checkExpression(text)).toBe(problem)
})

it.each([
  'needs.*.result',
  "contains(needs.*.result, 'failure') || matrix[env.AXIS]",
  'toJSON(needs)',
  "format('{0}', fromJSON(steps.list.outputs.names)[0])",
])('%s is evaluated', (text) => {
  expect(checkExpression(text)).toBeUndefined()
})

it('nesting without end is refused, not followed', () => {
  expect(checkExpression(`${'('.repeat(100_000)}1`)).toContain('too long')
})
