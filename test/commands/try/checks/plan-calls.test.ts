// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { plan } from './planned.ts'

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
