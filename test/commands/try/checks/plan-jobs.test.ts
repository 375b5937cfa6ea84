// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { plan } from './planned.ts'

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
