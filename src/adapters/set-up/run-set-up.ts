import { lstat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { WorkTree } from '../../ports/workspace.ts'
import { type Exit, launch } from '../agents/launch.ts'
import { outputTail } from '../agents/output-tail.ts'
import { withoutCredentials } from '../network/without-credentials.ts'
import { readableFolders } from '../proof/run/test-environment.ts'
import type { Sandbox, SandboxSpec } from '../sandbox/sandbox.ts'
import { setUpEnvironment } from './set-up-environment.ts'
import { withoutRehash } from './without-rehash.ts'

const MINUTES = 15
/** More than an agent may take: what is made here is made once for all of them. */
const LIMITS = { memory_mb: 8_192, processes: 2_048, disk_mb: 8_192 }

interface Commands {
  readonly commands: readonly string[]
  readonly sandbox: Sandbox
  readonly signal: AbortSignal
}

/** Runs the commands in order in a sandbox with a network. Answers why it failed, else undefined. */
export async function runSetUp(
  workTree: WorkTree,
  { commands, sandbox, signal }: Commands,
): Promise<string | undefined> {
  const missing = await sandbox.missing()
  if (missing !== undefined) return missing
  const { environment, files } = await setUpEnvironment(workTree)
  const spec: SandboxSpec = {
    workTree,
    environment,
    readable: [...(await readableFolders()), ...(await existing(files))],
    mounted: await withoutRehash(join(workTree.home, 'tmp/nothing')),
    gatewaySocket: undefined,
    network: true,
    limits: LIMITS,
  }
  const timeout = AbortSignal.timeout(MINUTES * 60_000)
  for (const command of commands) {
    const { exit, said } = await runCommand(command, spec, {
      sandbox,
      stop: AbortSignal.any([signal, timeout]),
    })
    signal.throwIfAborted()
    const end = timeout.aborted ? `did not end within ${MINUTES} minutes` : endOf(exit)
    if (end !== undefined) return withoutCredentials(`${command} ${end}${lastLines(said)}`)
  }
  return undefined
}

async function runCommand(
  command: string,
  spec: SandboxSpec,
  { sandbox, stop }: { readonly sandbox: Sandbox; readonly stop: AbortSignal },
) {
  // One stream, so that the last lines are the last ones of both.
  const launched = await launch(['/bin/sh', '-c', `exec 2>&1\n${command}`], spec, sandbox)
  const output = outputTail(64 * 1024)
  launched.stdin.end()
  launched.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  const read = new Promise((resolve) => launched.stdout.once('close', resolve))
  const onStop = () => void launched.end()
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  try {
    const exit = await launched.exit
    // Something that escaped may hold the stream open.
    await Promise.race([read, delay(LAST_WORDS_MS, undefined, { ref: false })])
    return { exit, said: output.text() }
  } finally {
    stop.removeEventListener('abort', onStop)
    await launched.end()
  }
}

const LAST_WORDS_MS = 2_000

function endOf(exit: Exit): string | undefined {
  if (exit.kind === 'exited') return exit.code === 0 ? undefined : `ends with exit code ${exit.code}`
  if (exit.kind === 'killed') return `was ended by ${exit.signal}`
  if (exit.kind === 'not-started') return `cannot be started: ${exit.reason}`
  return `was ended. ${exit.reason.replace(/^The attempt/, 'It')}`
}

const LAST_LINES = 4
const MAX_LINE = 200

/** Where a package manager keeps its log is nobody's business, and says nothing. */
function lastLines(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim().slice(0, MAX_LINE))
    .filter((line) => /\w/.test(line) && !line.includes('complete log of this run'))
    .slice(-LAST_LINES)
  return lines.length === 0 ? ' and says nothing' : `: ${lines.join(' / ')}`
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    paths.map(async (path) => isAbsolute(path) && (await lstat(path).catch(() => undefined)) !== undefined),
  )
  return paths.filter((_, at) => there[at])
}
