import { describe, expect, it } from 'vitest'
import { checksOfWorkflows, deriveReach } from '../../../../src/adapters/analysis/reach/derive-reach.ts'
import type { Reach } from '../../../../src/domain/checks/reach.ts'
import { aBase } from './a-base.ts'

type Files = Readonly<Record<string, string>>

const PACKAGE = { 'package.json': '{"scripts":{"test":"true"}}' }
const CI = '.github/workflows/ci.yml'

async function reached(check: string, workflows: Files, files: Files = PACKAGE) {
  const reach = await deriveReach({ checks: [{ name: check }], tree: aBase({ ...workflows, ...files }) })
  return { ...reach, paths: namedIn(reach) }
}

/** Without what tools load by themselves. */
function namedIn({ judges }: Reach): string[] {
  const named = judges.filter(({ isPattern, how }) => !isPattern || how === 'runs')
  return [...new Set(named.map(({ path }) => path))]
}

const job = (text: string) => `on: pull_request\njobs:\n  test:\n${text.replace(/^/gm, '    ')}\n`
const RUN = 'runs-on: ubuntu-latest\nsteps: [{ run: npm test }]'

describe('the job of a check is found', () => {
  it.each([
    ['by its id', 'test', job(RUN)],
    ['by its name', 'Unit tests', job(`name: Unit tests\n${RUN}`)],
    [
      'with the values of a matrix',
      'test (20, ubuntu-latest)',
      job(`strategy: { matrix: { node: [20], os: [ubuntu-latest] } }\n${RUN}`),
    ],
    [
      'with expressions in its name',
      'Node 20 on ubuntu',
      job(
        `name: Node \${{ matrix.node }} on \${{ matrix.os }}\nstrategy: { matrix: { node: [20] } }\n${RUN}`,
      ),
    ],
    [
      'in a workflow for merges, where no other has it',
      'test',
      job(RUN).replace('pull_request', 'merge_group'),
    ],
  ])('%s', async (_, check, workflow) => {
    const { paths, unfollowed } = await reached(check, { [CI]: workflow })
    expect(paths).toEqual([CI, 'package.json'])
    expect(unfollowed).toEqual([])
  })

  it('in the workflow that runs for pull requests, and not in one that only has the same name', async () => {
    const push = 'on: push\njobs:\n  test: { steps: [{ run: sh release.sh }] }\n'
    const { paths } = await reached(
      'test',
      { [CI]: job(RUN), '.github/workflows/release.yml': push },
      { ...PACKAGE, 'release.sh': '' },
    )
    expect(paths).toEqual([CI, 'package.json'])
  })

  it('and a check of nobody is told as not followed, with what such checks usually run in its place', async () => {
    const { paths, unfollowed } = await reached('ci/circleci: test', { [CI]: job(RUN) })
    expect(paths).toEqual(['package.json'])
    expect(unfollowed).toMatchObject([{ check: 'ci/circleci: test', what: 'ci/circleci: test' }])
  })
})

describe('what a job runs is followed', () => {
  it('through a reusable workflow, with what it is given', async () => {
    const called = `on:
  workflow_call:
    inputs: { script: { type: string, default: none } }
jobs:
  unit: { steps: [{ run: "npm run \${{ inputs.script }}" }] }
  other: { steps: [{ run: sh other.sh }] }
`
    const caller =
      'on: pull_request\njobs:\n  all: { uses: ./.github/workflows/called.yml, with: { script: test } }\n'
    const files = { ...PACKAGE, 'other.sh': '' }
    const { paths, judges } = await reached(
      'all / unit',
      { [CI]: caller, '.github/workflows/called.yml': called },
      files,
    )
    expect(paths).toEqual([CI, '.github/workflows/called.yml', 'package.json'])
    expect(judges.find(({ path }) => path === 'package.json')?.via).toEqual([
      './.github/workflows/called.yml',
      '.github/workflows/called.yml',
      'npm run test',
      'package.json: scripts.test',
    ])
  })

  it('through local actions, also outside of .github, and what they run', async () => {
    const action = (run: string) =>
      `runs:\n  using: composite\n  steps:\n    - { run: "${run}", shell: bash }\n`
    const files = {
      ...PACKAGE,
      'ci/check/action.yml': action('sh $GITHUB_ACTION_PATH/run.sh'),
      'ci/check/run.sh': 'npm test\n',
      'ci/js/action.yaml': 'runs: { using: node20, main: ../dist.js }\n',
      'ci/dist.js': '',
    }
    const workflow = job('steps: [{ uses: ./ci/check }, { uses: ./ci/js }]')
    const { paths } = await reached('test', { [CI]: workflow }, files)
    expect(paths).toEqual([CI, 'ci/check/**', 'ci/check/run.sh', 'package.json', 'ci/js/**', 'ci/dist.js'])
  })

  it('where its folders, its variables and its matrix say', async () => {
    const files = {
      'a/run.sh': '',
      'b/run.sh': '',
      'c/x.sh': '',
      'c/y.sh': '',
      'd/run.sh': '',
    }
    const workflow = `on: pull_request
env: { NAME: run }
defaults: { run: { working-directory: a } }
jobs:
  test:
    strategy: { matrix: { name: [x], include: [{ name: y }] } }
    env: { FOLDER: d }
    steps:
      - run: ./$NAME.sh
      - { run: "./\${{ env.NAME }}.sh", working-directory: b }
      - { run: "sh c/\${{ matrix.name }}.sh", working-directory: . }
      - run: sh "\${{ github.workspace }}/$FOLDER/run.sh"
`
    const { paths } = await reached('test (x)', { [CI]: workflow }, files)
    expect(paths).toEqual([CI, 'a/run.sh', 'b/run.sh', 'c/x.sh', 'c/y.sh', 'd/run.sh'])
  })

  it('through actions that run one tool, and files that a step passes to an action', async () => {
    const steps = [
      '{ uses: actions/setup-node@v4, with: { node-version-file: .nvmrc, cache-dependency-path: package-lock.json } }',
      '{ uses: actions-rs/cargo@v1, with: { command: ci } }',
      '{ uses: nick-fields/retry@v3, with: { command: npm test } }',
      '{ uses: somebody/unknown@v1 }',
    ]
    const files = {
      ...PACKAGE,
      '.nvmrc': '20',
      'package-lock.json': '{}',
      '.cargo/config.toml': 'alias = { ci = "test" }',
    }
    const { paths, unfollowed } = await reached('test', { [CI]: job(`steps: [${steps.join(', ')}]`) }, files)
    expect(paths).toEqual(expect.arrayContaining(['.nvmrc', '.cargo/config.toml', 'package.json']))
    expect(paths).not.toContain('package-lock.json')
    expect(unfollowed).toEqual([
      { check: 'test', what: 'somebody/unknown@v1', why: 'an action of another repository' },
    ])
  })

  it('and what is put together at run time is told', async () => {
    const { unfollowed } = await reached('test', {
      [CI]: job(
        'steps: [{ run: "$(cat cmd)" }, { run: "npm run $WHICH" }, { run: "bash <(curl -s https://x.example)" }]',
      ),
    })
    expect(unfollowed.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['$(cat cmd)', 'npm run $WHICH']),
    )
  })
})

it('without settings, every job of the workflows for pull requests is a check', async () => {
  const push = job(RUN).replace('pull_request', 'push')
  const tree = aBase({ [CI]: job(`name: Unit\n${RUN}`), '.github/workflows/push.yml': push })
  expect(await checksOfWorkflows(tree)).toEqual([{ name: 'Unit', workflow: CI }])
})
