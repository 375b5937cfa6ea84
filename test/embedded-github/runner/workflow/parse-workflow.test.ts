// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { parseWorkflow } from '../../../../packages/embedded-github/src/runner/workflow/parse-workflow.ts'

it('a workflow that does not react to pull requests is not triggered', () => {
  expect(parse('on: push').on).toBeUndefined()
  expect(parse('on: [push, workflow_dispatch]').on).toBeUndefined()
  expect(parse('on: { pull_request_target: null }').on).toBeUndefined()
})

it('filters of pull_request are read in each of its forms', () => {
  expect(parse('on: pull_request').on?.types).toEqual(['opened', 'synchronize', 'reopened'])
  expect(parse('on: [push, pull_request]').on).toBeDefined()
  expect(parse('on: { pull_request: { types: [labeled], paths-ignore: docs/** } }').on).toMatchObject({
    types: ['labeled'],
    pathsIgnore: ['docs/**'],
  })
})

it('filters of push are read in each of its forms, and tags alone mean no branch', () => {
  const every = { branches: undefined, branchesIgnore: undefined, paths: undefined, pathsIgnore: undefined }
  expect(parse('on: push').onPush).toEqual(every)
  expect(parse('on: [push, pull_request]').onPush).toEqual(every)
  expect(parse('on: pull_request').onPush).toBeUndefined()
  expect(parse('on: { push: { branches: main, paths: [src/**] } }').onPush).toEqual({
    ...every,
    branches: ['main'],
    paths: ['src/**'],
  })
  expect(parse('on: { push: { tags: [v*] } }').onPush).toBeUndefined()
  expect(parse("on: { push: { tags: [v*], branches-ignore: ['wip/**'] } }").onPush).toEqual({
    ...every,
    branchesIgnore: ['wip/**'],
  })
})

it.each([
  ['uses: foo/bar@v1', 'steps: [{ uses: foo/bar@v1 }]', '`uses: foo/bar@v1` is not supported by this runner'],
  [
    'a container',
    'container: node\n    steps: [{ run: a }]',
    '`container` in the job `test` is not supported',
  ],
  ['an unknown key of a step', 'steps: [{ run: a, rnu: b }]', '`rnu` in step 1 is not supported'],
  [
    'a checkout of something else',
    'steps: [{ uses: actions/checkout@v4, with: { ref: x } }]',
    '`ref` in `with`',
  ],
  [
    'an unknown function',
    "steps: [{ run: a, if: hashFiles('x') }]",
    'the function `hashFiles()` is not supported',
  ],
  ['an unknown value', 'steps: [{ run: "${{ vars.X }}" }]', 'the expression `vars.X` is not supported'],
  ['a broken expression', 'steps: [{ run: "${{ env.A == }}" }]', 'Unexpected end of expression'],
  ['an expression without an end', 'steps: [{ run: "${{ a" }]', 'has no end'],
  [
    'a matrix with lists in it',
    'strategy: { matrix: { include: [{ a: [1] }] } }\n    steps: [{ run: a }]',
    'strategy.matrix.include',
  ],
  ['a need that does not exist', 'needs: nothing\n    steps: [{ run: a }]', 'names the job `nothing`'],
  ['a circle of needs', 'needs: test\n    steps: [{ run: a }]', 'leads back'],
  ['part of a minute', 'timeout-minutes: 0.5\n    steps: [{ run: a }]', 'positive whole number'],
  ['another shell', 'steps: [{ run: a, shell: pwsh }]', '`shell: pwsh` is not supported'],
])('%s is a finding of the job', (_, body, finding) => {
  const workflow = parseWorkflow(
    'ci.yml',
    `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    ${body}\n`,
  )
  expect(workflow.jobs[0]?.findings.join('\n')).toContain(finding)
})

it('the machine may come from the matrix', () => {
  const findings = (os: string) =>
    parseWorkflow(
      'ci.yml',
      `on: pull_request\njobs: { test: { runs-on: '\${{ matrix.os }}', strategy: { matrix: { os: [${os}] } }, steps: [{ run: a }] } }`,
    ).jobs[0]?.findings
  expect(findings('ubuntu-22.04, ubuntu-latest')).toEqual([])
  expect(findings('ubuntu-latest, macos-latest')).toEqual([expect.stringContaining('macos-latest')])
})

it('a reusable workflow is a finding', () => {
  const workflow = parseWorkflow(
    'ci.yml',
    'on: pull_request\njobs: { call: { uses: ./.github/workflows/a.yml } }',
  )
  expect(workflow.jobs[0]?.findings).toEqual([
    'reusable workflows (`uses` of a job) are not supported by this runner',
  ])
})

it.each([
  ['no YAML', 'a: [', '.github/x.yml'],
  ['a list', '- a', '.github/x.yml'],
  ['no jobs', 'on: pull_request', '.github/x.yml'],
  [
    'a file that grows',
    `a: &a [1,1]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]`).join('\n')}`,
    '.github/x.yml',
  ],
])('a file with %s is one job with a finding', (_, text, path) => {
  const workflow = parseWorkflow(path, text)
  expect(workflow.jobs).toMatchObject([{ name: path, findings: [expect.stringContaining('cannot be read')] }])
})

function parse(on: string) {
  return parseWorkflow('ci.yml', `${on}\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a }] } }`)
}
