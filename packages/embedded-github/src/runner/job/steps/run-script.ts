import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

export interface ScriptRequest {
  readonly command: readonly [string, ...string[]]
  readonly directory: string
  /** The whole environment: nothing of this process is inherited. */
  readonly environment: Readonly<Record<string, string>>
  readonly onLine: (line: string) => void
  readonly signal: AbortSignal
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number
}

export type ScriptResult =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed' }
  | { readonly kind: 'not-started'; readonly reason: string }

/**
 * Runs one command in a process group of its own. When the signal aborts, the whole group gets SIGTERM and, after the grace,
 * SIGKILL. A command that leaves children behind on purpose ends when it ends itself, as on GitHub.
 */
export async function runScript(request: ScriptRequest): Promise<ScriptResult> {
  const [file, ...parameters] = request.command
  if (request.signal.aborted) return { kind: 'killed' }
  const child = spawn(file, parameters, {
    cwd: request.directory,
    env: { ...request.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const drained = readLines(child, request.onLine)
  const exit = new Promise<number | null>((done) => child.once('exit', done))
  const failure = new Promise<Error>((done) => child.once('error', done))
  if (child.pid === undefined) return { kind: 'not-started', reason: (await failure).message }
  const pid = child.pid
  const aborted = once(request.signal, 'abort').then(() => killGroup(pid, exit, request.graceMs))
  const code = await exit
  // A background child may hold the pipes open for ever: what is there is read, but nobody waits for it.
  await Promise.race([drained, delay(DRAIN_MS, undefined, { ref: false })])
  child.stdout.destroy()
  child.stderr.destroy()
  if (request.signal.aborted) {
    await aborted
    return { kind: 'killed' }
  }
  return { kind: 'exited', code: code ?? KILLED_BY_OTHERS }
}

const DRAIN_MS = 250

/** The exit code of a shell whose command ended by SIGKILL. */
const KILLED_BY_OTHERS = 137

/** A longer line is cut in pieces, so that output without an end of line cannot fill the memory. */
const MAX_LINE = 16 * 1024

async function readLines(child: ChildProcess, onLine: (line: string) => void): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  await Promise.all(
    streams.map(async (stream) => {
      let rest = ''
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (rest + chunk).split(/\r?\n/)
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
        for (; rest.length > MAX_LINE; rest = rest.slice(MAX_LINE)) onLine(rest.slice(0, MAX_LINE))
      })
      await once(stream, 'close')
      if (rest !== '') onLine(rest)
    }),
  )
}

async function killGroup(pid: number, exit: Promise<unknown>, graceMs: number): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  const patience = new AbortController()
  await Promise.race([
    exit.then(() => patience.abort()),
    delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined),
  ])
  // Also when the leader has gone: a grandchild may have ignored SIGTERM.
  signalGroup(pid, 'SIGKILL')
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // ESRCH: nobody is left in the group.
  }
}
