import { pause } from '@speculate-dev/system'
import type { SandboxLimits } from '../../config/toolchains/toolchains.ts'
import { createDiskGauge } from './disk-gauge.ts'
import type { SandboxSpec } from './sandbox.ts'
import { MB } from './sandbox-arguments.ts'
import { proportionalMemory, sandboxUse } from './sandbox-use.ts'

export interface LimitWatch {
  stop(): void
}

const PROCESSES_EVERY_MS = 100
const DISK_EVERY_MS = 2_000

/**
 * Looks at the sandbox whose process 1 is `init` until it is stopped, and says once what it has too much of. Control groups would
 * stop a process at the limit itself; but most users, containers and CI machines may not make any.
 */
export function watchLimits(
  init: Promise<number | undefined>,
  spec: SandboxSpec,
  onHit: (reason: string) => void,
): LimitWatch {
  const stopping = new AbortController()
  const { signal } = stopping
  const watch = async (everyMs: number, look: () => Promise<string | undefined>) => {
    while (!signal.aborted) {
      // A process that has just ended, or a file that is just being removed, makes one look fail, not the watch.
      const reason = await look().catch(() => undefined)
      if (reason !== undefined && !signal.aborted) return onHit(reason)
      await pause(everyMs, signal, { ref: false })
    }
  }
  void init.then((pid) => {
    if (pid === undefined) return
    void watch(PROCESSES_EVERY_MS, () => processesReason(pid, spec.limits))
    const gauge = createDiskGauge(spec.workTree, pid)
    void watch(DISK_EVERY_MS, () => diskReason(gauge, spec.limits))
  })
  return { stop: () => stopping.abort() }
}

async function processesReason(init: number, limits: SandboxLimits): Promise<string | undefined> {
  const use = await sandboxUse(init, limits.processes)
  if (use.threads > limits.processes) {
    return `The attempt ran more than ${limits.processes.toLocaleString('en')} processes and threads at the same time and was ended.`
  }
  const most = limits.memory_mb * MB
  // Pages that processes share are counted for each of them at first; the exact count costs more.
  if (use.residentBytes > most && (await proportionalMemory(init)) > most) {
    return `The attempt used more than ${limits.memory_mb.toLocaleString('en')} MB of memory and was ended.`
  }
  return undefined
}

async function diskReason(
  gauge: ReturnType<typeof createDiskGauge>,
  { disk_mb }: SandboxLimits,
): Promise<string | undefined> {
  if (await gauge.isAlmostFull())
    return 'The disk of this machine was almost full, and the attempt was ended.'
  if (!(await gauge.holdsMoreThan(disk_mb * MB))) return undefined
  return `The attempt used more than ${disk_mb.toLocaleString('en')} MB of disk and was ended.`
}
