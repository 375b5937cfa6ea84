// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { combinationsOf } from '../../../../packages/embedded-github/src/runner/plan/check-name.ts'
import { matrixJobsOf } from '../../../../packages/embedded-github/src/runner/plan/matrix-jobs-of.ts'
import { parseWorkflow } from '../../../../packages/embedded-github/src/runner/workflow/parse-workflow.ts'
import { aPlace } from '../../../builders/checks/a-place.ts'

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
  ['an unknown key of a step', 'steps: [{ run: a, rnu: b }]', '`rnu` in step 1 is not supported'],
  [
    'a hash of files before there are any',
    "if: hashFiles('x')\n    steps: [{ run: a }]",
    'the function `hashFiles()` can be asked only by a step',
  ],
  ['an unknown value', 'steps: [{ run: "${{ runner.x }}" }]', 'the expression `runner.x` is not supported'],
  ['a broken expression', 'steps: [{ run: "${{ env.A == }}" }]', 'Unexpected end of expression'],
  ['an expression without an end', 'steps: [{ run: "${{ a" }]', 'has no end'],
  [
    'a matrix that makes too much',
    `strategy: { matrix: { a: [${Array(17).fill(1)}], b: [${Array(17).fill(1)}] } }\n    steps: [{ run: a }]`,
    'more than 256 jobs',
  ],
  ['a need that does not exist', 'needs: nothing\n    steps: [{ run: a }]', 'names the job `nothing`'],
  ['a circle of needs', 'needs: test\n    steps: [{ run: a }]', 'leads back'],
  ['part of a minute', 'timeout-minutes: 0.5\n    steps: [{ run: a }]', 'positive whole number'],
])('%s is a finding of the job', (_, body, finding) => {
  const workflow = parseWorkflow(
    'ci.yml',
    `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    ${body}\n`,
  )
  expect(workflow.jobs[0]?.findings.join('\n')).toContain(finding)
})

it.each([
  [
    'an action that it does not know',
    '{ uses: foo/bar@v1 }',
    '`uses: foo/bar@v1` is not supported by this runner',
  ],
  ['another shell', '{ run: a, shell: cmd }', '`shell: cmd` is not supported'],
  [
    'a checkout of another repository',
    '{ uses: actions/checkout@v4, with: { repository: foo/bar } }',
    '`repository: foo/bar` in `with`',
  ],
  ['a checkout elsewhere', '{ uses: actions/checkout@v4, with: { path: ../x } }', '`path: ../x`'],
  [
    'a checkout of submodules',
    '{ uses: actions/checkout@v4, with: { submodules: true } }',
    'asks for what stands at `lib/a`, `lib/b`; this machine has no clone of it',
  ],
])('%s is a finding of each job of the matrix', async (_, step, finding) => {
  const [first, second] = await matrixJobs(
    `runs-on: ubuntu-latest, strategy: { matrix: { a: [1, 2] } }, steps: [${step}]`,
  )
  for (const one of [first, second]) expect(one?.job.findings).toEqual([expect.stringContaining(finding)])
})

it('R1: a step that a job of the matrix skips is not in its way', async () => {
  const jobs = await matrixJobs(
    'runs-on: ubuntu-latest, strategy: { matrix: { a: [1, 2] } }, steps: [{ uses: foo/bar@v1, if: matrix.a == 2 }]',
  )
  expect(jobs.map(({ job }) => job.findings.length)).toEqual([0, 1])
})

it('the machine may come from the matrix', async () => {
  const findings = async (runsOn: string, matrix: string) =>
    (await matrixJobs(`runs-on: ${runsOn}, strategy: { matrix: ${matrix} }, steps: [{ run: a }]`)).map(
      ({ job }) => job.findings,
    )
  const none: string[] = []
  const mac = [expect.stringContaining('`runs-on: "macos-14"` is not supported')]
  expect(await findings("'${{ matrix.os }}'", '{ os: [ubuntu-22.04, macos-14] }')).toEqual([none, mac])
  expect(await findings("['${{ matrix.os }}']", '{ os: [macos-14, ubuntu-latest] }')).toEqual([mac, none])
  expect(
    await findings(
      "'${{ matrix.on.runner }}'",
      '{ on: [{ runner: [self-hosted, linux] }, { runner: macos-14 }] }',
    ),
  ).toEqual([none, mac])
  expect(
    await findings("'${{ matrix.mac && ''macos-14'' || ''ubuntu-latest'' }}'", '{ mac: [false, true] }'),
  ).toEqual([none, mac])
})

it.each([
  // The example of docs.github.com, "Expanding or adding matrix configurations".
  [
    `{ fruit: [apple, pear], animal: [cat, dog], include: [{ color: green }, { color: pink, animal: cat },
      { fruit: apple, shape: circle }, { fruit: banana }, { fruit: banana, animal: cat }] }`,
    [
      ...['test (apple, cat, pink, circle)', 'test (apple, dog, green, circle)', 'test (pear, cat, pink)'],
      ...['test (pear, dog, green)', 'test (banana)', 'test (banana, cat)'],
    ],
  ],
  [
    '{ node: [20, 22], os: [{ name: a, x: true }, b], exclude: [{ node: 20, os: b }] }',
    ['test (20, a, true)', 'test (22, a, true)', 'test (22, b)'],
  ],
  ['{ include: [{ a: 1 }, { a: 2, b: [x, y] }] }', ['test (1)', 'test (2, x, y)']],
  ["{ a: '${{ fromJSON(''[1, 2]'') }}' }", ['test (1)', 'test (2)']],
  ["'${{ fromJSON(''{\"a\": [3]}'') }}'", ['test (3)']],
])('R1: the checks of the matrix %s have the names that GitHub gives them', async (matrix, names) => {
  expect(
    (await matrixJobs(`runs-on: ubuntu-latest, strategy: { matrix: ${matrix} }, steps: [{ run: a }]`)).map(
      ({ name }) => name,
    ),
  ).toEqual(names)
})

it('R1: what another job says of the matrix is asked when the job starts', () => {
  const job = jobOf(
    "needs: list, runs-on: ubuntu-latest, strategy: { matrix: { dir: '${{ fromJSON(needs.list.outputs.dirs) }}' } }, steps: [{ run: a }]",
  )
  expect(job.findings).toEqual([])
  const needs = (dirs: string) => ({ needs: { list: { outputs: { dirs } } } })
  expect(combinationsOf(job, needs('["a", "b"]'))).toEqual([{ dir: 'a' }, { dir: 'b' }])
  expect(() => combinationsOf(job, needs('"a"'))).toThrow('`strategy.matrix.dir` must be a list')
})

it('R1: what only reports is left out, which is told; what judges by itself is refused by name', async () => {
  const steps = '{ uses: codecov/codecov-action@v5 }, { uses: actions/labeler@v5 }, { run: a }'
  const judges = '{ uses: github/codeql-action/analyze@v3 }, { uses: actions/dependency-review-action@v4 }'
  const [one] = await matrixJobs(`runs-on: ubuntu-latest, steps: [${steps}, ${judges}]`)
  expect(one?.job).toMatchObject({
    findings: [
      '`uses: github/codeql-action/analyze@v3` is not supported by this runner',
      '`uses: actions/dependency-review-action@v4` is not supported by this runner',
    ],
    notices: [
      expect.stringContaining('ran on this machine'),
      '`codecov/codecov-action@v5` does nothing: this runner reports to no other service',
      '`actions/labeler@v5` does nothing: this runner reports to no other service',
    ],
  })
})

it('a workflow of another repository is a finding', () => {
  const workflow = parseWorkflow(
    'ci.yml',
    'on: pull_request\njobs: { call: { uses: a/b/.github/workflows/c.yml@v1 } }',
  )
  expect(workflow.jobs[0]?.findings).toEqual([
    '`uses: a/b/.github/workflows/c.yml@v1` is a workflow of another repository, which this runner does not fetch',
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

function jobOf(body: string) {
  const list = 'list: { runs-on: ubuntu-latest, steps: [{ run: a }] }'
  const [, job] = parseWorkflow('ci.yml', `on: pull_request\njobs: { ${list}, test: { ${body} } }`).jobs
  if (!job) throw new Error('no job')
  return job
}

const MODULES = '[submodule "a"]\n\tpath = lib/a\n\turl = ../a\n[submodule "b"]\n\tpath = lib/b\n'

function matrixJobs(body: string) {
  const job = jobOf(body)
  expect(job.findings).toEqual([])
  return matrixJobsOf(job, {}, { ...aPlace({ '.gitmodules': MODULES }), repository: 'acme/payments' })
}

function parse(on: string) {
  return parseWorkflow('ci.yml', `${on}\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a }] } }`)
}

it('a step is named by the beginning of its script, and an expression that would be cut in two is left out', () => {
  const script = `echo ${'a'.repeat(80)} \${{ github.event.pull_request.head.ref }} and more`
  const text = `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${script}\n`
  const [job] = parseWorkflow('.github/workflows/ci.yml', text).jobs
  expect(job?.steps[0]?.name).toBe(`Run echo ${'a'.repeat(80)}`)
  expect(job?.findings).toEqual([])
})
