import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { SandboxLimits } from '../../config/toolchains/toolchains.ts'
import type { WorkTree } from '../../ports/workspace.ts'

/** Turns a command into a process that reaches what its sandbox names, and nothing else of this machine. */
export interface Sandbox {
  /** `none` only where the operator said that the host is disposable: the host itself is the sandbox. */
  readonly kind: 'bubblewrap' | 'none'
  /** Undefined when sandboxes can be made on this machine, else what is missing and how to get it. */
  missing(): Promise<string | undefined>
  /** Starts `command` (a program and its arguments, no shell). A program that cannot be started shows as the child's `error` or exit. */
  confine(command: readonly string[], spec: SandboxSpec): Promise<SandboxedProcess>
}

/** What one attempt may see, use and reach. */
export interface SandboxSpec {
  /** Both of its directories may be written to. */
  readonly workTree: WorkTree
  /** All of it: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>
  /** Absolute paths of this machine that may be read, besides the system and the program itself. */
  readonly readable: readonly string[]
  /** Folders that may be read at another place than their own: `at` is an empty folder of the work tree, or one that may be read. */
  readonly mounted?: readonly { readonly folder: string; readonly at: string }[]
  /** Path of the model gateway's socket, inside the sandbox `http://127.0.0.1:8484`; undefined: no network at all. */
  readonly gatewaySocket: string | undefined
  /** The machine's own network, for a set-up. No agent has it. */
  readonly network?: boolean
  readonly limits: SandboxLimits
}

export interface SandboxedProcess {
  readonly child: ChildProcess
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** A sentence once the sandbox was ended because it had reached one of its limits. */
  limitHit(): string | undefined
  /** Ends every process of the sandbox, whatever it did to stay; afterwards none is left. */
  end(): Promise<void>
}
