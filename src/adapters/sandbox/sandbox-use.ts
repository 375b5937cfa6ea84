import { readdirSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'

export interface SandboxUse {
  /** Of all processes; a process has at least one. */
  readonly threads: number
  /** Shared pages are counted once per process. */
  readonly residentBytes: number
}

/** 4 KiB on every machine that we know agents for; larger pages make us count too little. */
const PAGE_BYTES = 4_096

/**
 * What runs in the sandbox whose process 1 is `init`, seen from outside through the sandbox's own `/proc`, which lists nothing else.
 * With more than `enough` processes only their number is given.
 */
export async function sandboxUse(init: number, enough: number): Promise<SandboxUse> {
  const processes = processesOf(init)
  // A fork bomb: to look at each of them would only give it more time.
  if (processes.length > enough) return { threads: processes.length, residentBytes: 0 }
  let threads = 0
  let residentBytes = 0
  for (const process of processes) {
    const stat = await readFile(`${process}/stat`, 'utf8').catch(() => '')
    // The name in parentheses may hold anything; what follows the last ")" begins with field 3, the state (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    threads += Number(fields[17] ?? 0)
    residentBytes += Number(fields[21] ?? 0) * PAGE_BYTES
  }
  return { threads, residentBytes }
}

/** In bytes, with every shared page counted once. */
export async function proportionalMemory(init: number): Promise<number> {
  let bytes = 0
  for (const process of processesOf(init)) {
    await nextTurn()
    const rollup = await readFile(`${process}/smaps_rollup`, 'utf8').catch(() => undefined)
    if (rollup === undefined) continue
    bytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1_024
  }
  return bytes
}

/** Directories below `/proc` of this machine. Without waiting: while a fork bomb goes off, every wait is long. */
export function processesOf(init: number): string[] {
  const proc = `/proc/${init}/root/proc`
  // Until the sandbox has its own root, this is the /proc of the machine.
  if (readlinkSync(`/proc/${init}/ns/pid`) !== readlinkSync(`${proc}/1/ns/pid`)) return []
  return readdirSync(proc).flatMap((name) => (/^\d+$/.test(name) ? [`${proc}/${name}`] : []))
}
