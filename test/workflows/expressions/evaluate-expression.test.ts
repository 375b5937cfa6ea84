// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import {
  evaluateCondition,
  evaluateExpression,
  expressionsIn,
  interpolate,
} from '../../../packages/workflows/src/expressions/evaluate-expression.ts'
import type { JobStatus } from '../../../packages/workflows/src/expressions/functions.ts'

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
  ["'it''s ''quoted'''", "it's 'quoted'"],
  ["contains(needs.*.result, 'success')", true],
  ["format('{0} on {1} {{}}', env.MODE, matrix.node)", 'fast on 22 {}'],
  ["join(fromJSON('[1, 2]'), '-')", '1-2'],
  ['toJSON(matrix.node)', '22'],
  ["env[format('{0}', 'MODE')]", 'fast'],
  ["case(env.MODE == 'slow', 1, 2)", 2],
  ['secrets.NONE', null],
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
  ['a ==', "Unrecognized named-value: 'a'"],
  ['env.A ==', 'Unexpected end of expression'],
  ['env.A env.B', "Unexpected symbol: 'env'"],
  ['contains(env.X)', "Too few parameters supplied: 'contains'"],
  ['constructor()', "Unrecognized function: 'constructor'"],
  ['env.A = 1', "Unexpected symbol: '='"],
  [' ', 'An expression was expected'],
  ["fromJSON('{')", 'Error parsing JSON'],
  [`${'('.repeat(10_000)}1`, 'too long'],
  [`1${'==1'.repeat(1_000)}`, 'too long'],
  [`${'('.repeat(100)}1${')'.repeat(100)}`, 'Exceeded max expression depth'],
  [`'${'x'.repeat(30_000)}'`, 'too long'],
  [`fromJSON('${'['.repeat(5_000)}')`, 'too large'],
])('of %.40s it is said why, in the words of GitHub', (text, reason) => {
  expect(() => evaluateExpression(text, { contexts, status: 'success' })).toThrow(reason)
})

it('a text is not multiplied beyond a megabyte', () => {
  const tenTimes = (inner: string) => `format('${'{0}'.repeat(10)}', ${inner})`
  const text = Array.from({ length: 8 }).reduce<string>(tenTimes, "'x'")
  expect(() => evaluateExpression(text, { contexts, status: 'success' })).toThrow(
    '`format()` makes is too large',
  )
})

it('an expression of many quotes that is never closed is soon found to be none', () => {
  expect(expressionsIn(`\${{ ${"''".repeat(200)} x`)).toEqual([])
  expect(expressionsIn("${{ 'it''s }}' }} and ${{ a }}")).toEqual([" 'it''s }}' ", ' a '])
}, 5_000)
