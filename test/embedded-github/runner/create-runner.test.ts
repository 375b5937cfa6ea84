// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { useRunner } from './use-runner.ts'
import { job, workflow } from './workflow-text.ts'

const on = useRunner()

it('a passing job becomes a successful check of a workflow run', async () => {
  await on.pullRequestWith(job('test', '- uses: actions/checkout@v4\n- run: node --test sum.test.js'), {
    'sum.test.js': "require('node:test')('adds', () => {})",
  })
  await on.finished()
  expect(on.host.check('test')).toMatchObject({ status: 'completed', conclusion: 'success' })
  expect(on.host.repository.workflowRuns).toMatchObject([
    { event: 'pull_request', conclusion: 'success', name: 'CI' },
  ])
  expect(on.host.repository.workflowJobs[0]?.steps).toMatchObject([
    { name: 'Set up job', number: 1, conclusion: 'success' },
    { name: 'Run actions/checkout@v4', number: 2, conclusion: 'success' },
    { name: 'Run node --test sum.test.js', number: 3, conclusion: 'success' },
  ])
})

it('a failing job tells its exit code and the annotations it printed', async () => {
  const step =
    "- run: |\n    echo '::error file=a.js,line=3,title=Off by one::expected 2%0Agot 3'\n    exit 7"
  await on.pullRequestWith(job('test', step))
  await on.finished()
  const check = on.host.check('test')
  expect(check.conclusion).toBe('failure')
  expect(check.annotations).toMatchObject([
    { level: 'notice' },
    { level: 'failure', path: 'a.js', startLine: 3, title: 'Off by one', message: 'expected 2\ngot 3' },
    { level: 'failure', path: '.github', message: 'Process completed with exit code 7.' },
  ])
  expect(on.host.repository.workflowRuns[0]?.conclusion).toBe('failure')
  expect(await on.host.readLog(check.id)).toContain('##[error]expected 2')
})

it('a job whose need failed is skipped, and one that says always() runs and sees the result', async () => {
  const jobs = `
  build: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
  test: { runs-on: ubuntu-latest, needs: build, steps: [{ run: 'true' }] }
  report:
    runs-on: ubuntu-latest
    needs: [build, test]
    if: always()
    steps: [{ run: 'test "\${{ needs.build.result }} \${{ needs.test.result }}" = "failure skipped"' }]`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({ build: 'failure', test: 'skipped', report: 'success' })
})

it('jobs that ask for a pull request that is no draft are skipped on a draft', async () => {
  const jobs = `
  test: { runs-on: ubuntu-latest, if: github.event.pull_request.draft == false, steps: [{ run: 'true' }] }
  deploy: { runs-on: ubuntu-latest, needs: test, steps: [{ run: 'true' }] }`
  await on.pullRequestWith(workflow(jobs), {}, { draft: true })
  await on.finished()
  expect(on.conclusions()).toEqual({ test: 'skipped', deploy: 'skipped' })
  expect(on.host.repository.workflowRuns[0]?.conclusion).toBe('skipped')
})

it('what is not supported fails the check with a clear text and runs nothing', async () => {
  const jobs = `
  action: { runs-on: ubuntu-latest, steps: [{ run: touch /tmp/never }, { uses: foo/bar@v1 }] }
  service: { runs-on: ubuntu-latest, services: { db: { image: postgres } }, steps: [{ run: 'true' }] }
  in: { runs-on: ubuntu-latest, container: '\${{ matrix.image }}', strategy: { matrix: { image: ['node:20', ''] } }, steps: [{ run: 'true' }] }
  windows: { runs-on: windows-latest, steps: [{ run: 'true' }] }
  guess: { runs-on: ubuntu-latest, if: github.event.organization.login, steps: [{ run: 'true' }] }
  fine: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { uses: actions/setup-node@v4 }] }`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({
    action: 'failure',
    service: 'failure',
    'in (node:20)': 'failure',
    in: 'success',
    windows: 'failure',
    guess: 'failure',
    fine: 'success',
  })
  expect(on.host.check('action').output.title).toBe('`uses: foo/bar@v1` is not supported by this runner')
  expect(on.host.check('service').output.title).toBe(
    '`services` (db) run in containers, and this runner has no engine for containers',
  )
  expect(on.host.check('windows').output.title).toContain('windows-latest')
  expect(on.host.check('guess').output.title).toBe(
    'the expression `github.event.organization.login` is not supported by this runner',
  )
  expect(
    on.host
      .check('fine')
      .annotations.map(({ message }) => message)
      .join(),
  ).toContain('`actions/setup-node@v4` names no version: Node ')
})

it("R1: an unknown action that only a failure starts runs for nobody, and takes no failure's reason", async () => {
  const jobs = `
  good: { runs-on: ubuntu-latest, steps: [{ run: 'true' }, { uses: foo/bar@v1, if: failure() }] }
  bad: { runs-on: ubuntu-latest, steps: [{ run: exit 3 }, { uses: foo/bar@v1, if: failure() }] }
  tell: { runs-on: ubuntu-latest, needs: good, if: failure(), steps: [{ uses: foo/bar@v1 }] }`
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({ good: 'success', bad: 'failure', tell: 'skipped' })
  const failures = on.host.check('bad').annotations.filter(({ level }) => level === 'failure')
  expect(failures.map(({ message }) => message)).toEqual(['Process completed with exit code 3.'])
})

it('a file that is no workflow becomes a failed check named after it', async () => {
  await on.pullRequestWith('jobs: [')
  await on.finished()
  expect(on.host.check('.github/workflows/ci.yml')).toMatchObject({ conclusion: 'failure' })
})

it('a job over its time is cancelled as on GitHub, with everything it started', async () => {
  const script = `sh -c 'trap "" TERM; sleep 300' & setsid sleep 300 & echo pids $! $(pgrep -P $!); sleep 300`
  await on.pullRequestWith(job('slow', `- run: ${JSON.stringify(script)}`, 'timeout-minutes: 1'))
  await on.finished()
  const check = on.host.check('slow')
  expect(check).toMatchObject({ conclusion: 'cancelled', output: { title: 'The job took too long' } })
  expect(check.annotations.map(({ message }) => message)).toContain(
    'The job has exceeded the maximum execution time of 1 minutes.',
  )
  // What is killed takes a moment to be gone.
  await expect.poll(on.jobProcesses, { timeout: 20_000 }).toEqual([])
})

it('a step over its time fails the job', async () => {
  await on.pullRequestWith(job('slow', '- run: sleep 300\n  timeout-minutes: 1'))
  await on.finished()
  expect(on.host.check('slow').annotations.at(-1)?.message).toBe(
    "The action 'Run sleep 300' has timed out after 1 minutes.",
  )
  expect(on.host.check('slow').conclusion).toBe('failure')
})

it('a pull request that conflicts gets no run', async () => {
  await on.host.commit('main', { 'a.txt': 'a', '.github/workflows/ci.yml': job('test', '- run: true') })
  await on.host.commit('feature', { 'a.txt': 'b' }, 'main')
  await on.host.commit('main', { 'a.txt': 'c' })
  await on.open('feature')
  await on.host.commit('other', { 'b.txt': 'b' }, 'main')
  await on.open('other')
  await on.finished()
  expect(on.host.repository.workflowRuns).toMatchObject([{ headBranch: 'other' }])
})

it('closing ends every process, removes every file, and a new runner finishes the run', async () => {
  await on.pullRequestWith(
    job('test', `- run: test -n "$RUNNER_TEMP" && [ "${'$'}{{ github.run_number }}" != 1 ] || sleep ${300}`),
  )
  await on.host.until(() => on.host.repository.workflowJobs[0]?.steps.length === 2)
  const before = (await readdir(tmpdir())).filter((name) => /^embedded-github-(job|source)-/.test(name))
  expect(before.length).toBeGreaterThan(0)
  await on.runner.close()
  expect(on.host.check('test').status).toBe('in_progress')
  const after = (await readdir(tmpdir())).filter((name) => before.includes(name))
  expect(after).toEqual([])
  // What is killed takes a moment to be gone.
  await expect.poll(on.jobProcesses, { timeout: 20_000 }).toEqual([])
  const [run] = on.host.repository.workflowRuns
  if (!run) throw new Error('no run')
  run.runNumber = 2
  on.startRunner()
  on.runner.resume(on.host.repository, run)
  await on.finished()
  expect(on.host.repository.workflowRuns).toMatchObject([{ status: 'completed', conclusion: 'success' }])
  expect(on.host.repository.checkRuns).toHaveLength(1)
})

it('a required workflow of a ruleset runs too', async () => {
  on.host.repository.rulesets.push({
    id: 1,
    name: 'gate',
    branches: ['~DEFAULT_BRANCH'],
    requiredChecks: [],
    workflows: [{ path: 'gates/gate.yml', content: job('gate', '- run: "true"') }],
  })
  await on.pullRequestWith(job('test', '- run: "true"'))
  await on.finished()
  expect(on.conclusions()).toEqual({ gate: 'success', test: 'success' })
})
