// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { useRunner } from './use-runner.ts'
import { job, workflow } from './workflow-text.ts'

const on = useRunner()

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
  await on.pullRequestWith(workflow(jobs), files)
  await on.finished()
  expect(on.conclusions()).toEqual({ good: 'success', bad: 'failure' })
  const [good, bad] = ['good', 'bad'].map((name) =>
    on.host.repository.workflowJobs.find((one) => one.name === name),
  )
  expect(good?.steps.map(({ name }) => name)).toContain('Run ./actions/outer')
  expect(good?.steps.at(-1)?.name).toBe('Post Run ./actions/node')
  expect(bad?.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'failure', 'skipped'])
  expect(await on.host.readLog(on.host.check('good').id)).toContain('at the end it')
  expect(await on.host.readLog(on.host.check('bad').id)).toContain('after failure')
  const told = on.host.check('bad').annotations.filter(({ level }) => level === 'failure')
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
  await on.pullRequestWith(workflow(jobs), {
    '.github/workflows/called.yml': called,
    '.github/workflows/bad.yml':
      'on: workflow_call\njobs: { red: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }, green: { runs-on: ubuntu-latest, steps: [{ run: exit 0 }] } }',
  })
  await on.finished()
  expect(on.conclusions()).toEqual({
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
  await on.pullRequestWith(job('test', steps.trim()))
  await on.finished()
  expect(on.host.check('test')).toMatchObject({ conclusion: 'success', output: { summary: '# Done\n' } })
})

it('a step that cannot be started fails the job', async () => {
  await on.pullRequestWith(job('test', '- run: "true"\n  working-directory: nowhere'))
  await on.finished()
  expect(on.host.check('test').conclusion).toBe('failure')
  expect(on.host.check('test').annotations.at(-1)?.message).toContain('could not be started')
})

it('output without end is kept within bounds', async () => {
  await on.pullRequestWith(job('test', '- run: head -c 9000000 /dev/zero | tr "\\\\0" x'))
  await on.finished()
  const log = await on.host.readLog(on.host.check('test').id)
  expect(on.host.check('test').conclusion).toBe('success')
  // Four megabytes of its beginning, and the half of one with which it ends.
  expect(log.length).toBeLessThan(4.6 * 1024 * 1024)
  expect(log.includes('lines are left out here')).toBe(true)
})

it('a link in place of a command file is not followed', async () => {
  await on.pullRequestWith(job('test', '- run: ln -sf /etc/hostname "$GITHUB_STEP_SUMMARY"'))
  await on.finished()
  expect(on.host.check('test')).toMatchObject({ conclusion: 'failure', output: { summary: null } })
})
