import { expect, it } from 'vitest'
import { readWorkflowJobs } from '../../../src/config/workflows/workflow-jobs.ts'

const PATH = '.github/workflows/ci.yml'
const names = (text: string) => readWorkflowJobs(PATH, text).map(({ name }) => name)

it('knows the jobs of a workflow by the names of their checks', () => {
  const text = `on: { push: , pull_request: { branches: [main] } }
jobs:
  test: { runs-on: x, strategy: { matrix: { node: [20, 22] } } }
  lint: { runs-on: x, name: Lint it }
`
  expect(readWorkflowJobs(PATH, text)).toEqual([
    { workflow: PATH, name: 'test', matrix: true, filters: { branches: ['main'] } },
    { workflow: PATH, name: 'Lint it', matrix: false, filters: { branches: ['main'] } },
  ])
})

it('V8: knows what a workflow looks at before it runs', () => {
  const text = `on:
  pull_request:
    branches-ignore: release/**
    paths: ['src/**', '!src/**.md']
    types: [opened, labeled]
jobs: { test: {} }
`
  expect(readWorkflowJobs(PATH, text)[0]?.filters).toEqual({
    branchesIgnore: ['release/**'],
    paths: ['src/**', '!src/**.md'],
    types: ['opened', 'labeled'],
  })
})

it.each<[string, string | undefined, string]>([
  ['that only succeed', 'nothing', "steps: [{ run: 'true' }, { run: 'echo skipped; exit 0' }]"],
  [
    'that only print, after a checkout',
    'nothing',
    'steps: [{ uses: actions/checkout@v5 }, { run: "# no\\necho a && exit 0" }]',
  ],
  ['without a checkout', 'without checkout', 'steps: [{ run: node --test }]'],
  ['after a checkout', undefined, 'steps: [{ uses: actions/checkout@v5 }, { run: npm test }]'],
  ['that fetch by themselves', undefined, 'steps: [{ run: "git clone $URL . && npm test" }]'],
  [
    'whose words run something',
    undefined,
    'steps: [{ uses: actions/checkout@v5 }, { run: echo $(npm test) }]',
  ],
  ['of an action', undefined, 'steps: [{ uses: acme/test@v1 }]'],
  ['that tell what others came to', undefined, 'needs: [a], steps: [{ run: exit 0 }]'],
])('V4: tells how much of the repository steps can run %s', (_, runs, steps) => {
  expect(readWorkflowJobs(PATH, `on: pull_request\njobs: { test: { ${steps} } }`)[0]?.runs).toBe(runs)
})

it.each<[string, number | undefined]>([
  ['github.event.pull_request.draft == false', 4],
  [`\${{ !github.event.pull_request.draft && github.actor != 'x' }}`, 4],
  ["!github.event.pull_request.draft || github.actor == 'x'", undefined],
  ['github.event.pull_request.draft', undefined],
])('knows the line that leaves out drafts: %s', (condition, line) => {
  const text = `on: pull_request\njobs:\n  test:\n    if: ${JSON.stringify(condition)}\n    steps: []\n`
  expect(readWorkflowJobs(PATH, text)[0]?.skipsDraftsAt).toBe(line)
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
