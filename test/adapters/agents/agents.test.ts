import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { plainLine } from '../../../src/adapters/agents/progress-lines.ts'
import { toolchainAgent } from '../../../src/adapters/agents/toolchain-agent.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import type { WorkTree } from '../../../src/ports/workspace.ts'
import { hostileToolchain, onThisHost, scriptedToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const BRIEF = '# Candidate one\n\nDo it.\n'

let directory: string
let workTree: WorkTree
let progress: string[]

beforeEach(async () => {
  directory = await temporaryFolder()
  workTree = { path: join(directory, 'tree'), home: join(directory, 'home') }
  await mkdir(workTree.path)
  await mkdir(workTree.home)
  progress = []
})
afterEach(async () => {
  expect(await leftRunning()).toEqual([])
})

/** Runs until it ends, or until `until` (by default the deadline) resolves. */
async function run(agent: Agent, { deadlineMs = 20_000, cancelOn = '' } = {}) {
  const cancel = new AbortController()
  const result = await agent.run({
    workTree,
    budget: {},
    brief: BRIEF,
    signal: AbortSignal.any([AbortSignal.timeout(deadlineMs), cancel.signal]),
    onProgress: (line) => {
      progress.push(line)
      if (cancelOn !== '' && line.includes(cancelOn)) cancel.abort('cancelled')
    },
  })
  expect(result.usage.seconds).toBeGreaterThanOrEqual(0)
  return result
}

const agentOf = (toolchain: Toolchain, name = 'mine') => toolchainAgent(name, toolchain, onThisHost)
const command = (...parts: string[]) => agentOf(Toolchain.parse({ kind: 'command', command: parts }))
const hostile = (way: string) => agentOf(hostileToolchain(way))

async function leftRunning(): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (environment.includes(directory)) found.push(pid)
  }
  return found
}

async function isRunning(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid.trim()}/stat`, 'utf8').catch(() => ') Z')
  return !/\) [ZX]/.test(stat)
}

describe('a command', () => {
  it('gets the brief on stdin and as a file outside the work tree, and works in the work tree', async () => {
    const script = 'cat > stdin.txt; cp "$1" file.txt; pwd > pwd.txt; echo reading; echo "$2" > tree.txt'
    const result = await run(command('sh', '-c', script, 'sh', '{brief}', '{worktree}'))
    expect(result).toMatchObject({ kind: 'finished' })
    const read = (name: string) => readFile(join(workTree.path, name), 'utf8')
    expect(await read('stdin.txt')).toBe(BRIEF)
    expect(await read('file.txt')).toBe(BRIEF)
    expect(await read('pwd.txt')).toBe(`${workTree.path}\n`)
    expect(await read('tree.txt')).toBe(`${workTree.path}\n`)
    expect(progress).toContain('reading')
  })

  it('T2: gets exactly the environment of the allow-list, and no secret of ours', async () => {
    process.env.CANARY_SECRET = 'canary-1'
    process.env.NAMED_BY_OPERATOR = 'yes'
    const toolchain = Toolchain.parse({
      kind: 'command',
      command: ['cp', '/proc/self/environ', '{worktree}/environ'],
      environment: ['NAMED_BY_OPERATOR', 'NOT_SET_ANYWHERE'],
      set: { CODEX_HOME: '{home}/.codex' },
    })
    await run(agentOf(toolchain))
    const environ = (await readFile(join(workTree.path, 'environ'), 'utf8')).split('\0').filter(Boolean)
    expect(environ.toSorted()).toEqual([
      `CODEX_HOME=${workTree.home}/.codex`,
      `HOME=${workTree.home}`,
      'LANG=C.UTF-8',
      'NAMED_BY_OPERATOR=yes',
      expect.stringMatching(/^PATH=/),
      'TERM=dumb',
      `TMPDIR=${workTree.home}/tmp`,
    ])
    delete process.env.CANARY_SECRET
    delete process.env.NAMED_BY_OPERATOR
  })

  it('finds the files in its HOME that the operator defined for it, and nothing else', async () => {
    const toolchain = Toolchain.parse({
      kind: 'command',
      command: ['cp', '-r', '{worktree}/../home', '{worktree}/home'],
      home_files: { '.agent/config.toml': 'cache = "{home}/cache"\n' },
    })
    await run(agentOf(toolchain))
    const home = join(workTree.path, 'home')
    expect((await readdir(home)).toSorted()).toEqual(['.agent', 'brief.md', 'tmp'])
    expect(await readFile(join(home, '.agent/config.toml'), 'utf8')).toBe(
      `cache = "${workTree.home}/cache"\n`,
    )
  })

  it('is told apart by how it ended', async () => {
    expect(await run(hostile('nothing'))).toMatchObject({ kind: 'finished' })
    expect(await run(hostile('crash'))).toMatchObject({
      kind: 'crashed',
      detail: 'The agent ended with exit code 3. Its last words: "segmentation fault, more or less"',
    })
    expect(await run(hostile('killed'))).toMatchObject({
      kind: 'crashed',
      detail: 'The agent was ended by SIGKILL.',
    })
  })

  it('that is not installed is never started, and says how to get it', async () => {
    const toolchain = Toolchain.parse({
      kind: 'command',
      command: ['no-such-agent'],
      install: 'run `npm install x`',
    })
    const agent = agentOf(toolchain)
    const sentence =
      'The toolchain mine needs the program no-such-agent, which is not installed; run `npm install x`.'
    expect(await agent.missing()).toBe(sentence)
    expect(await run(agent)).toMatchObject({ kind: 'not-installed', detail: sentence })
    expect(await hostile('nothing').missing()).toBeUndefined()
  })

  it('that hangs is ended at its deadline', async () => {
    expect(await run(hostile('hang'), { deadlineMs: 200 })).toMatchObject({
      kind: 'timed-out',
      detail: 'The agent did not end within its time.',
    })
  })

  it('that ignores SIGTERM is killed when it is cancelled', async () => {
    expect(await run(hostile('deaf'), { cancelOn: 'ready' })).toMatchObject({ kind: 'cancelled' })
  })

  it('that was cancelled before it began is never started', async () => {
    const signal = AbortSignal.abort('cancelled')
    const result = await command('touch', 'started').run({
      workTree,
      budget: {},
      brief: BRIEF,
      signal,
      onProgress: () => {},
    })
    expect(result.kind).toBe('cancelled')
    expect(await readdir(workTree.path)).toEqual([])
  })

  it('takes its children with it, also those that left its group, directory or environment', async () => {
    expect(await run(hostile('escape'))).toMatchObject({ kind: 'finished' })
    for (const name of ['escaped', 'scrubbed']) {
      const pid = await readFile(join(workTree.home, name), 'utf8')
      expect(await isRunning(pid), name).toBe(false)
    }
  })

  it('ends when it ends, even if a child of it holds our pipe', async () => {
    expect(await run(hostile('hold-pipe'), { deadlineMs: 10_000 })).toMatchObject({ kind: 'finished' })
  })

  it('may print without end: memory does not grow, progress comes a few times per second', async () => {
    const before = process.memoryUsage().rss
    const result = await run(hostile('flood'), { deadlineMs: 1_000 })
    expect(result.kind).toBe('timed-out')
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
    expect(progress.length).toBeGreaterThan(0)
    expect(progress.length).toBeLessThanOrEqual(result.usage.seconds * 4 + 2)
    expect(progress.at(-1)).toMatch(/^[all work and no play]+$/)
  })

  it('that a killed worker left behind is ended before the next run', async () => {
    await run(hostile('nothing'))
    const { spawn } = await import('node:child_process')
    const orphan = spawn('sleep', ['600'], { detached: true, cwd: workTree.path, stdio: 'ignore' })
    const ended = new Promise((resolve) => orphan.once('exit', (_, signal) => resolve(signal)))
    await run(hostile('nothing'))
    expect(await ended).toBe('SIGTERM')
  })
})

describe('an ACP agent', () => {
  const scripted = (script: Parameters<typeof scriptedToolchain>[0]) => agentOf(scriptedToolchain(script))

  it('does its work and tells what it does', async () => {
    const result = await run(scripted({ files: { 'src/new.txt': 'new\n' }, report: { confidence: 0.9 } }))
    expect(result).toMatchObject({ kind: 'finished' })
    expect(result.usage.seconds).toBeGreaterThan(0)
    expect(await readFile(join(workTree.path, 'src/new.txt'), 'utf8')).toBe('new\n')
    expect(await readFile(join(workTree.path, '.speculate/report.json'), 'utf8')).toBe('{"confidence":0.9}')
    expect(progress).toEqual([expect.stringMatching(/^read \d+ characters$/), 'allowed: edit src/new.txt'])
  })

  it('is refused what leads out of the work tree, by name or through a link', async () => {
    await mkdir(join(directory, 'outside'))
    await symlink(join(directory, 'outside'), join(workTree.path, 'way-out'))
    const absolute = join(directory, 'outside/absolute.txt')
    const files = {
      [absolute]: 'x',
      '../outside/relative.txt': 'x',
      'way-out/new/linked.txt': 'x',
      'in.txt': 'x',
    }
    await run(scripted({ files }))
    expect(await readdir(join(directory, 'outside'))).toEqual([])
    expect(progress.slice(1)).toEqual([
      `refused: edit ${absolute}`,
      'refused: edit ../outside/relative.txt',
      'refused: edit way-out/new/linked.txt',
      'allowed: edit in.txt',
    ])
  })

  it('is asked to cancel before it is ended', async () => {
    const result = await run(scripted({ ending: 'hang' }), { cancelOn: 'read' })
    expect(result).toMatchObject({ kind: 'cancelled' })
    expect(await readFile(join(workTree.path, 'cancelled.txt'), 'utf8')).toBe('asked to stop\n')
  })

  it('that is deaf to every request is killed', async () => {
    expect(await run(scripted({ ending: 'deaf' }), { cancelOn: 'read' })).toMatchObject({ kind: 'cancelled' })
  })

  it('is told apart by how it ended', async () => {
    expect(await run(scripted({ ending: 'refuse' }))).toMatchObject({
      kind: 'crashed',
      detail: 'The agent refused the task.',
    })
    expect(await run(scripted({ ending: 'crash' }))).toMatchObject({
      kind: 'crashed',
      detail: 'The agent ended with exit code 7. Its last words: "scripted to crash"',
    })
    expect(await run(agentOf(hostileToolchain('nothing', 'acp')))).toMatchObject({ kind: 'crashed' })
    expect(await run(agentOf(hostileToolchain('crash', 'acp')))).toMatchObject({
      kind: 'crashed',
      detail: expect.stringContaining('exit code 3'),
    })
  })

  it('that does not speak the protocol is ended at its deadline', async () => {
    const result = await run(agentOf(hostileToolchain('garbage', 'acp')), { deadlineMs: 300 })
    expect(['timed-out', 'crashed']).toContain(result.kind)
  })

  it.each(['flood', 'flood-one-line'])(
    'may print nonsense without end (%s): memory does not grow',
    async (way) => {
      const before = process.memoryUsage().rss
      const result = await run(agentOf(hostileToolchain(way, 'acp')), { deadlineMs: 1_000 })
      expect(['timed-out', 'crashed']).toContain(result.kind)
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
    },
  )
})

describe('the configured agents', () => {
  it('are listed as the operator wrote them; presets answer to their names besides', async () => {
    const agents = createAgents(new Map([['mine', hostileToolchain('nothing')]]), onThisHost)
    expect(agents.named).toEqual(['mine'])
    expect(agents.agent('mine')).toBeDefined()
    expect(agents.agent('claude')).toBeDefined()
    expect(agents.agent('nobody')).toBeUndefined()
    await writeFile(join(workTree.path, 'x'), '')
  })
})

it('a line of progress is plain: no escape sequence, no invisible character, at most 300 characters', () => {
  expect(plainLine('first\r\n\u001b[31mred\u001b[0m \u202eevil\u200b\ttext\n\n')).toBe('red evil text')
  expect(plainLine('\u001b]0;title\u0007shown')).toBe('shown')
  // A title that does not end hides its own line alone.
  expect(plainLine('\u001b]0;title\nlast words')).toBe('last words')
  expect(plainLine('x'.repeat(1_000))).toHaveLength(300)
  expect(plainLine('\n \n')).toBe('')
})
