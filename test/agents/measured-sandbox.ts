import { readFileSync } from 'node:fs'
import type { Sandbox } from '../../src/adapters/sandbox/sandbox.ts'
import { proportionalMemory } from '../../src/adapters/sandbox/sandbox-use.ts'

const LOOK_MS = 200

/** Sandboxes whose memory is looked at a few times per second; `tell` hears the most there was, in bytes. */
export function measuredSandbox(sandbox: Sandbox, tell: (peak: number) => void): Sandbox {
  return {
    ...sandbox,
    async confine(command, spec) {
      const confined = await sandbox.confine(command, spec)
      let peak = 0
      const timer = setInterval(async () => {
        const init = firstChild(confined.child.pid)
        const bytes = init === undefined ? 0 : await proportionalMemory(init).catch(() => 0)
        peak = Math.max(peak, bytes)
      }, LOOK_MS)
      return {
        ...confined,
        async end() {
          clearInterval(timer)
          tell(peak)
          await confined.end()
        },
      }
    },
  }
}

function firstChild(pid: number | undefined): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]) || undefined
  } catch {
    return undefined
  }
}
