// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { checkExpression } from '../../../../packages/embedded-github/src/runner/expressions/check-expression.ts'
import {
  evaluateCondition,
  evaluateExpression,
  interpolate,
  type JobStatus,
} from '../../../../packages/embedded-github/src/runner/expressions/evaluate-expression.ts'

const contexts = {
  github: { event_name: 'pull_request', ref: 'refs/heads/Main', event: { pull_request: { draft: false } } },
  env: { MODE: 'fast' },
  matrix: { node: 22 },
  needs: { build: { result: 'success', outputs: {} } },
}

it.each([
  ["github.event_name == 'pull_request'", true],
  ["github.event_name == 'PULL_REQUEST'", true],
  ['github.event.pull_request.draft == false', true],
  ["matrix.node == '22'", true],
  ["matrix['node'] >= 20 && matrix.node < 24", true],
  ["env.MODE == 'slow' || needs.build.result == 'success'", true],
  ["env.MODE == 'fast' && 'a' || 'b'", 'a'],
  ["!(env.MODE != 'fast')", true],
  ["contains(github.ref, 'main') && startsWith(github.ref, 'refs/') && endsWith(github.ref, 'MAIN')", true],
  ["env.MISSING == ''", true],
  ['env.MISSING', null],
  ["'it''s'", "it's"],
  ['null == false', true],
  ['-1.5e1 < 0xf', true],
  ['fromJSON(\'["a", 1]\')', ['a', 1]],
  ["fromJSON('22') == matrix.node", true],
])('%s', (text, value) => {
  expect(evaluateExpression(text, { contexts, status: 'success' })).toEqual(value)
})

it.each<[string | undefined, JobStatus, boolean]>([
  [undefined, 'success', true],
  [undefined, 'failure', false],
  ['true', 'failure', false],
  ['always()', 'failure', true],
  ['failure()', 'failure', true],
  ['failure()', 'success', false],
  ['${{ !cancelled() && env.MODE }}', 'failure', true],
  ['cancelled()', 'cancelled', true],
  ['success()', 'skipped', false],
])('if: %s after %s is %s', (text, status, answer) => {
  expect(evaluateCondition(text, { contexts, status })).toBe(answer)
})

it('templates are replaced where they stand', () => {
  const text = "node ${{ matrix.node }} in ${{ env.MODE }} mode, ${{ '}}' }}${{ env.MISSING }}"
  expect(interpolate(text, { contexts, status: 'success' })).toBe('node 22 in fast mode, }}')
})

it.each([
  ['secrets.DEPLOY_KEY', 'the expression `secrets.DEPLOY_KEY` is not supported by this runner'],
  ['github.event.sender.login', 'the expression `github.event.sender.login` is not supported by this runner'],
  ['toJSON(env.X)', 'the function `toJSON()` is not supported by this runner'],
  ['needs.*.result', '`needs.*.result`: cannot read it from character 7'],
  ['contains(env.X)', '`contains()` takes 2 arguments, not 1'],
  ['env.A env.B', '`env.A env.B`: unexpected "env"'],
])('%s is named, not guessed', (text, problem) => {
  expect(checkExpression(text)).toBe(problem)
})

it('nesting without end is refused, not followed', () => {
  expect(checkExpression(`${'('.repeat(100_000)}1`)).toContain('too long')
})
