// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { useRunner } from './use-runner.ts'
import { job, workflow } from './workflow-text.ts'

const on = useRunner()

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
  await on.pullRequestWith(workflow(jobs))
  await on.finished()
  expect(on.conclusions()).toEqual({ facts: 'success', off: 'skipped' })
  expect(on.host.check('facts').annotations.map(({ message }) => message)).toContain(
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
  await on.pullRequestWith(workflow(jobs), { 'a.lock': 'a', 'skip/b.lock': 'b' })
  await on.finished()
  expect(on.conclusions()).toEqual({ 'facts (1)': 'success', 'facts (2)': 'failure' })
  expect(on.host.repository.workflowJobs[0]?.steps.map(({ name }) => name)).toContain('Look at this')
})

it('nothing of the environment of the server reaches a job', async () => {
  process.env.CANARY_OF_THE_SERVER = 'canary-value'
  await on.pullRequestWith(job('env', '- run: env'))
  await on.finished()
  delete process.env.CANARY_OF_THE_SERVER
  const log = await on.host.readLog(on.host.check('env').id)
  const names = [...log.matchAll(/^([A-Z_a-z]+)=/gm)].map((match) => match[1] ?? '')
  expect(log).toContain('CI=true')
  const allowed =
    /^(PATH|HOME|GEM_HOME|LANG|TMPDIR|CI|GITHUB_\w+|RUNNER_\w+|npm_config_prefix|PWD|OLDPWD|SHLVL|_)$/
  expect(names.filter((name) => !allowed.test(name))).toEqual([])
})

it("R5: what a job installs globally is the job's own, and is found before the machine's", async () => {
  await on.runner.close()
  const PATH = process.env.PATH ?? ''
  on.startRunner({ environment: { PATH } })
  const manifest = { name: 'own-tool', version: '1.0.0', bin: { 'own-tool': 'tool.js', npm: 'tool.js' } }
  const steps = `- uses: actions/checkout@v4
- run: npm install --global --offline --no-audit ./tool
- run: test "$(own-tool) $(npm)" = "own own" && case "$(command -v npm)" in "$RUNNER_TEMP"/*) ;; *) exit 1 ;; esac
- run: |
    command -v corepack || exit 0
    corepack enable && case "$(command -v yarn)" in "$RUNNER_TEMP"/*) ;; *) exit 1 ;; esac`
  await on.pullRequestWith(job('test', steps), {
    'tool/package.json': JSON.stringify(manifest),
    'tool/tool.js': "#!/usr/bin/env node\nconsole.log('own')\n",
  })
  await on.finished()
  expect(on.host.check('test').annotations.filter(({ level }) => level === 'failure')).toEqual([])
  expect(on.host.check('test').conclusion).toBe('success')
})

it('a job has the variables that the operator gives', async () => {
  await on.runner.close()
  on.startRunner({ environment: { npm_config_registry: 'http://127.0.0.1:1/' } })
  await on.pullRequestWith(job('test', '- run: test "$npm_config_registry" = http://127.0.0.1:1/'))
  await on.finished()
  expect(on.host.check('test').conclusion).toBe('success')
})

it('a job runs on the merge of head and base, with a git directory of its own', async () => {
  await on.host.commit('main', {
    'base.txt': 'old',
    '.github/workflows/ci.yml': job(
      'test',
      '- uses: actions/checkout@v4\n- run: test -f late.txt -a -f head.txt',
    ),
  })
  await on.host.commit('feature', { 'head.txt': 'new' }, 'main')
  await on.host.commit('main', { 'late.txt': 'late' })
  await on.open('feature')
  await on.finished()
  expect(on.host.check('test').conclusion).toBe('success')
})

it('the token of the job is given only where it is asked for, and hidden in the log', async () => {
  const step = '- run: echo "[$TOKEN]"; test ${#TOKEN} -gt 5\n  env: { TOKEN: "${{ secrets.GITHUB_TOKEN }}" }'
  await on.pullRequestWith(job('test', step))
  await on.finished()
  expect(on.host.check('test').conclusion).toBe('success')
  expect(await on.host.readLog(on.host.check('test').id)).toContain('[***]')
})

it('R6: a job gets what the operator gives it, and what of it is secret is shown nowhere', async () => {
  await on.runner.close()
  const address = 'http://ada:canary-7f3a@proxy.example:8080'
  const environment = { HTTPS_PROXY: address }
  on.startRunner({ environment, masked: ['canary-7f3a'] })
  const run = `- run: |
        echo "through $HTTPS_PROXY"
        echo "::error::cannot reach $HTTPS_PROXY"
        echo "proxy $HTTPS_PROXY" >> "$GITHUB_STEP_SUMMARY"
        exit 1`
  await on.pullRequestWith(job('test', run), {})
  await on.finished()
  const check = on.host.check('test')
  const shown = 'http://ada:***@proxy.example:8080'
  expect(check.annotations.map(({ message }) => message)).toContain(`cannot reach ${shown}`)
  expect(check.output.summary).toContain(`proxy ${shown}`)
  const log = await on.host.readLog(check.id)
  expect(log).toContain(`through ${shown}`)
  expect(JSON.stringify([check, log])).not.toContain('canary-7f3a')
})
