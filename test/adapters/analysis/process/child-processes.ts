import { readFileSync } from 'node:fs'

/** Ids of the processes that this thread has started and that still run. */
export function childProcesses(): readonly string[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
  return children.split(' ').filter((pid) => pid.trim() !== '')
}
