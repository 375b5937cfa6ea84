import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { holdLock } from '@speculate-dev/system'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

const cli = join(import.meta.dirname, '../../../src/cli.ts')
/** Of a machine that does much else at the same time. */
const LONG = 300_000
let root: string

beforeEach(async () => {
  root = await temporaryFolder()
})

describe('speculate demo', () => {
  it('ends with a human being asked when every candidate fails', { timeout: LONG }, async () => {
    const { stdout, exitCode } = await demo('--scenario', 'escalate')
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toContain('no candidate is promoted; a human has to decide')
    for (const reason of ['SyntaxError', 'logs card data', '2 of 15 tests failed'])
      expect(stdout).toContain(reason)
    expect(stdout).not.toContain('\u001b')
    const [, afterRun] = stdout.split('a human has to decide')
    expect(afterRun).not.toContain('http')
    expect(afterRun).toContain('With --keep, the issue and its pull requests stay')
    expect(await leftBehind()).toEqual([])
  })

  it('lets the tests of each other, and then the policy, choose among three that pass', {
    timeout: LONG,
  }, async () => {
    const { stdout, exitCode } = await demo('--scenario', 'choose')
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toMatch(/promoted: parse-inline/)
    expect(stdout).toMatch(/passed, not chosen: date-helper passes every check, but scores/)
    const words = stdout.replaceAll(/\s+/g, ' ')
    expect(words).toContain('rejected: one-parser fails "a date that has passed is no reason to wait"')
    expect(words).toContain('Tests base parse-inline date-helper one-parser')
    expect(words).toMatch(
      /tests of others that the winner lacks: 1 of one-parser; the winner passes it; with --keep, pull request \d says how/,
    )
  })

  it('V1, V3: promotes what is right beside a cheat and a do-nothing on which every check is green', {
    timeout: LONG,
  }, async () => {
    const data = join(root, 'data')
    const { stdout, stderr, exitCode } = await demo('--scenario', 'cheat', '--json', '--data', data)
    expect(exitCode, stdout).toBe(0)
    const { decision, candidates } = JSON.parse(stdout)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'encode-id' })
    const reported = Object.fromEntries(
      candidates.map((one: { id: string; result: string; reason: string }) => [
        one.id,
        `${one.result}: ${one.reason}`,
      ]),
    )
    expect(reported['say-so']).toMatch(/^reject: changes no code: only documentation in .?README\.md.?$/)
    expect(reported['quiet-checks']).toMatch(
      /^reject: changes .?scripts\/reporter\.js.?, which .* the check .?test.?$/,
    )
    const published = candidates.filter((one: { pullRequest: number | null }) => one.pullRequest !== null)
    expect(published.map(({ id }: { id: string }) => id).toSorted()).toEqual(['encode-id', 'say-so'])
    const read = `why acme/payment-client#1.1 quiet-checks --patch --data ${data}`
    expect(stderr.split('\n')).toContain(`  npx speculate ${read}`)
    const patch = await runHere(read.split(' '))
    expect(patch.stdout).toContain('+++ b/scripts/reporter.js')
  })

  it('E9: goes on with the same run after it was killed, does nothing twice, and tells all of it as one JSON object', {
    timeout: LONG,
  }, async () => {
    const data = join(root, 'data')
    const killed = execa(process.execPath, ['--liftoff-only', cli, 'demo', '--data', data], {
      reject: false,
      env: { TMPDIR: root },
    })
    await hasSaid(killed.stdout, 'is checked')
    killed.kill('SIGKILL')
    await killed
    const { stdout, stderr, exitCode } = await execa(
      process.execPath,
      ['--liftoff-only', cli, 'demo', '--data', data, '--json'],
      { reject: false, env: { TMPDIR: root, npm_command: 'exec' } },
    )
    expect(exitCode, stderr).toBe(0)
    const outcome = JSON.parse(stdout)
    expect(outcome).toMatchObject({
      speculation: 'acme/payment-client#1.1',
      base: expect.stringMatching(/^[0-9a-f]{40}$/),
      decision: { kind: 'promote', candidate: 'fix-b' },
      candidates: [
        { id: 'fix-b', tag: 'alt1', toolchain: 'scripted', state: 'open', draft: false, result: 'promote' },
        { state: 'closed', result: 'reject' },
        { state: 'closed', result: 'reject' },
      ],
      seconds: expect.any(Number),
    })
    expect(outcome.candidates[0].labels).toEqual(['speculate:alt1', 'speculate:winner'])
    const reasons = Object.fromEntries(
      outcome.candidates.map((one: { id: string; reason: string }) => [one.id, one.reason]),
    )
    expect(reasons['fix-a']).toContain('2 of 15 tests failed: an order paid in instalments')
    expect(reasons['fix-c']).toContain('SyntaxError')
    const numbers = outcome.candidates.map((one: { pullRequest: number }) => one.pullRequest).toSorted()
    expect(numbers).toEqual([2, 3, 4])
    await canBeTyped(stderr, data)
  })

  it('leaves a folder alone that another demo is at work in, and says so', { timeout: LONG }, async () => {
    const data = join(root, 'data')
    await mkdir(join(data, 'app'), { recursive: true })
    const lock = holdLock(join(data, 'app/database.lock'))
    const { stdout, stderr, exitCode } = await demo('--data', data)
    lock?.release()
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      `speculate: a demo that has not ended, or another process, is using ${data}: end it, or name another folder with --data`,
    )
    expect(await readdir(data)).toEqual(['app'])
  })

  it('cleans up and answers 130 when it is interrupted', { timeout: LONG }, async () => {
    await interruptedOnce('is writing')
  })

  it('goes no further with its start when it is interrupted then', { timeout: LONG }, async () => {
    const said = await interruptedOnce('starting an embedded GitHub')
    expect(said).not.toContain('issue #1')
  })
})

/** Answers what it said by its end. */
async function interruptedOnce(said: string): Promise<string> {
  const running = execa(process.execPath, ['--liftoff-only', cli, 'demo'], {
    reject: false,
    env: { TMPDIR: root },
  })
  await hasSaid(running.stdout, said)
  running.kill('SIGINT')
  const { exitCode, stdout, stderr } = await running
  expect(exitCode).toBe(130)
  expect(stderr).toBe('speculate: interrupted')
  expect(await leftBehind()).toEqual([])
  return stdout
}

/** What the end of a demo says can be typed, with the folder that was named for it. */
async function canBeTyped(reported: string, data: string): Promise<void> {
  const lines = reported.split('\n').filter((line) => line.startsWith('  npx '))
  const run = 'acme/payment-client#1.1'
  expect(lines).toEqual([
    `  npx speculate why ${run} --data ${data}`,
    `  npx speculate replay ${run} --data ${data}`,
    `  npx speculate audit verify --run ${run} --data ${data}`,
  ])
  for (const line of lines) {
    const { exitCode, stdout } = await runHere(line.split(' ').slice(4))
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/verdict|hold|verified/)])
  }
}

function demo(...args: string[]) {
  return runHere(['demo', ...args], { env: { TMPDIR: root, npm_command: 'exec' } })
}

/** Resolves also when the output ends; it stays open until then, so that the process can go on writing. */
function hasSaid(output: Readable, words: string): Promise<void> {
  return new Promise((resolve) => {
    output.on('data', (text: Buffer) => {
      if (text.includes(words)) resolve()
    })
    output.once('close', () => resolve())
  })
}

async function leftBehind(): Promise<readonly string[]> {
  return existsSync(root) ? (await readdir(root)).filter((name) => name.startsWith('speculate-')) : []
}
