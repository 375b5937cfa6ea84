// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { useRunner } from './use-runner.ts'
import { job, workflow } from './workflow-text.ts'

const on = useRunner()

it('a matrix becomes one check per combination, and fail-fast cancels the rest', async () => {
  const jobs = `
  test:
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { node: [22, 24], os: [linux] } }
    steps: [{ run: 'test "\${{ matrix.node }}" = 24' }]
  fast:
    runs-on: ubuntu-latest
    strategy: { matrix: { time: [0, 300] } }
    steps: [{ run: 'sleep \${{ matrix.time }}; exit 1' }]`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({
    'test (22, linux)': 'failure',
    'test (24, linux)': 'success',
    'fast (0)': 'failure',
    'fast (300)': 'cancelled',
  })
})

it('R1: what this machine is not cancels none of the matrix, and what needs it goes by the others', async () => {
  const jobs = `
  list: { runs-on: ubuntu-latest, outputs: { all: '\${{ steps.a.outputs.all }}' }, steps: [{ id: a, run: 'echo all=[1,2] >> $GITHUB_OUTPUT' }] }
  test:
    runs-on: \${{ matrix.os }}
    strategy: { matrix: { os: [macos-14, ubuntu-latest], include: [{ os: ubuntu-22.04, flag: x }] } }
    steps: [{ run: 'sleep 0.1; test "\${{ matrix.flag }}" != y' }]
  each:
    runs-on: ubuntu-latest
    needs: list
    strategy: { matrix: { one: '\${{ fromJSON(needs.list.outputs.all) }}' } }
    steps: [{ run: 'test "\${{ matrix.one }}" -gt 0' }]
  none:
    runs-on: ubuntu-latest
    needs: list
    strategy: { matrix: '\${{ fromJSON(needs.list.outputs.all) }}' }
    steps: [{ run: 'true' }]
  green: { runs-on: ubuntu-latest, needs: test, if: always(), steps: [{ run: 'test "\${{ join(needs.*.result) }}" = success' }] }`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({
    list: 'success',
    'test (macos-14)': 'failure',
    'test (ubuntu-latest)': 'success',
    'test (ubuntu-22.04, x)': 'success',
    'each (1)': 'success',
    'each (2)': 'success',
    none: 'failure',
    green: 'success',
  })
  expect(on.host.check('none').output.title).toBe('`strategy.matrix` must be a mapping of lists')
  expect(on.host.repository.workflowRuns[0]?.conclusion).toBe('failure')
})

it('R1: jobs of one concurrency group take turns, and a newer one cancels what it says', async () => {
  const run = 'test ! -e "$LOCK" && touch "$LOCK" && sleep 0.2 && rm "$LOCK"'
  const body = `runs-on: ubuntu-latest, env: { LOCK: '${on.host.github.dataDir}/lock' }, steps: [{ run: '${run}' }]`
  const jobs = `
  one: { concurrency: x, ${body} }
  other: { concurrency: { group: 'X' }, ${body} }
  each: { strategy: { max-parallel: 1, matrix: { a: [1, 2] } }, ${body.replaceAll('/lock', '/lock2')} }`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({
    one: 'success',
    other: 'success',
    'each (1)': 'success',
    'each (2)': 'success',
  })
})

it('a new push cancels the older run of the same concurrency group', async () => {
  const concurrency = 'concurrency: { group: "ci-${{ github.head_ref }}", cancel-in-progress: true }\n'
  const first = await on.pullRequestWith(
    concurrency + job('test', `- uses: actions/checkout@v4\n- run: test -f second.txt || sleep ${300}`),
  )
  await on.host.until(() => on.host.repository.workflowJobs[0]?.steps.length === 2)
  first.pull.head.sha = await on.host.commit('feature', { 'second.txt': '' })
  on.runner.onPullRequestActivity({
    repository: on.host.repository,
    pullRequest: first,
    action: 'synchronize',
    actor: 'ada',
  })
  await on.host.until(() => on.host.repository.workflowRuns.length === 2)
  await on.finished()
  expect(on.host.repository.workflowRuns.map((run) => run.conclusion)).toEqual(['cancelled', 'success'])
})
