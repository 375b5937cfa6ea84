import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { WorkTree } from '../../ports/workspace.ts'

const GRACE_MS = 2_000
const POLL_MS = 25
/** Against a program that starts new processes faster than they are killed; a pid namespace is the real answer. */
const MAX_ROUNDS = 100

/**
 * Ends every process of an attempt: its process group, everything descending from it, everything that carries the attempt's
 * HOME in its environment or works in its directories (so also what left the group by `setsid`). First asks, then kills.
 */
export async function endProcesses(workTree: WorkTree, group: number | undefined): Promise<void> {
  const alive = () => processesOf(workTree, group)
  let found = alive()
  signalAll(found, 'SIGTERM')
  for (const start = performance.now(); found.length > 0 && performance.now() - start < GRACE_MS; ) {
    await delay(POLL_MS)
    found = alive()
  }
  for (let round = 0; found.length > 0 && round < MAX_ROUNDS; round++) {
    signalAll(found, 'SIGKILL')
    await delay(POLL_MS)
    found = alive()
  }
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // The process has ended by itself.
    }
  }
}

interface ProcessFacts {
  readonly pid: number
  readonly parent: number
  readonly ours: boolean
}

/** What `/proc` holds comes from memory: waiting for each answer would cost several times what the reading does. */
function processesOf(workTree: WorkTree, group: number | undefined): number[] {
  const names = unlessRefused(() => readdirSync('/proc'))
  // Without /proc (macOS) only the group can be reached; its negative number names it to kill(2).
  if (names === undefined) return group !== undefined && isAlive(-group) ? [-group] : []
  const pids = names.map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const facts = pids.map((pid) => factsOf(pid, workTree, group)).filter((fact) => fact !== undefined)
  const found = new Set(facts.filter((fact) => fact.ours).map((fact) => fact.pid))
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const { pid, parent } of facts) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

function factsOf(pid: number, { path, home }: WorkTree, group: number | undefined): ProcessFacts | undefined {
  const stat = unlessRefused(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? ''
  // The name in parentheses may hold anything; the fields after the last ")" are state, parent, group, session (proc(5)).
  const [state, parent, pgrp, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (stat === '' || state === 'Z' || state === 'X') return undefined
  const inGroup = group !== undefined && (Number(pgrp) === group || Number(session) === group)
  const ours = inGroup || worksIn(pid, [path, home]) || hasHome(pid, home)
  return { pid, parent: Number(parent), ours }
}

function worksIn(pid: number, directories: readonly string[]): boolean {
  const directory = unlessRefused(() => readlinkSync(`/proc/${pid}/cwd`)) ?? ''
  return directories.some((root) => directory === root || directory.startsWith(`${root}/`))
}

function hasHome(pid: number, home: string): boolean {
  const environment = unlessRefused(() => readFileSync(`/proc/${pid}/environ`, 'utf8')) ?? ''
  return environment.split('\0').includes(`HOME=${home}`)
}

/** Undefined where the process has ended meanwhile, or is not ours to look at. */
function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
