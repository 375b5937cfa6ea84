import { expect, it } from 'vitest'
import { readWorkflowJobs } from '../../src/config/workflow-jobs.ts'

const PATH = '.github/workflows/ci.yml'
const names = (text: string) => readWorkflowJobs(PATH, text).map(({ name }) => name)

it('knows the jobs of a workflow by the names of their checks', () => {
  const text = `on: { push: , pull_request: { branches: [main] } }
jobs:
  test: { runs-on: x, strategy: { matrix: { node: [20, 22] } } }
  lint: { runs-on: x, name: Lint it }
`
  expect(readWorkflowJobs(PATH, text)).toEqual([
    { workflow: PATH, name: 'test', matrix: true },
    { workflow: PATH, name: 'Lint it', matrix: false },
  ])
})

it.each(['on: pull_request', 'on: [push, pull_request]', 'on:\n  pull_request:'])(
  'reads the trigger %j',
  (on) => {
    expect(names(`${on}\njobs: { test: {} }`)).toEqual(['test'])
  },
)

it.each([
  ['runs on other events only', 'on: [push, pull_request_target]\njobs: { test: {} }'],
  ['has names that are expressions', `on: pull_request\njobs: { test: { name: "t \${{ matrix.node }}" } }`],
  ['calls a reusable workflow', 'on: pull_request\njobs: { test: { uses: ./.github/workflows/x.yml } }'],
  ['is no YAML', 'on: pull_request\njobs: ['],
  ['is not a mapping', '- on'],
  ['nests deeper than the stack', '['.repeat(20_000)],
  ['is too large', `on: pull_request\njobs: { test: {} }\n${'#'.repeat(600_000)}`],
])('is certain of nothing in a file that %s', (_, text) => {
  expect(names(text)).toEqual([])
})
