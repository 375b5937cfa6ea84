import { spawn } from 'node:child_process'
import { endProcesses } from './end-processes.ts'
import type { Sandbox } from './sandbox.ts'

/** No sandbox at all: the command runs with the rights of this process. What it starts is ended as far as it can be found. */
export const hostAsSandbox: Sandbox = {
  kind: 'none',
  missing: async () => undefined,
  async confine([program = '', ...args], { workTree, environment }) {
    // A worker that was killed hard may have left this attempt's agent running.
    await endProcesses(workTree, undefined)
    const child = spawn(program, args, {
      cwd: workTree.path,
      env: environment,
      // A process group of its own, and no terminal of ours.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const { stdin, stdout, stderr } = child
    return {
      child,
      stdin,
      stdout,
      stderr,
      limitHit: () => undefined,
      end: () => endProcesses(workTree, child.pid),
    }
  },
}
