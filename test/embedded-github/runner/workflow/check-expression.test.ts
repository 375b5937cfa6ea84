import { expect, it } from 'vitest'
import { checkExpression } from '../../../../packages/embedded-github/src/runner/workflow/check-expression.ts'

const inStep = { isInStep: true }

it.each([
  ['github.event.organization.login', 'the expression `github.event.organization.login` is not supported'],
  ["contains(env.X, secrets['A'].b)", 'the expression `secrets.A.b` is not supported by this runner'],
  ['github[env.X]', 'the expression `github.[…]` is not supported by this runner'],
  ['github.run_duration', 'the expression `github.run_duration` is not supported by this runner'],
  ['runner.x', 'the expression `runner.x` is not supported by this runner'],
  ['contains(env.X)', "`contains(env.X)`: Too few parameters supplied: 'contains'"],
  ['env.A env.B', "`env.A env.B`: Unexpected symbol: 'env'"],
])('%s is named, not guessed', (text, problem) => {
  expect(checkExpression(text, inStep)).toContain(problem)
})

it.each([
  'needs.*.result',
  "contains(needs.*.result, 'failure') || matrix[env.AXIS]",
  'toJSON(needs)',
  "format('{0}', fromJSON(steps.list.outputs.names)[0])",
  'github.event.sender.login',
  'github.event.pull_request.labels.*.name',
  "github.event.release.tag_name || github.event['pull_request'].html_url",
  'toJSON(github)',
  'strategy.job-index == strategy.job-total',
  "hashFiles('**')",
])('R1: %s is evaluated', (text) => {
  expect(checkExpression(text, inStep)).toBeUndefined()
})

it('only a step can ask for the hash of files', () => {
  expect(checkExpression("hashFiles('**')", { isInStep: false })).toBe(
    'the function `hashFiles()` can be asked only by a step, as on GitHub',
  )
})

it('nesting without end is refused, not followed', () => {
  expect(checkExpression(`${'('.repeat(100_000)}1`, inStep)).toContain('too long')
})
