// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { obstacleLines } from '../../../../src/commands/try/checks/cannot-judge.ts'
import { PATH, plan } from './planned.ts'

it('names the checks of a pull request from the files alone, with what each runs', async () => {
  const planned = await plan(`name: CI
on: pull_request
jobs:
  lint: { runs-on: ubuntu-latest, name: Lint it, steps: [{ run: a }] }
  test:
    runs-on: ubuntu-latest
    strategy: { matrix: { node: [22, 24], os: [a, b] } }
    steps: [{ run: "one\\ntwo" }, { run: three }]
  e2e: { runs-on: ubuntu-latest, name: 'on \${{ matrix.node }}', strategy: { matrix: { node: [22] } }, steps: [{ run: a }] }`)
  expect(planned.map(({ name, line, runs }) => [name, line, runs])).toEqual([
    ['Lint it', 4, ['a']],
    ['test (22, a)', 5, ['one', 'three']],
    ['test (22, b)', 5, ['one', 'three']],
    ['test (24, a)', 5, ['one', 'three']],
    ['test (24, b)', 5, ['one', 'three']],
    ['on 22', 9, ['a']],
  ])
  expect(planned.flatMap(({ obstacles }) => obstacles)).toEqual([])
  expect(await plan('on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a }] } }')).toEqual([])
})

it('R1: tells the line of everything that the runner cannot do', async () => {
  const [test, other] = await plan(`on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      db: { image: postgres }
    steps:
      - uses: some/action@v1
      - if: github.event.organization.login
        run: a
      - uses: "some/action@v1"
      - run: b
        shell: cmd
  other:
    runs-on: windows-latest
    steps: [{ run: a }]`)
  expect(test?.obstacles.map(({ line, reason }) => `${line}: ${reason.split(' is ')[0]}`).sort()).toEqual([
    '11: `uses: some/action@v1`',
    '13: `shell: cmd`',
    '5: `services` (db) run in containers, and this runner has no engine for containers',
    '8: `uses: some/action@v1`',
    '9: the expression `github.event.organization.login`',
  ])
  expect(other?.obstacles).toMatchObject([{ check: 'other', file: PATH, line: 15 }])
})

it('R1: a file that cannot be read is told once, with the line that it cannot be read for', async () => {
  const planned = await plan('on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n   steps: [\n')
  const obstacles = planned.flatMap((check) => check.obstacles)
  expect(obstacleLines(obstacles)).toEqual([
    `  ${PATH}:5: This workflow file cannot be read: All mapping items must start at the same column at line 5, column 1`,
  ])
})

it('V9: a workflow for other branches judges nothing here', async () => {
  const text = `on: { pull_request: { branches: [main], paths: ['docs/**'] } }
jobs: { test: { runs-on: ubuntu-latest, steps: [{ run: a }] } }`
  expect((await plan(text))[0]?.obstacles).toEqual([])
  expect((await plan(text, 'release/1.x'))[0]?.obstacles).toMatchObject([
    { line: 1, reason: 'the workflow is not for pull requests into release/1.x' },
  ])
})

it('tells what is wrong with a file that is no workflow', async () => {
  expect(await plan('jobs: [')).toMatchObject([
    { name: PATH, obstacles: [{ file: PATH, line: 1, reason: expect.stringContaining('cannot be read') }] },
  ])
})

it('R1: a checkout of another repository is told before the run, by its name and line', async () => {
  const [test, own] = await plan(`on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/checkout@v4
        with:
          path: data
          repository: acme/data
  own: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { repository: '\${{ github.repository }}' } }] }`)
  expect(test?.obstacles).toMatchObject([
    {
      line: 10,
      reason:
        '`repository: acme/data` in `with` of `actions/checkout` is another repository, and this runner has only this one',
    },
  ])
  expect(own?.obstacles).toEqual([])
})
