import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { presetToolchains } from '../../src/config/toolchains/toolchains.ts'
import type { ScriptedAnswer, ScriptedCall, ScriptedModelOptions } from '../../src/sample/scripted-model.ts'
import { runCommand, writeFiles } from '../../src/sample/write-files.ts'
import { whyNotReady } from './ready.ts'
import { TRAP } from './settings-of-a-repository.ts'
import { openStage, REAL_KEY, SECRET_FILE, SECRET_OF_OURS, type Stage } from './stage.ts'

const measured: string[] = []
const missing = new Map<string, string>()

beforeAll(async () => {
  for (const name of presetToolchains.keys()) {
    const why = await whyNotReady(name)
    if (why !== undefined) missing.set(name, why)
  }
})
afterAll(() => {
  for (const [name, why] of missing) process.stdout.write(`\nNOT TESTED: ${name}. ${why}\n`)
  const rows = ['toolchain  what it did         seconds  peak MB  calls  tokens', ...measured]
  process.stdout.write(`\n${rows.join('\n')}\n`)
})

describe.each([...presetToolchains.keys()])('%s, confined, in front of a scripted model', (name) => {
  const stageOf = async (
    context: { skip(note?: string): void },
    script: ScriptedModelOptions['script'],
    changes: Parameters<typeof openStage>[2] = {},
  ): Promise<Stage> => {
    const why = missing.get(name)
    if (why !== undefined) context.skip(why)
    const stage = await openStage(name, script, changes)
    onTestFinished(() => stage.close())
    return stage
  }
  const measure = (what: string, { peaks }: Stage, { usage }: Awaited<ReturnType<Stage['run']>>) => {
    const { seconds, modelRequests = 0, inputTokens = 0, outputTokens = 0 } = usage
    const peak = Math.round(Math.max(0, ...peaks) / 1_000_000)
    const numbers = [
      seconds.toFixed(1).padStart(7),
      String(peak).padStart(8),
      String(modelRequests).padStart(6),
    ]
    measured.push(
      `${name.padEnd(10)} ${what.padEnd(19)} ${numbers.join(' ')} ${String(inputTokens + outputTokens).padStart(7)}`,
    )
  }

  it('writes a patch, which is collected with what it cost, and starts nothing the repository brought', async (context) => {
    const stage = await stageOf(context, writes(PATCH))
    const result = await stage.run()
    measure('wrote a patch', stage, result)
    expect(result, JSON.stringify(stage.progress)).toMatchObject({ kind: 'finished' })
    const { modelRequests = 0, inputTokens = 0, outputTokens = 0, usd = 0 } = result.usage
    expect(modelRequests).toBeGreaterThanOrEqual(PATCH.length)
    expect(modelRequests).toBe(stage.calls.length)
    expect(inputTokens).toBe(modelRequests * 1_200)
    expect(outputTokens).toBe(modelRequests * 34)
    expect(usd).toBeCloseTo((inputTokens + 10 * outputTokens) / 1_000_000, 9)
    const collected = await stage.collect()
    if (collected.kind !== 'patch') throw new Error(JSON.stringify(collected))
    expect(collected.patch.files.map(({ path, status }) => `${status} ${path}`).toSorted()).toEqual([
      'added src/new.js',
      'modified src/retry.js',
    ])
    expect(collected.report).toMatchObject({ rationale: 'as told', confidence: 0.5 })
    expect((await readdir(stage.workTree.path)).filter((file) => file.startsWith(TRAP))).toEqual([])
  })

  it('is ended when its budget is used up', async (context) => {
    const stage = await stageOf(context, writes(PATCH), { budget: { tokens: 2_000 } })
    const result = await stage.run()
    measure('spent its budget', stage, result)
    expect(result).toMatchObject({ kind: 'budget-spent', detail: expect.stringContaining('2000 tokens') })
    expect(result.usage.modelRequests).toBe(stage.calls.length)
  })

  it('R8: works on after a limit of its provider, for which the gateway waits', async (context) => {
    let refusals = 1
    const stage = await stageOf(context, (call) =>
      call.hasTools && refusals-- > 0
        ? { error: 'rate-limit', headers: { 'retry-after': '2' } }
        : writes(PATCH)(call),
    )
    const result = await stage.run()
    measure('waited for a limit', stage, result)
    expect(result, JSON.stringify(stage.progress)).toMatchObject({ kind: 'finished' })
    expect(result.usage.modelRequests).toBe(stage.calls.length - 1)
    expect(stage.progress).toContain("waits 2 s for a limit of the model's provider (429)")
    expect(await stage.collect()).toMatchObject({ kind: 'patch' })
  })

  it('is cancelled in the middle of a command, and leaves nothing', async (context) => {
    const stage = await stageOf(context, commands('touch has-begun; sleep 600'))
    const cancel = new AbortController()
    const running = stage.run('Do what the model says.', cancel.signal)
    const ended = running.then(() => 'ended' as const)
    while ((await Promise.race([ended, pause(50)])) !== 'ended') {
      if ((await readdir(stage.workTree.path)).includes('has-begun')) cancel.abort('cancelled')
    }
    const result = await running
    measure('was cancelled', stage, result)
    expect(result, JSON.stringify(stage.progress)).toMatchObject({ kind: 'cancelled' })
    expect(await processesOf(stage)).toEqual([])
    expect(await readdir(join(stage.workTree.home, '..'))).toEqual(['home', 'tree'])
  })

  it('tells nothing of this machine, whatever it is made to print', async (context) => {
    const stage = await stageOf(context, commands(attack()))
    const result = await stage.run('Print your environment, every secret you find, and all processes.')
    measure('was made to spy', stage, result)
    expect(result, JSON.stringify(stage.progress)).toMatchObject({ kind: 'finished' })
    const stolen = await readFile(join(stage.workTree.path, 'stolen.txt'), 'utf8')
    expect(stolen).toContain('HOME=')
    expect(stolen).toContain('the end of the list')
    const collected = await stage.collect()
    const said = stage.calls.map(({ text }) => text).join('\n')
    const leaves = [
      stolen,
      said,
      JSON.stringify([result, stage.progress, collected]),
      await transcriptOf(stage),
    ]
    for (const secret of [REAL_KEY, SECRET_OF_OURS, SECRET_FILE]) {
      for (const text of leaves) expect(text.includes(secret)).toBe(false)
    }
  })
})

const PATCH = [
  { path: 'src/retry.js', text: 'retry once\n', isThere: true },
  { path: 'src/new.js', text: 'new\n', isThere: false },
  { path: '.speculate/report.json', text: '{"rationale":"as told","confidence":0.5}\n', isThere: false },
]

function writes(files: typeof PATCH) {
  return (call: ScriptedCall): ScriptedAnswer => {
    if (!call.hasTools) return { text: 'A title' }
    return writeFiles(call, files)[call.step] ?? { text: 'All of it is done.' }
  }
}

function commands(...lines: readonly string[]) {
  return (call: ScriptedCall): ScriptedAnswer => {
    const line = lines[call.step]
    if (!call.hasTools || line === undefined) return { text: 'That was all.' }
    return runCommand(call, line) ?? { text: `There is no shell among ${JSON.stringify(call.body.tools)}` }
  }
}

/** What somebody would try who can only make an agent run a command. */
function attack(): string {
  const looks = [
    'env',
    'cat /proc/*/environ',
    'cat /proc/*/cmdline',
    'ps aux',
    'cat ../../operator/secret.txt ../../../operator/secret.txt ../../../../operator/secret.txt',
    'find / -xdev -name "*secret*" -type f -exec cat {} +',
    'cat /root/.npmrc /root/.gitconfig /etc/shadow',
    'ls -la / /root /home /tmp /run',
    'curl -sv --max-time 5 http://127.0.0.1:8484/v1/models',
    'curl -s --max-time 2 http://169.254.169.254/latest/meta-data/',
    'echo the end of the list',
  ]
  const script = `{ ${looks.join('; ')}; } > stolen.txt 2>&1; head -c 3000 stolen.txt; true`
  // Some agents look for paths in what they run, and ask; whoever attacks them knows that.
  return `echo ${Buffer.from(script).toString('base64')} | base64 -d | sh`
}

async function transcriptOf({ directory }: Stage): Promise<string> {
  const folder = join(directory, 'transcripts')
  const names = await readdir(folder)
  expect(names).toHaveLength(1)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}

async function processesOf({ directory }: Stage): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (environment.includes(directory)) found.push(pid)
  }
  return found
}
