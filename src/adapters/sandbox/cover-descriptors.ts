import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'

/**
 * Hands to `start` what stands in a child's `stdio` from number `first` on, so that it gets /dev/null for every descriptor which
 * whoever started this process has left open for all children. Node closes its own, but not those.
 */
export function coverDescriptors<T>(first: number, start: (stdio: readonly (number | 'ignore')[]) => T): T {
  const inherited = new Set(readdirSync('/proc/self/fd').map(Number).filter(isInherited))
  const nothing = openSync('/dev/null', 'r')
  try {
    const length = Math.max(first, ...[...inherited].map((descriptor) => descriptor + 1)) - first
    return start(Array.from({ length }, (_, index) => (inherited.has(first + index) ? nothing : 'ignore')))
  } finally {
    closeSync(nothing)
  }
}

function isInherited(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')
    return (Number.parseInt(/^flags:\s*(\d+)$/m.exec(info)?.[1] ?? '', 8) & CLOSE_ON_EXEC) === 0
  } catch {
    // The one that was open while we listed them.
    return false
  }
}

/** O_CLOEXEC of x86 and ARM (proc_pid_fdinfo(5)). */
const CLOSE_ON_EXEC = 0o2000000
