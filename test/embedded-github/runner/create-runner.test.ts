// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createRunner,
  type RunnerOptions,
} from '../../../packages/embedded-github/src/runner/create-runner.ts'
import type { Runner } from '../../../packages/embedded-github/src/runner-host.ts'
import { createMemoryHost, type MemoryHost } from './memory-host.ts'

let host: MemoryHost
let runner: Runner
const errors: unknown[] = []

beforeEach(async () => {
  host = await createMemoryHost()
  // Other tests run jobs at the same time: what is ours lies in a folder of our own.
  process.env.TMPDIR = host.github.dataDir
  runner = createRunner(OPTIONS)(host)
  errors.length = 0
})

afterEach(async () => {
  await runner.close()
  if (TEMPORARY === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TEMPORARY
  await host.dispose()
  expect(errors).toEqual([])
})

const TEMPORARY = process.env.TMPDIR
const OPTIONS: RunnerOptions = { minuteMs: 600, graceMs: 200, onError: (error) => errors.push(error) }

it('a passing job becomes a successful check of a workflow run', async () => {
  await pullRequestWith(job('test', '- uses: actions/checkout@v4\n- run: node --test sum.test.js'), {
    'sum.test.js': "require('node:test')('adds', () => {})",
  })
  await finished()
  expect(host.check('test')).toMatchObject({ status: 'completed', conclusion: 'success' })
  expect(host.repository.workflowRuns).toMatchObject([
    { event: 'pull_request', conclusion: 'success', name: 'CI' },
  ])
  expect(host.repository.workflowJobs[0]?.steps).toMatchObject([
    { name: 'Set up job', number: 1, conclusion: 'success' },
    { name: 'Run actions/checkout@v4', number: 2, conclusion: 'success' },
    { name: 'Run node --test sum.test.js', number: 3, conclusion: 'success' },
  ])
})

it('a failing job tells its exit code and the annotations it printed', async () => {
  const step =
    "- run: |\n    echo '::error file=a.js,line=3,title=Off by one::expected 2%0Agot 3'\n    exit 7"
  await pullRequestWith(job('test', step))
  await finished()
  const check = host.check('test')
  expect(check.conclusion).toBe('failure')
  expect(check.annotations).toMatchObject([
    { level: 'notice' },
    { level: 'failure', path: 'a.js', startLine: 3, title: 'Off by one', message: 'expected 2\ngot 3' },
    { level: 'failure', path: '.github', message: 'Process completed with exit code 7.' },
  ])
  expect(host.repository.workflowRuns[0]?.conclusion).toBe('failure')
  expect(await host.readLog(check.id)).toContain('##[error]expected 2')
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
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({ build: 'failure', test: 'skipped', report: 'success' })
})

it('jobs that ask for a pull request that is no draft are skipped on a draft', async () => {
  const jobs = `
  test: { runs-on: ubuntu-latest, if: github.event.pull_request.draft == false, steps: [{ run: 'true' }] }
  deploy: { runs-on: ubuntu-latest, needs: test, steps: [{ run: 'true' }] }`
  await pullRequestWith(workflow(jobs), {}, { draft: true })
  await finished()
  expect(conclusions()).toEqual({ test: 'skipped', deploy: 'skipped' })
  expect(host.repository.workflowRuns[0]?.conclusion).toBe('skipped')
})

it('what is not supported fails the check with a clear text and runs nothing', async () => {
  const jobs = `
  action: { runs-on: ubuntu-latest, steps: [{ run: touch /tmp/never }, { uses: foo/bar@v1 }] }
  service: { runs-on: ubuntu-latest, services: { db: { image: postgres } }, steps: [{ run: 'true' }] }
  in: { runs-on: ubuntu-latest, container: '\${{ matrix.image }}', strategy: { matrix: { image: ['node:20', ''] } }, steps: [{ run: 'true' }] }
  windows: { runs-on: windows-latest, steps: [{ run: 'true' }] }
  guess: { runs-on: ubuntu-latest, if: github.event.organization.login, steps: [{ run: 'true' }] }
  fine: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { uses: actions/setup-node@v4 }] }`
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({
    action: 'failure',
    service: 'failure',
    'in (node:20)': 'failure',
    in: 'success',
    windows: 'failure',
    guess: 'failure',
    fine: 'success',
  })
  expect(host.check('action').output.title).toBe('`uses: foo/bar@v1` is not supported by this runner')
  expect(host.check('service').output.title).toBe(
    '`services` (db) run in containers, and this runner has no engine for containers',
  )
  expect(host.check('windows').output.title).toContain('windows-latest')
  expect(host.check('guess').output.title).toBe(
    'the expression `github.event.organization.login` is not supported by this runner',
  )
  expect(
    host
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
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({ good: 'success', bad: 'failure', tell: 'skipped' })
  const failures = host.check('bad').annotations.filter(({ level }) => level === 'failure')
  expect(failures.map(({ message }) => message)).toEqual(['Process completed with exit code 3.'])
})

it('a file that is no workflow becomes a failed check named after it', async () => {
  await pullRequestWith('jobs: [')
  await finished()
  expect(host.check('.github/workflows/ci.yml')).toMatchObject({ conclusion: 'failure' })
})

it('a job over its time is cancelled as on GitHub, with everything it started', async () => {
  const script = `sh -c 'trap "" TERM; sleep 300' & setsid sleep 300 & echo pids $! $(pgrep -P $!); sleep 300`
  await pullRequestWith(job('slow', `- run: ${JSON.stringify(script)}`, 'timeout-minutes: 1'))
  await finished()
  const check = host.check('slow')
  expect(check).toMatchObject({ conclusion: 'cancelled', output: { title: 'The job took too long' } })
  expect(check.annotations.map(({ message }) => message)).toContain(
    'The job has exceeded the maximum execution time of 1 minutes.',
  )
  // What is killed takes a moment to be gone.
  await expect.poll(jobProcesses, { timeout: 20_000 }).toEqual([])
})

it('a step over its time fails the job', async () => {
  await pullRequestWith(job('slow', '- run: sleep 300\n  timeout-minutes: 1'))
  await finished()
  expect(host.check('slow').annotations.at(-1)?.message).toBe(
    "The action 'Run sleep 300' has timed out after 1 minutes.",
  )
  expect(host.check('slow').conclusion).toBe('failure')
})

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
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({
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
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({
    list: 'success',
    'test (macos-14)': 'failure',
    'test (ubuntu-latest)': 'success',
    'test (ubuntu-22.04, x)': 'success',
    'each (1)': 'success',
    'each (2)': 'success',
    none: 'failure',
    green: 'success',
  })
  expect(host.check('none').output.title).toBe('`strategy.matrix` must be a mapping of lists')
  expect(host.repository.workflowRuns[0]?.conclusion).toBe('failure')
})

it('R1: a job knows whose pull request it is and how it stands, and what nobody has set is empty', async () => {
  const jobs = `
  facts:
    runs-on: ubuntu-latest
    if: github.event.pull_request.head.repo.full_name == github.repository && !github.event.pull_request.head.repo.fork && !vars.OFF
    env: { KEY: '\${{ secrets.DEPLOY_KEY }}', LABEL: '\${{ github.event.pull_request.head.label }}' }
    steps:
      - run: 'test "$KEY" = "" && test "$LABEL" = "\${{ github.repository_owner }}:\${{ github.head_ref }}"'
      - run: 'test "\${{ runner.arch }}" = "$RUNNER_ARCH" && test "\${{ github.api_url }}" = "$GITHUB_API_URL"'
      - run: exit 1
        continue-on-error: true
      - run: 'test "\${{ job.status }}" = success'
  off: { runs-on: ubuntu-latest, if: vars.ON, steps: [{ run: 'true' }] }`
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({ facts: 'success', off: 'skipped' })
  expect(host.check('facts').annotations.map(({ message }) => message)).toContain(
    'This runner has no secrets and variables, so these are empty: secrets.DEPLOY_KEY, vars.OFF',
  )
})

it('R1: a step has its own variables everywhere, hashes of files, and what its event says', async () => {
  const sha = (data: string | Buffer) => createHash('sha256').update(data)
  const hash = sha(sha('a').digest()).digest('hex')
  const jobs = `
  facts:
    runs-on: ubuntu-latest
    timeout-minutes: \${{ fromJSON('5') }}
    strategy: { fail-fast: "\${{ github.event_name == 'push' }}", max-parallel: 1, matrix: { a: [1, 2] } }
    steps:
      - uses: actions/checkout@v4
      - id: own
        name: Look at \${{ env.WHAT }}
        if: env.WHAT == 'this'
        env: { WHAT: this, HASH: "\${{ hashFiles('**/*.lock', '!skip/**') }}" }
        run: |
          test "$HASH" = ${hash}
          test "\${{ hashFiles('nothing') }}" = ""
          test "\${{ strategy.job-index }} \${{ strategy.job-total }}" = "$(( \${{ matrix.a }} - 1 )) 2"
          test "\${{ github.event.pull_request.head.repo.full_name }} \${{ github.event.release.tag_name }}" = "acme/payments "
          test "\${{ toJSON(github.event) != '' }}" = true
          grep -q '"full_name":"acme/payments"' "$GITHUB_EVENT_PATH"
      - if: steps.own.outcome != 'success'
        run: exit 1
      - shell: bash -eu {0}
        continue-on-error: \${{ matrix.a == 1 }}
        run: echo "$NOT_SET"`
  await pullRequestWith(workflow(jobs), { 'a.lock': 'a', 'skip/b.lock': 'b' })
  await finished()
  expect(conclusions()).toEqual({ 'facts (1)': 'success', 'facts (2)': 'failure' })
  expect(host.repository.workflowJobs[0]?.steps.map(({ name }) => name)).toContain('Look at this')
})

it('R1: actions of the repository run from the checkout, with inputs, steps and outputs of their own', async () => {
  const outer = `name: outer
inputs: { who: { default: nobody }, 'with space': { default: x } }
outputs: { said: { value: '\${{ steps.inner.outputs.said }}' } }
runs:
  using: composite
  steps:
    - id: inner
      uses: ./actions/inner
      with: { who: '\${{ inputs.who }}' }
    - run: test "$OUTER \${{ env.OUTER }}" = "around around" && test -f "$GITHUB_ACTION_PATH/action.yml"
      shell: bash
    - run: exit 1
      shell: bash
      continue-on-error: true
    - run: 'test "\${{ steps.job.outputs.said }}" = "" && echo "LATER=yes" >> "$GITHUB_ENV"'
      working-directory: actions
      shell: bash -e {0}`
  const inner = `runs:
  using: composite
  steps:
    - id: say
      shell: sh
      run: 'echo "said=hello $WHO" >> "$GITHUB_OUTPUT"; test "\${{ inputs.who }}" != bad'
      env: { WHO: '\${{ inputs.who }}' }
    - { run: 'echo after failure', shell: sh, if: failure() }
outputs: { said: { value: '\${{ steps.say.outputs.said }}' } }`
  const files = {
    'actions/outer/action.yml': outer,
    'actions/inner/action.yaml': inner,
    'actions/node/action.yml':
      'inputs: { a b: { default: 7 } }\nruns: { using: node20, main: main.js, post: post.js }',
    'actions/node/main.js': `const fs = require('node:fs')
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'seven=' + process.env.INPUT_A_B + '\\n')
fs.appendFileSync(process.env.GITHUB_STATE, 'kept=it\\n')`,
    'actions/node/post.js': "console.log('at the end ' + process.env.STATE_kept)",
  }
  const jobs = `
  good:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - { id: job, uses: ./actions/outer, with: { who: Ada }, env: { OUTER: around } }
      - { id: node, uses: ./actions/node }
      - run: test "\${{ steps.job.outputs.said }} $LATER \${{ steps.node.outputs.seven }}" = "hello Ada yes 7"
      - if: steps.say.outcome != ''
        run: exit 1
  bad:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - { uses: ./actions/inner, with: { who: bad } }
      - run: echo never`
  await pullRequestWith(workflow(jobs), files)
  await finished()
  expect(conclusions()).toEqual({ good: 'success', bad: 'failure' })
  const [good, bad] = ['good', 'bad'].map((name) =>
    host.repository.workflowJobs.find((one) => one.name === name),
  )
  expect(good?.steps.map(({ name }) => name)).toContain('Run ./actions/outer')
  expect(good?.steps.at(-1)?.name).toBe('Post Run ./actions/node')
  expect(bad?.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'failure', 'skipped'])
  expect(await host.readLog(host.check('good').id)).toContain('at the end it')
  expect(await host.readLog(host.check('bad').id)).toContain('after failure')
  const told = host.check('bad').annotations.filter(({ level }) => level === 'failure')
  expect(told.map(({ message }) => message)).toEqual(['Process completed with exit code 1.'])
})

it('R1: a job that calls a workflow gives it inputs, waits for all of it, and has its outputs', async () => {
  const called = `on:
  workflow_call:
    inputs: { who: { type: string, required: true }, loud: { type: boolean, default: true } }
    outputs: { said: { value: '\${{ jobs.say.outputs.said }}' } }
env: { OWN: called }
jobs:
  say:
    runs-on: ubuntu-latest
    outputs: { said: '\${{ steps.a.outputs.said }}' }
    steps:
      - id: a
        run: |
          echo "said=hello \${{ inputs.who }}" >> "$GITHUB_OUTPUT"
          test "$OWN \${{ inputs.loud == true }} \${{ github.workflow }} $GITHUB_JOB" = "called true CI say"
  never: { if: '!inputs.loud', runs-on: windows-latest, steps: [{ run: a }] }`
  const jobs = `
  call:
    strategy: { matrix: { who: [Ada, Bob] } }
    concurrency: one at a time
    uses: ./.github/workflows/called.yml
    with: { who: '\${{ matrix.who }}' }
    secrets: inherit
  after: { runs-on: ubuntu-latest, needs: call, steps: [{ run: 'test "\${{ needs.call.result }} \${{ startsWith(needs.call.outputs.said, ''hello '') }}" = "success true"' }] }
  bad: { uses: ./.github/workflows/bad.yml }
  skipped: { runs-on: ubuntu-latest, needs: bad, steps: [{ run: 'true' }] }`
  await pullRequestWith(workflow(jobs), {
    '.github/workflows/called.yml': called,
    '.github/workflows/bad.yml':
      'on: workflow_call\njobs: { red: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }, green: { runs-on: ubuntu-latest, steps: [{ run: exit 0 }] } }',
  })
  await finished()
  expect(conclusions()).toEqual({
    'call (Ada) / say': 'success',
    'call (Bob) / say': 'success',
    'call (Ada) / never': 'skipped',
    'call (Bob) / never': 'skipped',
    after: 'success',
    'bad / red': 'failure',
    'bad / green': 'success',
    skipped: 'skipped',
  })
})

it('R1: jobs of one concurrency group take turns, and a newer one cancels what it says', async () => {
  const run = 'test ! -e "$LOCK" && touch "$LOCK" && sleep 0.2 && rm "$LOCK"'
  const body = `runs-on: ubuntu-latest, env: { LOCK: '${host.github.dataDir}/lock' }, steps: [{ run: '${run}' }]`
  const jobs = `
  one: { concurrency: x, ${body} }
  other: { concurrency: { group: 'X' }, ${body} }
  each: { strategy: { max-parallel: 1, matrix: { a: [1, 2] } }, ${body.replaceAll('/lock', '/lock2')} }`
  await pullRequestWith(workflow(jobs))
  await finished()
  expect(conclusions()).toEqual({
    one: 'success',
    other: 'success',
    'each (1)': 'success',
    'each (2)': 'success',
  })
})

it('nothing of the environment of the server reaches a job', async () => {
  process.env.CANARY_OF_THE_SERVER = 'canary-value'
  await pullRequestWith(job('env', '- run: env'))
  await finished()
  delete process.env.CANARY_OF_THE_SERVER
  const log = await host.readLog(host.check('env').id)
  const names = [...log.matchAll(/^([A-Z_a-z]+)=/gm)].map((match) => match[1] ?? '')
  expect(log).toContain('CI=true')
  const allowed = /^(PATH|HOME|LANG|TMPDIR|CI|GITHUB_\w+|RUNNER_\w+|npm_config_prefix|PWD|OLDPWD|SHLVL|_)$/
  expect(names.filter((name) => !allowed.test(name))).toEqual([])
})

it("R5: what a job installs globally is the job's own, and is found before the machine's", async () => {
  await runner.close()
  const PATH = process.env.PATH ?? ''
  runner = createRunner({ ...OPTIONS, environment: { PATH } })(host)
  const manifest = { name: 'own-tool', version: '1.0.0', bin: { 'own-tool': 'tool.js', npm: 'tool.js' } }
  const steps = `- uses: actions/checkout@v4
- run: npm install --global --offline --no-audit ./tool
- run: test "$(own-tool) $(npm)" = "own own" && case "$(command -v npm)" in "$RUNNER_TEMP"/*) ;; *) exit 1 ;; esac
- run: |
    command -v corepack || exit 0
    corepack enable && case "$(command -v yarn)" in "$RUNNER_TEMP"/*) ;; *) exit 1 ;; esac`
  await pullRequestWith(job('test', steps), {
    'tool/package.json': JSON.stringify(manifest),
    'tool/tool.js': "#!/usr/bin/env node\nconsole.log('own')\n",
  })
  await finished()
  expect(host.check('test').annotations.filter(({ level }) => level === 'failure')).toEqual([])
  expect(host.check('test').conclusion).toBe('success')
})

it('a job has the variables that the operator gives', async () => {
  await runner.close()
  runner = createRunner({ ...OPTIONS, environment: { npm_config_registry: 'http://127.0.0.1:1/' } })(host)
  await pullRequestWith(job('test', '- run: test "$npm_config_registry" = http://127.0.0.1:1/'))
  await finished()
  expect(host.check('test').conclusion).toBe('success')
})

it('steps hand on outputs, variables, paths and a summary', async () => {
  const steps = `
- id: first
  run: |
    echo 'word=hello' >> "$GITHUB_OUTPUT"
    printf 'TEXT<<END\\ntwo\\nlines\\nEND\\n' >> "$GITHUB_ENV"
    mkdir tools && printf '#!/bin/sh\\necho tool' > tools/own-tool && chmod +x tools/own-tool
    echo "$PWD/tools" >> "$GITHUB_PATH"
    echo '# Done' >> "$GITHUB_STEP_SUMMARY"
- run: test "$WORD $TEXT $(own-tool)" = "$(printf 'hello two\\nlines tool')"
  env: { WORD: '\${{ steps.first.outputs.word }}' }`
  await pullRequestWith(job('test', steps.trim()))
  await finished()
  expect(host.check('test')).toMatchObject({ conclusion: 'success', output: { summary: '# Done\n' } })
})

it('a step that cannot be started fails the job', async () => {
  await pullRequestWith(job('test', '- run: "true"\n  working-directory: nowhere'))
  await finished()
  expect(host.check('test').conclusion).toBe('failure')
  expect(host.check('test').annotations.at(-1)?.message).toContain('could not be started')
})

it('output without end is kept within bounds', async () => {
  await pullRequestWith(job('test', '- run: head -c 9000000 /dev/zero | tr "\\\\0" x'))
  await finished()
  const log = await host.readLog(host.check('test').id)
  expect(host.check('test').conclusion).toBe('success')
  expect(log.length).toBeLessThan(4.3 * 1024 * 1024)
  expect(log).toContain('the rest is lost')
})

it('a link in place of a command file is not followed', async () => {
  await pullRequestWith(job('test', '- run: ln -sf /etc/hostname "$GITHUB_STEP_SUMMARY"'))
  await finished()
  expect(host.check('test')).toMatchObject({ conclusion: 'failure', output: { summary: null } })
})

it('a job runs on the merge of head and base, with a git directory of its own', async () => {
  await host.commit('main', {
    'base.txt': 'old',
    '.github/workflows/ci.yml': job(
      'test',
      '- uses: actions/checkout@v4\n- run: test -f late.txt -a -f head.txt',
    ),
  })
  await host.commit('feature', { 'head.txt': 'new' }, 'main')
  await host.commit('main', { 'late.txt': 'late' })
  await open('feature')
  await finished()
  expect(host.check('test').conclusion).toBe('success')
})

it('a pull request that conflicts gets no run', async () => {
  await host.commit('main', { 'a.txt': 'a', '.github/workflows/ci.yml': job('test', '- run: true') })
  await host.commit('feature', { 'a.txt': 'b' }, 'main')
  await host.commit('main', { 'a.txt': 'c' })
  await open('feature')
  await host.commit('other', { 'b.txt': 'b' }, 'main')
  await open('other')
  await finished()
  expect(host.repository.workflowRuns).toMatchObject([{ headBranch: 'other' }])
})

it('a new push cancels the older run of the same concurrency group', async () => {
  const concurrency = 'concurrency: { group: "ci-${{ github.head_ref }}", cancel-in-progress: true }\n'
  const first = await pullRequestWith(
    concurrency + job('test', `- uses: actions/checkout@v4\n- run: test -f second.txt || sleep ${300}`),
  )
  await host.until(() => host.repository.workflowJobs[0]?.steps.length === 2)
  first.pull.head.sha = await host.commit('feature', { 'second.txt': '' })
  runner.onPullRequestActivity({
    repository: host.repository,
    pullRequest: first,
    action: 'synchronize',
    actor: 'ada',
  })
  await host.until(() => host.repository.workflowRuns.length === 2)
  await finished()
  expect(host.repository.workflowRuns.map((run) => run.conclusion)).toEqual(['cancelled', 'success'])
})

it('closing ends every process, removes every file, and a new runner finishes the run', async () => {
  await pullRequestWith(
    job('test', `- run: test -n "$RUNNER_TEMP" && [ "${'$'}{{ github.run_number }}" != 1 ] || sleep ${300}`),
  )
  await host.until(() => host.repository.workflowJobs[0]?.steps.length === 2)
  const before = (await readdir(tmpdir())).filter((name) => /^embedded-github-(job|source)-/.test(name))
  expect(before.length).toBeGreaterThan(0)
  await runner.close()
  expect(host.check('test').status).toBe('in_progress')
  const after = (await readdir(tmpdir())).filter((name) => before.includes(name))
  expect(after).toEqual([])
  // What is killed takes a moment to be gone.
  await expect.poll(jobProcesses, { timeout: 20_000 }).toEqual([])
  const [run] = host.repository.workflowRuns
  if (!run) throw new Error('no run')
  run.runNumber = 2
  runner = createRunner(OPTIONS)(host)
  runner.resume(host.repository, run)
  await finished()
  expect(host.repository.workflowRuns).toMatchObject([{ status: 'completed', conclusion: 'success' }])
  expect(host.repository.checkRuns).toHaveLength(1)
})

it('a required workflow of a ruleset runs too', async () => {
  host.repository.rulesets.push({
    id: 1,
    name: 'gate',
    branches: ['~DEFAULT_BRANCH'],
    requiredChecks: [],
    workflows: [{ path: 'gates/gate.yml', content: job('gate', '- run: "true"') }],
  })
  await pullRequestWith(job('test', '- run: "true"'))
  await finished()
  expect(conclusions()).toEqual({ gate: 'success', test: 'success' })
})

it('the token of the job is given only where it is asked for, and hidden in the log', async () => {
  const step = '- run: echo "[$TOKEN]"; test ${#TOKEN} -gt 5\n  env: { TOKEN: "${{ secrets.GITHUB_TOKEN }}" }'
  await pullRequestWith(job('test', step))
  await finished()
  expect(host.check('test').conclusion).toBe('success')
  expect(await host.readLog(host.check('test').id)).toContain('[***]')
})

function workflow(jobs: string): string {
  return `name: CI\non: pull_request\njobs:${jobs}\n`
}

function job(id: string, steps: string, extra = ''): string {
  const indented = steps.split('\n').map((line) => `      ${line}`)
  return workflow(`\n  ${id}:\n    runs-on: ubuntu-latest\n    ${extra}\n    steps:\n${indented.join('\n')}`)
}

async function pullRequestWith(
  text: string,
  files: Readonly<Record<string, string>> = {},
  extra?: { readonly draft?: boolean },
) {
  await host.commit('main', { 'README.md': '# Payments' })
  await host.commit('feature', { '.github/workflows/ci.yml': text, ...files }, 'main')
  return open('feature', extra)
}

async function open(branch: string, extra?: { readonly draft?: boolean }) {
  const pullRequest = await host.openPullRequest(branch, extra)
  runner.onPullRequestActivity({ repository: host.repository, pullRequest, action: 'opened', actor: 'ada' })
  return pullRequest
}

function finished(): Promise<void> {
  const { workflowRuns } = host.repository
  return host.until(() => workflowRuns.length > 0 && workflowRuns.every((run) => run.status === 'completed'))
}

function conclusions(): Record<string, string | null> {
  return Object.fromEntries(host.repository.checkRuns.map(({ name, conclusion }) => [name, conclusion]))
}

/** Living processes that carry a job's tracking variable; Linux only. */
async function jobProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const environments = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')),
  )
  return pids.filter((_, index) => environments[index]?.includes(`RUNNER_TEMP=${host.github.dataDir}`))
}

it('R6: a job gets what the operator gives it, and what of it is secret is shown nowhere', async () => {
  await runner.close()
  const address = 'http://ada:canary-7f3a@proxy.example:8080'
  const environment = { HTTPS_PROXY: address }
  runner = createRunner({ ...OPTIONS, environment, masked: ['canary-7f3a'] })(host)
  const run = `- run: |
        echo "through $HTTPS_PROXY"
        echo "::error::cannot reach $HTTPS_PROXY"
        echo "proxy $HTTPS_PROXY" >> "$GITHUB_STEP_SUMMARY"
        exit 1`
  await pullRequestWith(job('test', run), {})
  await finished()
  const check = host.check('test')
  const shown = 'http://ada:***@proxy.example:8080'
  expect(check.annotations.map(({ message }) => message)).toContain(`cannot reach ${shown}`)
  expect(check.output.summary).toContain(`proxy ${shown}`)
  const log = await host.readLog(check.id)
  expect(log).toContain(`through ${shown}`)
  expect(JSON.stringify([check, log])).not.toContain('canary-7f3a')
})
