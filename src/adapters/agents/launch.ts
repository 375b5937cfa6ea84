import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Sandbox, SandboxedProcess, SandboxSpec } from '../sandbox/sandbox.ts'
import { outputTail } from './output-tail.ts'

export type Exit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string }
  /** `reason` is a sentence. */
  | { readonly kind: 'limit-exceeded'; readonly reason: string }

export interface LaunchedAgent {
  readonly stdin: Writable
  /** This output must be read, or the agent comes to a halt. */
  readonly stdout: Readable
  readonly exit: Promise<Exit>
  /** Called with every piece of what it writes to stderr, which is also kept, up to 64 KB. */
  onStderr(listener: (text: string) => void): void
  /** The end of its stderr. */
  stderrTail(): string
  /** Ends it, its children, and what they left behind. */
  end(): Promise<void>
}

/** The one place where a toolchain's command becomes a process. Throws where `sandbox` cannot make sandboxes. */
export async function launch(
  command: readonly string[],
  spec: SandboxSpec,
  sandbox: Sandbox,
): Promise<LaunchedAgent> {
  const confined = await sandbox.confine(command, spec)
  const { stdin, stdout, stderr } = confined
  const tail = outputTail(64 * 1024)
  stderr.on('data', (chunk: Buffer) => tail.push(chunk))
  // The process may end before it has read what we write.
  stdin.on('error', () => undefined)
  return {
    stdin,
    stdout,
    // Not when the pipes are closed: a child that escaped may hold them open.
    exit: exitOf(confined, sandbox.kind),
    onStderr: (listener) => stderr.on('data', (chunk: Buffer) => listener(chunk.toString('utf8'))),
    stderrTail: tail.text,
    async end() {
      await confined.end()
      for (const stream of [stdin, stdout, stderr]) stream.destroy()
    },
  }
}

function exitOf({ child, limitHit }: SandboxedProcess, kind: Sandbox['kind']): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }))
    child.once('exit', (code, signal) => {
      const reason = limitHit()
      if (reason !== undefined) return resolve({ kind: 'limit-exceeded', reason })
      // Bubblewrap reports a signal as shells do: 128 and its number.
      const inside = kind === 'bubblewrap' && code !== null ? signalNamed(code - 128) : undefined
      if (code === null || inside !== undefined)
        return resolve({ kind: 'killed', signal: inside ?? String(signal) })
      resolve({ kind: 'exited', code })
    })
  })
}

function signalNamed(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
}
