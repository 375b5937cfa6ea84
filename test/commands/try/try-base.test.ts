import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { runHere } from '../run-here.ts'
import { type Adder, createAdder, RIGHT, writing } from './adder.ts'

/** Of a machine that does much else at the same time. */
const LONG = 300_000
let adder: Adder
const commit: Adder['commit'] = (files) => adder.commit(files)
const tryHere: Adder['tryHere'] = (agents, ...args) => adder.tryHere(agents, ...args)

beforeEach(async () => {
  adder = await createAdder()
})
afterEach(() => adder.remove())

describe('R3: a command that does not exist', () => {
  inSandbox('is refused on the base, before any agent starts', { timeout: LONG }, async () => {
    await commit({ Makefile: 'test:\n\ttrue\n' })
    const { exitCode, stdout, stderr } = await tryHere(
      { right: RIGHT },
      ...['--verify', 'make test', '--verify', 'make lint', '--json'],
    )
    expect(exitCode).toBe(2)
    expect(stderr).toContain('what --verify names cannot run here')
    expect(stderr).toMatch(/ {2}verify-2: make lint: make: \*\*\* No rule to make target/)
    expect(stderr).not.toContain('is writing')
    expect(JSON.parse(stdout)).toMatchObject({
      decision: null,
      obstacles: [
        { check: 'verify-2: make lint', reason: expect.stringContaining('No rule to make target') },
      ],
    })
  })
})

describe('R1: workflows that this machine cannot run', () => {
  const ACTION = `name: CI
on: pull_request
jobs:
  test:
    runs-on: \${{ matrix.os }}
    strategy:
      matrix:
        os: [windows-2022, macos-14]
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: some/action@v1
      - run: |
          npm ci
          npm run lint
  all-green:
    runs-on: ubuntu-latest
    needs: [test, lint]
    steps:
      - run: 'true'
`

  it('E12: are refused with every obstacle, its line, and what could be run instead', async () => {
    await commit({ '.github/workflows/ci.yml': ACTION })
    const { exitCode, stdout, stderr } = await tryHere({ right: RIGHT }, '--json')
    expect(exitCode).toBe(2)
    const reported = stderr.split('\n').slice(1)
    const place = '.github/workflows/ci.yml'
    expect(reported[0]).toContain('no check of')
    expect(reported.slice(1)).toEqual([
      `  ${place}:8: test (windows-2022): \`runs-on: "windows-2022"\` is not supported by this runner, which has only this machine`,
      `  ${place}:8: test (macos-14): \`runs-on: "macos-14"\` is not supported by this runner, which has only this machine`,
      `  ${place}:16: lint: \`uses: some/action@v1\` is not supported by this runner`,
      `  ${place}:20: all-green: needs the job \`test\`, which cannot run here`,
      expect.stringContaining('runs with --allow-actions; nothing is downloaded'),
      'Name what must succeed. The workflows run these:',
      '  --verify "npm test"',
      '  --verify "npm ci"',
      '  --verify "npm run lint"',
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      obstacles: { length: 4 },
      offers: ['npm test', 'npm ci', 'npm run lint'],
    })
  })

  inSandbox(
    'are left out by name where others can judge, and are nobody’s fault',
    { timeout: LONG },
    async () => {
      const able =
        '  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm test\n'
      await commit({ '.github/workflows/ci.yml': `${ACTION}${able}` })
      const { exitCode, stdout, stderr } = await tryHere({ right: RIGHT }, '--json')
      expect(exitCode, stderr).toBe(0)
      expect(stderr).toContain('checks that must pass: unit')
      expect(stderr).toContain('.github/workflows/ci.yml:25: unit runs npm test')
      expect(stderr).toContain('.github/workflows/ci.yml:16: lint: `uses: some/action@v1`')
      const outcome = JSON.parse(stdout)
      expect(outcome.candidates[0].checks).toMatchObject([{ name: 'unit', verdict: 'passed' }])
      expect(outcome.leftOut.map(({ check }: { check: string }) => check)).toContain('lint')
    },
  )

  inSandbox(
    'judge through workflows and actions of the repository, and what runs only for pushes is no evidence',
    { timeout: LONG },
    async () => {
      await commit({
        '.github/workflows/ci.yml': `on: [push, pull_request]
jobs:
  call: { uses: ./.github/workflows/unit.yml, with: { script: test } }
  deploy: { if: github.event_name == 'push', runs-on: ubuntu-latest, steps: [{ uses: some/action@v1 }] }
`,
        '.github/workflows/unit.yml': `on: { workflow_call: { inputs: { script: { type: string } } } }
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/run
        with: { script: '\${{ inputs.script }}' }
`,
        '.github/actions/run/action.yml': `runs:
  using: composite
  steps: [{ run: 'npm run \${{ inputs.script }}', shell: bash }]
`,
      })
      const { exitCode, stdout, stderr } = await tryHere({ right: RIGHT }, '--json')
      expect(exitCode, stderr).toBe(0)
      expect(stderr).toContain('checks that must pass: call / unit')
      const { candidates, leftOut } = JSON.parse(stdout)
      expect(candidates[0].checks).toMatchObject([{ name: 'call / unit', verdict: 'passed' }])
      expect(leftOut).toMatchObject([{ check: 'deploy', line: 4 }])
    },
  )

  inSandbox(
    'judge by jobs whose matrix another job makes, under the names that the base has run',
    { timeout: LONG },
    async () => {
      await commit({
        'scripts.json': '["test"]',
        '.github/workflows/ci.yml': `on: pull_request
jobs:
  list:
    runs-on: ubuntu-latest
    outputs: { all: '\${{ steps.read.outputs.all }}' }
    steps:
      - uses: actions/checkout@v4
      - id: read
        run: echo "all=$(cat scripts.json)" >> "$GITHUB_OUTPUT"
  each:
    needs: list
    runs-on: ubuntu-latest
    strategy: { matrix: { script: '\${{ fromJSON(needs.list.outputs.all) }}' } }
    steps:
      - uses: actions/checkout@v4
      - run: npm run \${{ matrix.script }}
`,
      })
      const wrong = 'export function add(a, b) { return a * b }\n'
      const { exitCode, stdout, stderr } = await tryHere({ right: RIGHT, wrong }, '--json')
      expect(exitCode, stderr).toBe(0)
      expect(stderr).toContain('.github/workflows/ci.yml:10: each: which jobs its `matrix:` makes')
      expect(stderr).toContain('checks that must pass now: list, each (test)')
      const { candidates } = JSON.parse(stdout)
      const rejected = candidates.filter(({ result }: { result: string }) => result === 'reject')
      expect(rejected).toHaveLength(1)
      expect(rejected[0].checks).toContainEqual(
        expect.objectContaining({ name: 'each (test)', verdict: 'failed' }),
      )
    },
  )

  it('name the folder in which an allowed action of somebody else is missing', async () => {
    await commit({ '.github/workflows/ci.yml': ACTION })
    const { exitCode, stderr } = await tryHere({ right: RIGHT }, '--allow-actions')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(
      /ci\.yml:16: lint: `uses: some\/action@v1` does not lie in \/.*\/speculate\/actions\/some\/action@v1$/m,
    )
    expect(stderr).not.toContain('nothing is downloaded')
  })

  it('and that the settings ask for are refused: nobody could win', async () => {
    await commit({
      '.github/workflows/ci.yml': ACTION,
      '.github/speculate.yml': 'verifier:\n  checks:\n    - name: lint\n',
    })
    const { exitCode, stderr } = await tryHere({ right: RIGHT }, '--verify', 'npm test')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('the settings ask for what cannot judge here (lint)')
    expect(stderr).toContain('.github/workflows/ci.yml:16: lint: ')
  })
})

describe('V12: a check that fails alike on everybody and on the base', () => {
  inSandbox('closes nobody and is told, and what passes the others wins', { timeout: LONG }, async () => {
    await commit({})
    const other = 'export function add(a, b) {\n  const sum = b + a\n  return sum\n}\n'
    const { exitCode, stdout, stderr } = await tryHere(
      { right: RIGHT, other },
      ...['--verify', 'npm test', '--verify', 'echo not for bots; false', '--anyway', '--json'],
    )
    expect(exitCode, stderr).toBe(0)
    expect(stderr).toMatch(/the base: verify-2: echo not for bots; false is red \(.*\): not for bots/)
    const { decision, candidates, judgedBase } = JSON.parse(stdout)
    expect(decision).toMatchObject({ kind: 'promote' })
    expect(candidates.map(({ result }: { result: string }) => result)).not.toContain('reject')
    for (const { reason } of candidates) expect(reason).not.toContain('fails verify-2')
    expect(judgedBase.checks).toMatchObject([
      { verdict: 'failed' },
      { verdict: 'failed', detail: 'not for bots' },
    ])
  })
})

describe('V26: a test that is red on the base', () => {
  inSandbox(
    'is turned green by one candidate, and who leaves it red is rejected',
    { timeout: LONG },
    async () => {
      await commit({})
      const wrong = 'export function add(a, b) { return a - b + 0 }\n'
      const { exitCode, stdout, stderr } = await tryHere(
        { wrong, right: RIGHT },
        ...['--verify', 'npm test', '--json'],
      )
      expect(exitCode, stderr).toBe(0)
      const { decision, candidates } = JSON.parse(stdout)
      const winner = candidates.find(({ id }: { id: string }) => id === decision.candidate)
      expect(winner.reason).toMatch(/\(`[^`]+` fails on the base/)
      const rejected = candidates.filter(({ result }: { result: string }) => result === 'reject')
      expect(rejected.map(({ reason }: { reason: string }) => reason)[0]).toContain(
        'leaves `verify-1: npm test` failing',
      )
    },
  )
})

describe('a base on which every check is red, and not for a test', () => {
  const SAYS = 'echo "Error: no licence for this machine"; false'

  it('is refused before any agent starts, with what the check says and what to do', {
    timeout: LONG,
  }, async () => {
    await commit({})
    const { exitCode, stdout, stderr } = await tryHere(
      { right: RIGHT },
      ...['--unconfined', '--json', '--verify', SAYS],
    )
    expect(exitCode).toBe(2)
    expect(stderr).toContain('the only check that must pass is already red on')
    expect(stderr).toMatch(/^ {2}verify-1: .*: Error: no licence for this machine$/m)
    expect(stderr).toContain('--anyway')
    expect(stderr).not.toContain('is writing')
    expect(JSON.parse(stdout)).toMatchObject({ decision: null, obstacles: { length: 1 } })
  })

  it('leaves every draft open where it goes on all the same and nobody turns one green', {
    timeout: LONG,
  }, async () => {
    await commit({})
    const { exitCode, stdout, stderr } = await tryHere(
      { right: RIGHT, other: 'export const add = (a, b) => b + a\n' },
      ...['--unconfined', '--json', '--anyway', '--verify', SAYS],
    )
    expect(exitCode, stderr).toBe(1)
    const { decision, candidates } = JSON.parse(stdout)
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'nothing-judged' })
    for (const candidate of candidates) {
      expect(candidate).toMatchObject({ result: 'hold', state: 'open', draft: true })
      expect(candidate.reason).toMatch(
        /^no required check could tell: `verify-1: .*` fails on the base and on this patch$/,
      )
    }
  })
})

describe('an interrupt while the base is judged', () => {
  inSandbox('ends its jobs, answers 130 and leaves nothing behind', { timeout: LONG }, async () => {
    await commit({})
    const pid = join(adder.root, 'pid')
    const running = adder.tryWith({ right: RIGHT }, '--verify', `echo $$ > ${pid}; exec sleep 600`)
    await vi.waitFor(async () => expect(await readFile(pid, 'utf8')).not.toBe(''), { timeout: LONG / 2 })
    running.kill('SIGINT')
    const { exitCode, stderr } = await running
    expect(exitCode, stderr).toBe(130)
    expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow('ESRCH')
    expect((await readdir(adder.root)).filter((name) => name.startsWith('speculate-run-'))).toEqual([])
  })
})

describe('an interrupt while agents write', () => {
  inSandbox('answers 130 and keeps what they have written by then', { timeout: LONG }, async () => {
    await commit({})
    const agents = {
      done: writing(RIGHT),
      slow: `${writing(RIGHT)}\necho more > more.txt\necho ready\nexec sleep 600`,
    }
    const running = adder.tryScripts(agents, ['--no-proof', '--verify', 'npm test'])
    let said = ''
    running.stdout.on('data', (text) => {
      said += String(text)
    })
    const goesOn = () => {
      expect(said).toMatch(/\(done\).* (?:#\d|is being published)/)
      expect(said).toMatch(/\(slow\).* is writing: ready/)
    }
    await vi.waitFor(goesOn, { timeout: LONG / 2 })
    running.kill('SIGINT')
    const { exitCode, stdout, stderr } = await running
    expect(exitCode, stderr).toBe(130)
    expect(stderr).toBe('speculate: interrupted')
    const clone = /cd (\S+)/.exec(stdout)?.[1] ?? ''
    const show = async (path: string) => (await execa('git', ['-C', clone, 'show', path])).stdout
    const [done, slow] = ['done', 'slow'].map(
      (agent) => new RegExp(`(\\S+) \\(${agent}\\)`).exec(stdout)?.[1],
    )
    expect(await show(`speculate/1.1/${done}:src/add.js`)).toContain('a + b')
    expect(await show(`speculate/1.1/${slow}:more.txt`)).toBe('more')
    expect(stdout).toContain(` ${slow} --patch   # not finished`)
    const log = /why (\S+)/.exec(stdout)?.[1] ?? ''
    const patch = await runHere(['why', log, done ?? '', '--patch'])
    expect(patch.stdout).toContain('+export function add(a, b) { return a + b }')
    expect((await readdir(adder.root)).filter((name) => name.startsWith('speculate-run-'))).toEqual([])
  })
})
