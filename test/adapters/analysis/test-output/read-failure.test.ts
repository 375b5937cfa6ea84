import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createTestCounter } from '../../../../src/adapters/analysis/test-output/count-tests.ts'
import { plainLine } from '../../../../src/adapters/analysis/test-output/plain-line.ts'
import { readFailure, readReport } from '../../../../src/adapters/analysis/test-output/read-failure.ts'
import { FAILING_OUTPUTS } from './failing-outputs.ts'

const tell = (output: string) => readFailure(output.split('\n').map(plainLine))

it.each(FAILING_OUTPUTS)('R13: says why $runner failed', ({ output, words }) => {
  expect(tell(output).words ?? '').toBe(words)
})

const RECORDED = new URL('failing/', import.meta.url)

it.each(readdirSync(RECORDED))('R13: says why it failed, from the recorded output %s', (name) => {
  const { words, failedTests } = tell(readFileSync(new URL(name, RECORDED), 'utf8'))
  expect({ words, failedTests }).toMatchSnapshot()
})

it('names ten tests at most, and says how many more there are', () => {
  const output = Array.from({ length: 14 }, (_, index) => `not ok ${index + 1} - case ${index + 1}`).join(
    '\n',
  )
  const { failedTests, words } = tell(`TAP version 13\n${output}\n`)
  expect(failedTests?.tests).toHaveLength(10)
  expect(failedTests?.more).toBe(4)
  expect(words).toBe('case 1; case 2; and 12 more')
})

it('takes no test for failed that was to be done, was skipped, or passed', () => {
  const output =
    'ok 1 - a\nnot ok 2 - b # TODO later\nnot ok 3 - c # SKIP no network\n=== RUN   TestA\n--- PASS: TestA (0.00s)\n'
  expect(tell(output).failedTests).toBeUndefined()
})

it('looks at the step that failed, not at those before and after it', () => {
  const counter = createTestCounter()
  counter.write(
    [
      '##[group]Run npm run lint',
      'npm run lint',
      '##[endgroup]',
      'src/a.ts(1,7): error TS2322: Only a warning here.',
      '##[group]Run npm test',
      'env:',
      '  LEVEL: fatal: nothing',
      '##[endgroup]',
      'not ok 1 - adds',
      '##[error]Process completed with exit code 1.',
      'not ok 1 - cleans up',
    ].join('\n'),
  )
  counter.end()
  expect(counter.failure()?.words).toBe('adds')
})

it('reads a report in Markdown for tests and errors, and takes no other line of it', () => {
  expect(readReport('## Result\n\n--- FAIL: TestAdd (0.00s)\n    a_test.go:1: bad\n').words).toBe(
    'TestAdd: bad',
  )
  expect(readReport('## Result\n\nSee our pages.').words).toBeUndefined()
})

it('looks at hostile lines once', () => {
  const line = (text: string) => text.repeat(500 / text.length)
  const hostile = [
    line('a > '),
    line(' ('),
    `✖ ${line('x (1')}`,
    `___ ${line('_ ')}`,
    `  1) ${line('› ')}`,
    line('a.'),
  ]
  const lines = Array.from({ length: 600 }, (_, index) => hostile[index % hostile.length] ?? '')
  expect(readFailure(lines).words).toBeDefined()
})
