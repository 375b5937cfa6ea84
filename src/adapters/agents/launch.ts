import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { WorkTree } from '../../ports/workspace.ts'
import { endProcesses } from './end-processes.ts'
import { outputTail } from './output-tail.ts'

export interface LaunchOptions {
  readonly workTree: WorkTree
  /** All of it: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>
}

export type Exit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string }

export interface Launched {
  readonly stdin: Writable
  /** Must be read, or the agent comes to a halt. */
  readonly stdout: Readable
  readonly exit: Promise<Exit>
  /** Called with every piece of what it writes to stderr, which is also kept, up to 64 KB. */
  onStderr(listener: (text: string) => void): void
  /** The end of its stderr. */
  stderrTail(): string
  /** Ends it, its children, and what they left behind. */
  end(): Promise<void>
}

/**
 * The one place where a toolchain's command becomes a process; what confines agents wraps `command` here.
 * Not through execa: that waits until the pipes are closed, and a child that escaped may hold them open.
 */
export async function launch(command: readonly string[], options: LaunchOptions): Promise<Launched> {
  const { workTree, environment } = options
  const [program = '', ...args] = command
  // A worker that was killed hard may have left this attempt's agent running.
  await endProcesses(workTree, undefined)
  const child = spawn(program, args, {
    cwd: workTree.path,
    env: environment,
    // A process group of its own, and no terminal of ours.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const stderr = outputTail(64 * 1024)
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // It may end before it has read what we write.
  child.stdin.on('error', () => undefined)
  const exit = new Promise<Exit>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }))
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'killed', signal: String(signal) } : { kind: 'exited', code }),
    )
  })
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    exit,
    onStderr: (listener) => child.stderr.on('data', (chunk: Buffer) => listener(chunk.toString('utf8'))),
    stderrTail: stderr.text,
    async end() {
      await endProcesses(workTree, child.pid)
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    },
  }
}
