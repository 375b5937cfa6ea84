import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { SAMPLE_REPOSITORY } from '../../../src/sample/scenarios.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'
import { runTryHere } from './run-try.ts'

const project = join(import.meta.dirname, '../../..')
const LONG = 120_000
let root: string
let repository: string

beforeEach(async () => {
  root = await temporaryFolder()
  repository = join(root, 'shop')
  await cp(SAMPLE_REPOSITORY, repository, { recursive: true })
  await git('init', '--quiet', '--initial-branch=trunk')
  await git('add', '--all')
  await git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'first')
  await cp(join(project, 'src/sample/scenarios/double-charge/issue.md'), join(root, 'bug.md'))
  const command = [process.execPath, join(project, 'src/sample/scripted-agent.ts')]
  const readable = ['src', 'node_modules', 'package.json'].map((name) => join(project, name))
  await writeFile(
    join(root, 'agents.yml'),
    JSON.stringify({ toolchains: { scripted: { kind: 'acp', command, readable } } }),
  )
})

describe('speculate try', () => {
  inSandbox(
    "lets the repository's own workflows judge, and changes nothing in it",
    { timeout: LONG },
    async () => {
      await git('config', 'user.name', 'Ada Lovelace')
      const before = await fingerprint()
      const { stdout, stderr, exitCode } = await speculateTry('--json', '--no-proof')
      expect(exitCode, stderr).toBe(0)
      expect(stderr).toContain('not run on each other: `--no-proof` was given')
      expect(stderr).toMatch(/stays until you remove it:\n {2}rm -rf \S*speculate-try-/)
      expect(stderr).toContain('scripted writes fix-a, fix-b and fix-c')
      const outcome = JSON.parse(stdout)
      expect(outcome.decision).toMatchObject({ kind: 'promote', candidate: 'fix-b' })
      expect(outcome.proof).toMatchObject({ kind: 'not-checked', reason: '`--no-proof` was given' })
      expect(await fingerprint()).toEqual(before)
      await readsLog(outcome.log)
      await canBeTyped(stderr, outcome.log)
      const log = await readFile(outcome.log, 'utf8')
      expect(log).toContain('"actor":"ada-lovelace"')
      expect(log).not.toContain('maya')
      const branches = await git(
        '-C',
        outcome.clone,
        'for-each-ref',
        '--format=%(refname:short)',
        'refs/heads',
      )
      expect(branches.split('\n')).toEqual([
        'speculate/1.1/fix-a',
        'speculate/1.1/fix-b',
        'speculate/1.1/fix-c',
        'trunk',
      ])
    },
  )

  it('S1: prints and keeps no secret that its issue holds', { timeout: LONG }, async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    await writeFile(join(root, 'bug.md'), `# It logs ${token}\n\nSee ${token}.\n`)
    const fails = { kind: 'command', command: ['false'] }
    await writeFile(join(root, 'agents.yml'), JSON.stringify({ toolchains: { fails } }))
    const { stdout, stderr, exitCode } = await speculateTry('--unconfined', '--no-proof', '--json')
    expect(exitCode, stderr).toBe(1)
    expect(stderr).toContain('issue #1 "It logs [redacted]"')
    expect(stdout + stderr).not.toContain(token)
    const note = await readFile(join(JSON.parse(stdout).clone, '../run.json'), 'utf8')
    expect(JSON.parse(note)).toMatchObject({ issue: 'It logs [redacted]' })
  })

  it('without tests on each other, needs no author of a test that tells two apart', async () => {
    await mkdir(join(repository, '.github'), { recursive: true })
    await writeFile(join(repository, '.github/speculate.yml'), 'proof:\n  distinguish: elsewhere\n')
    await git('add', '--all')
    await git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'asks')
    const named = ['--unconfined', '--toolchain', 'scripted']
    expect((await speculateTry(...named)).stderr).toContain('elsewhere')
    const { stderr, exitCode } = await speculateTry(...named, '--no-proof', '--proof-command', 'x')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--proof-command and --no-proof exclude each other')
  })

  inSandbox(
    'runs the tests of candidates on each other without being asked, and shows it',
    { timeout: 2 * LONG },
    async () => {
      const { stdout, stderr, exitCode } = await speculateTry('--json')
      expect(exitCode, stderr).toBe(0)
      const { proof, decision, log } = JSON.parse(stdout)
      expect(proof).toMatchObject({ kind: 'checked', runner: 'node:test' })
      expect(decision).toMatchObject({ kind: 'promote', candidate: 'fix-b' })
      expect(decision.reason).toContain('which fail on the base and pass here')
      await readsLog(log)
    },
  )

  it('runs no agent without a sandbox unless it is told to', { timeout: LONG }, async () => {
    const tools = join(root, 'tools')
    await mkdir(tools)
    await symlink((await execa('which', ['git'])).stdout, join(tools, 'git'))
    const { stderr, exitCode } = await execa(
      process.execPath,
      [
        ...[join(project, 'src/cli.ts'), 'try', '--repo', repository, '--issue', join(root, 'bug.md')],
        ...['--toolchains', join(root, 'agents.yml')],
      ],
      { reject: false, env: { TMPDIR: root, PATH: tools } },
    )
    expect(exitCode).toBe(2)
    expect(stderr).toContain('install the packages bubblewrap')
    expect(stderr).toContain('--unconfined')
  })

  inSandbox(
    'judges by the commands that are named, and fetches the winner when asked to',
    {
      timeout: LONG,
    },
    async () => {
      await rm(join(repository, '.github'), { recursive: true })
      await git(
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.com',
        'commit',
        '--quiet',
        '--all',
        '-m',
        'no workflows',
      )
      const { stdout, exitCode } = await speculateTry(
        '--verify',
        'node --test test/*.test.js',
        '--branches',
        '--no-proof',
      )
      expect(exitCode, stdout).toBe(0)
      expect(stdout).toContain('checks that must pass: verify-1: node --test test/*.test.js')
      expect(await git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).toBe(
        'speculate/1.1/fix-b\ntrunk',
      )
      expect(await git('status', '--porcelain')).toBe('')
    },
  )
})

/** What the end of `try` says can be typed. */
async function readsLog(log: string): Promise<void> {
  const run = (...args: string[]) => runsHere([...args, log])
  expect((await run('why')).stdout).toContain('verdict by vote: promote fix-b')
  expect((await run('replay')).stdout).toContain('same verdict, bit for bit')
  expect((await run('audit', 'verify')).stdout).toContain('entries verified')
}

/** Each command stands on a line of its own, and does what it says as it stands. */
async function canBeTyped(reported: string, log: string): Promise<void> {
  const lines = reported.split('\n').filter((line) => /^ {2}(?:npx|git|cd) /.test(line))
  expect(lines).toContain(`  npx speculate why ${log}`)
  expect(lines).toContain(`  npx speculate replay ${log}`)
  expect(lines).toContain(`  npx speculate audit verify ${log}`)
  expect(lines).toContain('  npx speculate try clean')
  const patches = lines.filter((line) => line.endsWith(' --patch'))
  expect(lines.filter((line) => line.startsWith('  npx'))).toHaveLength(4 + patches.length)
  const shown = patches.map((line) => line.split(' ').at(-2))
  expect(shown[0]).toBe('fix-b')
  expect(shown.toSorted()).toEqual(['fix-a', 'fix-b', 'fix-c'])
  for (const line of patches) {
    const { stdout } = await runsHere(line.trim().split(' ').slice(2))
    expect(stdout).toContain('+++ b/src/')
  }
}

async function runsHere(words: readonly string[]) {
  const ended = await runHere(words)
  expect(ended.exitCode, ended.stderr).toBe(0)
  return ended
}

function speculateTry(...args: string[]) {
  return runTryHere({ root, repository }, args, { npm_command: 'exec' })
}

/** Everything that a run could have changed: refs, index, configuration, objects, files. */
async function fingerprint() {
  return {
    refs: await git('for-each-ref'),
    status: await git('status', '--porcelain', '--ignored'),
    config: await readFile(join(repository, '.git/config'), 'utf8'),
    objects: await git('count-objects', '-v'),
  }
}

async function git(...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, { cwd: repository })
  return stdout
}
