// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { obstacleLines } from '../../../../src/commands/try/checks/cannot-judge.ts'
import { planChecks } from '../../../../src/commands/try/checks/plan-checks.ts'
import { aPlace } from '../../../builders/checks/a-place.ts'

const PATH = '.github/workflows/ci.yml'
const plan = (text: string, branch = 'main', files: Readonly<Record<string, string>> = {}) =>
  planChecks([{ path: PATH, text }], {
    repository: { owner: 'acme', name: 'shop', branch },
    place: { ...aPlace(files), repository: 'acme/shop' },
  })

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

it('R1: a job that waits for one that cannot run cannot run either, whatever stands between', async () => {
  const jobs = `on: pull_request
jobs:
  green: { runs-on: ubuntu-latest, needs: between, if: always(), steps: [{ run: a }] }
  between: { runs-on: ubuntu-latest, needs: [mac, fine], steps: [{ run: a }] }
  mac: { runs-on: macos-14, steps: [{ run: a }] }
  fine: { runs-on: ubuntu-latest, steps: [{ run: a }] }`
  expect(
    (await plan(jobs)).flatMap(({ name, obstacles }) => obstacles.map(({ line }) => [name, line])),
  ).toEqual([
    ['green', 3],
    ['between', 4],
    ['mac', 5],
  ])
})

it('R1: of a matrix only the combinations that this machine is not are left out, and what needs it can run', async () => {
  const jobs = `on: pull_request
jobs:
  test:
    runs-on: \${{ matrix.os }}
    strategy: { matrix: { os: [ubuntu-22.04, macos-14], include: [{ os: windows-2022, slow: true }] } }
    steps: [{ run: a }]
  green: { runs-on: ubuntu-latest, needs: test, steps: [{ run: a }] }
  later: { runs-on: ubuntu-latest, needs: green, strategy: { matrix: '\${{ fromJSON(needs.green.outputs.all) }}' }, steps: [{ run: a }] }
  last: { runs-on: ubuntu-latest, needs: later, steps: [{ run: a }] }`
  expect(
    (await plan(jobs)).map(({ name, obstacles }) => [
      name,
      obstacles.map(({ line, reason }) => `${line}: ${reason}`),
    ]),
  ).toEqual([
    ['test (ubuntu-22.04)', []],
    ['test (macos-14)', [expect.stringContaining('5: `runs-on: "macos-14"`')]],
    ['test (windows-2022, true)', [expect.stringContaining('5: `runs-on: "windows-2022"`')]],
    ['green', []],
    ['later', []],
    ['last', []],
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

it("R1: what never runs for a pull request is in nobody's way, judges nothing, and is told", async () => {
  const job = (body: string) => `{ runs-on: ubuntu-latest, ${body} }`
  const planned = await plan(`on: [push, pull_request]
jobs:
  deploy: ${job('if: "github.event_name == \'push\' && needs.x.result", steps: [{ uses: some/action@v1 }]')}
  other: ${job("if: github.repository == 'x/y', container: a, steps: [{ run: a }]")}
  tags: ${job('if: "startsWith(github.ref, \'refs/tags/\') || github.event.release.tag_name", steps: [{ run: a }]')}
  forks: ${job('if: github.event.pull_request.head.repo.full_name != github.repository, steps: [{ run: a }]')}
  after: ${job('needs: deploy, steps: [{ run: a }]')}
  green: ${job('needs: [deploy, test], if: always(), steps: [{ run: a }]')}
  test: ${job('if: "github.event.pull_request.draft == false && github.base_ref == \'main\'", steps: [{ uses: a/b@v1, if: "runner.os == \'Windows\'" }, { run: a, if: inputs.debug, shell: cmd }, { run: b }]')}`)
  expect(planned.map(({ name, obstacles }) => [name, ...obstacles.map(({ reason }) => reason)])).toEqual([
    ['deploy', "is skipped on pull requests: `if: github.event_name == 'push' && needs.x.result`"],
    ['other', "is skipped on pull requests: `if: github.repository == 'x/y'`"],
    [
      'tags',
      "is skipped on pull requests: `if: startsWith(github.ref, 'refs/tags/') || github.event.release.tag_name`",
    ],
    [
      'forks',
      'is skipped on pull requests: `if: github.event.pull_request.head.repo.full_name != github.repository`',
    ],
    ['after', 'is skipped on pull requests: it needs the job `deploy`, which is skipped'],
    ['green'],
    ['test'],
  ])
})

it('R1: a name or a matrix that only the run knows is left for the base to tell, and keeps nobody who needs it', async () => {
  const maker = (run: string) => `{ runs-on: ubuntu-latest, outputs: { all: a }, steps: [{ run: ${run} }] }`
  const planned = await plan(
    `on: pull_request
jobs:
  list: ${maker('cat versions.json')}
  named:
    needs: list
    name: On \${{ needs.list.outputs.name }}
    runs-on: \${{ needs.list.outputs.os }}
    steps: [{ run: a }]
  each: { runs-on: '\${{ matrix.os }}', needs: list, strategy: { matrix: '\${{ fromJSON(needs.list.outputs.all) }}' }, steps: [{ run: a }] }
  odd: { runs-on: ubuntu-latest, needs: list, strategy: { matrix: '\${{ fromJSON(needs.list.outputs.all) }}' }, steps: [{ uses: some/action@v1 }] }
  call: { uses: ./.github/workflows/called.yml, needs: list, with: { all: '\${{ needs.list.outputs.all }}' } }
  green: { runs-on: ubuntu-latest, needs: [named, each, call], steps: [{ run: a }] }
  red: { runs-on: ubuntu-latest, needs: odd, steps: [{ run: a }] }
  changes: ${maker('git diff --name-only origin/main')}
  some: { runs-on: ubuntu-latest, needs: changes, strategy: { matrix: { a: '\${{ fromJSON(needs.changes.outputs.all) }}' } }, steps: [{ run: a }] }
  number: { name: 'of \${{ github.event.number }}', runs-on: ubuntu-latest, steps: [{ run: a }] }`,
    'main',
    {
      '.github/workflows/called.yml': `on: { workflow_call: { inputs: { all: { type: string } } } }
jobs: { one: { runs-on: ubuntu-latest, strategy: { matrix: { a: '\${{ fromJSON(inputs.all) }}' } }, steps: [{ run: a }] } }`,
    },
  )
  const told = planned.map(({ name, later, obstacles }) => [
    name,
    later && `${later.template}${later.isOfPatch ? ' of the patch' : ''}`,
    ...obstacles.map(({ line }) => line),
  ])
  expect(told).toEqual([
    ['list', undefined],
    ['On ${{ needs.list.outputs.name }}', 'On ${{ needs.list.outputs.name }}'],
    ['each', 'each (${{ matrix }}'],
    ['odd', 'odd (${{ matrix }}', 10],
    ['call / one', 'call / one (${{ matrix }}'],
    ['green', undefined],
    ['red', undefined, 13],
    ['changes', undefined],
    ['some', 'some (${{ matrix }} of the patch'],
    ['of ${{ github.event.number }}', 'of ${{ github.event.number }} of the patch'],
  ])
})

it("R1: an unknown action that only a failure starts is in nobody's way", async () => {
  const step = (condition: string) => `{ uses: some/action@v1, if: "${condition}" }`
  const planned = await plan(`on: pull_request
jobs:
  failed: { runs-on: ubuntu-latest, steps: [{ run: a }, ${step('failure()')}, ${step('cancelled() || failure()')}] }
  partly: { runs-on: ubuntu-latest, steps: [{ run: a }, ${step("${{ !success() && github.actor == 'x' }}")}] }
  always: { runs-on: ubuntu-latest, steps: [{ run: a }, ${step('always()')}] }
  maybe: { runs-on: ubuntu-latest, steps: [{ run: a }, ${step('failure() || inputs.x == null')}] }`)
  expect(planned.map(({ name, obstacles }) => [name, obstacles.length])).toEqual([
    ['failed', 0],
    ['partly', 0],
    ['always', 1],
    ['maybe', 1],
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

it.each([
  ['ubuntu-latest-8-cores', undefined],
  ['depot-ubuntu-22.04-8', undefined],
  ['blacksmith-4vcpu-ubuntu-2204', undefined],
  ['[self-hosted, linux]', undefined],
  ['{ group: large, labels: ubuntu-latest }', undefined],
  ['{ group: large }', 'is not supported by this runner, which has only this machine'],
  ['[self-hosted, gpu]', '`runs-on: "gpu"` is not supported'],
  ['ubicloud-standard-2', 'is not supported by this runner'],
  [process.arch === 'arm64' ? 'ubuntu-latest-x64' : 'ubuntu-24.04-arm', `and this one is ${process.arch}`],
])(
  'R1: of `runs-on: %s` it is said before the run whether this machine can stand for it',
  async (label, why) => {
    const [check] = await plan(`on: pull_request\njobs: { t: { runs-on: ${label}, steps: [{ run: a }] } }`)
    expect(check?.obstacles.map(({ reason }) => reason)).toEqual(
      why === undefined ? [] : [expect.stringContaining(why)],
    )
  },
)

it('R1: what is inside an action of the repository is told before the run, with file and line', async () => {
  const action = (text: string) => `name: a\ninputs:\n  tool: { default: none }\nruns:\n  using: ${text}`
  const files = {
    '.github/actions/set-up/action.yml': action(`composite
  steps:
    - uses: actions/checkout@v4
    - uses: ./.github/actions/inner
      with: { tool: '\${{ inputs.tool }}' }
    - run: echo
      if: inputs.tool == 'cmd'
      shell: cmd`),
    '.github/actions/inner/action.yaml': action(`composite
  steps:
    - { run: a, shell: bash }
    - if: inputs.tool == 'other' && runner.os == 'Linux'
      uses: some/action@v1`),
    'action.yml': action('docker\n  image: Dockerfile'),
    'secret/action.yml': action("composite\n  steps: [{ run: 'echo ${{ secrets.A }}', shell: bash }]"),
    'node/action.yml': action('node20\n  main: index.js'),
    'self/action.yml': action('composite\n  steps: [{ uses: ./self }]'),
  }
  const planned = await plan(
    `on: pull_request
jobs:
  fine: { runs-on: ubuntu-latest, steps: [{ uses: ./.github/actions/set-up }, { uses: ./node }] }
  other: { runs-on: ubuntu-latest, steps: [{ uses: ./.github/actions/set-up, with: { tool: other } }] }
  docker: { runs-on: ubuntu-latest, steps: [{ uses: ./ }] }
  missing: { runs-on: ubuntu-latest, steps: [{ uses: ./nowhere }, { uses: ./../x }] }
  secret: { runs-on: ubuntu-latest, steps: [{ uses: ./secret }] }
  self: { runs-on: ubuntu-latest, steps: [{ uses: ./self }] }
  below: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { fetch-depth: 1 } }, { uses: ./.github/actions/inner }] }`,
    'main',
    files,
  )
  const told = planned.map(({ name, obstacles }) => [
    name,
    ...obstacles.map(({ line, reason }) => `${line}: ${reason}`),
  ])
  expect(told).toEqual([
    ['fine'],
    [
      'other',
      '4: `uses: ./.github/actions/set-up` leads to .github/actions/set-up/action.yml:8: `uses: ./.github/actions/inner` leads to .github/actions/inner/action.yaml:9: `uses: some/action@v1` is not supported by this runner',
    ],
    ['docker', '5: `uses: ./` (action.yml): it runs in a container, which this runner has not'],
    [
      'missing',
      '6: `uses: ./nowhere` names a folder without `action.yml`, which GitHub would not find either',
      '6: `uses: ./../x` names a folder without `action.yml`, which GitHub would not find either',
    ],
    ['secret', expect.stringContaining('`secrets.A` is not known inside an action')],
    ['self', expect.stringContaining('nested too deep')],
    ['below'],
  ])
})

it('R1: a called workflow is planned with what it is given, and told by its own lines', async () => {
  const files = {
    '.github/workflows/called.yml': `on:
  workflow_call:
    inputs: { os: { type: string, default: ubuntu-latest }, deploy: { type: boolean } }
jobs:
  test: { runs-on: '\${{ inputs.os }}', steps: [{ run: npm test }] }
  deploy: { if: inputs.deploy, runs-on: ubuntu-latest, steps: [{ uses: some/action@v1 }] }
  after: { needs: test, runs-on: ubuntu-latest, steps: [{ run: a }] }`,
    '.github/workflows/loop.yml':
      'on: workflow_call\njobs: { again: { uses: ./.github/workflows/loop.yml } }',
    '.github/workflows/plain.yml': 'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a }] } }',
  }
  const planned = await plan(
    `on: pull_request
jobs:
  fine: { uses: ./.github/workflows/called.yml }
  mac:
    uses: ./.github/workflows/called.yml
    with: { os: macos-14 }
  wrong: { uses: ./.github/workflows/called.yml, with: { so: x } }
  loop: { uses: ./.github/workflows/loop.yml }
  plain: { uses: ./.github/workflows/plain.yml }
  none: { uses: ./.github/workflows/none.yml }
  last: { needs: mac, runs-on: ubuntu-latest, steps: [{ run: a }] }
  good: { needs: fine, runs-on: ubuntu-latest, steps: [{ run: a }] }`,
    'main',
    files,
  )
  const skipped = 'is skipped on pull requests: `if: inputs.deploy`'
  const at = '`uses: ./.github/workflows/called.yml`'
  expect(
    planned.map(({ name, runs, obstacles }) => [
      name,
      runs,
      ...obstacles.map(({ line, reason }) => `${line}: ${reason}`),
    ]),
  ).toEqual([
    ['fine / test', ['npm test']],
    ['fine / deploy', [], `3: ${skipped}`],
    ['fine / after', ['a']],
    [
      'mac / test',
      ['npm test'],
      `5: ${at} leads to .github/workflows/called.yml: \`runs-on: "macos-14"\` is not supported by this runner, which has only this machine`,
    ],
    ['mac / deploy', [], `4: ${skipped}`],
    ['mac / after', ['a'], expect.stringContaining('needs the job `test`, which cannot run here')],
    ['wrong', [], `7: ${at}: it has no input \`so\``],
    [expect.stringContaining('loop / again'), [], expect.stringContaining('nested too deep')],
    ['plain', [], '9: `uses: ./.github/workflows/plain.yml` names a workflow without `on.workflow_call`'],
    ['none', [], '10: `uses: ./.github/workflows/none.yml` names a file that does not exist'],
    ['last', ['a'], '11: needs the job `mac`, which cannot run here'],
    ['good', ['a']],
  ])
})
