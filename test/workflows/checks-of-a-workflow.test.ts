// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { describe, expect, it } from 'vitest'
import { checksOfWorkflows } from '../../src/adapters/analysis/reach/derive-reach.ts'
import { planChecks } from '../../src/commands/try/checks/plan-checks.ts'
import { readWorkflowJobs } from '../../src/config/workflows/workflow-jobs.ts'
import { aPlace } from '../builders/checks/a-place.ts'

const PATH = '.github/workflows/ci.yml'
const STEPS = 'runs-on: ubuntu-latest, steps: [{ run: a }]'
const workflow = (jobs: string) => `on: pull_request\njobs: ${jobs}\n`

/** What `try` will wait for. */
const ofTry = async (text: string, files: Readonly<Record<string, string>> = {}) => {
  const repository = { owner: 'acme', name: 'shop', branch: 'main' }
  const planned = await planChecks([{ path: PATH, text }], { repository, place: aPlace(files) })
  return planned.map(({ name }) => name)
}
/** What the derivation of what judges follows. */
const ofReach = async (text: string, files: Readonly<Record<string, string>> = {}) => {
  const tree = {
    commit: 'c',
    paths: [PATH, ...Object.keys(files)],
    read: async (path: string) => (path === PATH ? text : files[path]),
  }
  return (await checksOfWorkflows(tree)).map(({ name }) => name)
}
/** What a server takes the check for: the name, or the one before the values of a matrix. */
const ofServer = (text: string, name: string, files: Readonly<Record<string, string>> = {}) =>
  readWorkflowJobs(PATH, text, (path) => files[path]).some((job) =>
    job.matrix ? name.startsWith(`${job.name} (`) : name === job.name,
  )

const long = 'x'.repeat(120)

describe('the checks of a workflow are the same to the server, to try and to what derives what judges', () => {
  it.each<[string, string, readonly string[]]>([
    ['of jobs', `{ test: { ${STEPS} }, lint: { name: Lint it, ${STEPS} } }`, ['test', 'Lint it']],
    [
      'of a matrix',
      `{ test: { strategy: { matrix: { node: [22, 24], os: [linux] } }, ${STEPS} } }`,
      ['test (22, linux)', 'test (24, linux)'],
    ],
    [
      'of a matrix with more and with less',
      `{ test: { strategy: { matrix: { node: [22, 24], exclude: [{ node: 22 }], include: [{ node: 24, slow: true }, { node: 26 }] } }, ${STEPS} } }`,
      ['test (24, true)', 'test (26)'],
    ],
    [
      'of a matrix of single jobs',
      `{ test: { strategy: { matrix: { include: [{ a: x }, { a: y, b: z }] } }, ${STEPS} } }`,
      ['test (x)', 'test (y, z)'],
    ],
    [
      'with a name that GitHub shortens',
      `{ test: { strategy: { matrix: { a: [${long}] } }, ${STEPS} } }`,
      [`${`test (${long})`.slice(0, 97)}...`],
    ],
  ])('%s', async (_, jobs, names) => {
    const text = workflow(jobs)
    expect(await ofTry(text)).toEqual(names)
    expect(await ofReach(text)).toEqual(names)
    expect(names.filter((name) => !ofServer(text, name) && name.endsWith(')'))).toEqual([])
  })

  it.each([
    ["${{ matrix.node }} on ${{ matrix.os || 'any' }}", ['22 on any', '24 on any']],
    ["${{ format('Node {0}', matrix.node) }}", ['Node 22', 'Node 24']],
  ])('with a name of expressions: %s', async (name, names) => {
    const text = workflow(
      `{ test: { name: ${JSON.stringify(name)}, strategy: { matrix: { node: [22, 24] } }, ${STEPS} } }`,
    )
    expect(await ofTry(text)).toEqual(names)
    expect(await ofReach(text)).toEqual(names)
  })
})

it('R1: the checks of a workflow that a job calls are called after both', async () => {
  const text = workflow(`{
    one: { uses: ./.github/workflows/called.yml },
    each: { name: Each, strategy: { matrix: { a: [x, y] } }, uses: ./.github/workflows/called.yml } }`)
  const files = {
    '.github/workflows/called.yml': `on: workflow_call\njobs: { in: { name: Inside, strategy: { matrix: { b: [1, 2] } }, ${STEPS} }, deep: { uses: ./.github/workflows/deep.yml } }`,
    '.github/workflows/deep.yml': `on: workflow_call\njobs: { t: { ${STEPS} } }`,
  }
  const inside = ['Inside (1)', 'Inside (2)', 'deep / t']
  const names = ['one', 'Each (x)', 'Each (y)'].flatMap((name) => inside.map((one) => `${name} / ${one}`))
  expect(await ofTry(text, files)).toEqual(names)
  expect(await ofReach(text, files)).toEqual(names)
  expect(names.filter((name) => !ofServer(text, name, files))).toEqual([])
})

it.each([
  ['a mistake in its YAML', 'on: pull_request\njobs: ['],
  [
    'aliases made to grow',
    `on: pull_request\na: &a [x]\nb: [${'*a, '.repeat(200)}*a]\njobs: { t: { ${STEPS} } }`,
  ],
  ['nesting without end', `on: pull_request\njobs: ${'['.repeat(20_000)}`],
  ['more text than anybody writes', `${workflow(`{ t: { ${STEPS} } }`)}${'#'.repeat(600_000)}`],
])('of a file with %s nothing is known to anybody, and try shows it as a check', async (_, text) => {
  expect(readWorkflowJobs(PATH, text)).toEqual([])
  expect(await ofReach(text)).toEqual([])
  expect(await ofTry(text)).toEqual([PATH])
})
