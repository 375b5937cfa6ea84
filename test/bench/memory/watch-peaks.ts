import { readdirSync, readFileSync } from 'node:fs'

/** What stands in the command line of each kind of process, and what it is called; the first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/database-process/, 'the process of the database'],
  [/git-starter-process/, 'the process that starts git'],
  [/(?:measuring|reading)-process/, 'one process that reads patches'],
  [/scripted-agent/, 'one agent'],
]
const EVERY_MS = 50

/**
 * The most memory that a process, called `name`, and all below it have had so far, by kind, in MB: of each kind the largest one. Nothing
 * where there is no `/proc`.
 */
export function watchPeaks(root: number, name: string) {
  const peaks = new Map<string, number>()
  const look = () => {
    for (const id of treeOf(root)) {
      const kind = id === root ? name : KINDS.find(([words]) => words.test(read(id, 'cmdline')))?.[1]
      const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(read(id, 'status'))?.[1] ?? 0)
      if (kind !== undefined) peaks.set(kind, Math.max(peaks.get(kind) ?? 0, Math.round(kilobytes / 1_024)))
    }
  }
  const timer = setInterval(look, EVERY_MS)
  return { peaks, stop: () => clearInterval(timer) }
}

function treeOf(root: number): readonly number[] {
  const parents = processes().map((id) => [id, parentOf(id)] as const)
  const tree = [root]
  for (const id of tree) for (const [child, parent] of parents) if (parent === id) tree.push(child)
  return tree
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** The second word behind the name, which stands in brackets and may hold any character. */
function parentOf(id: number): number {
  const stat = read(id, 'stat')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

/** Empty where the process has ended meanwhile. */
function read(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
