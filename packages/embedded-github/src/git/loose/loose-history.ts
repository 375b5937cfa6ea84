import type { GitCommit } from '../bare-repository.ts'

/** Undefined for what is not a commit, or cannot be read in that way. */
export type ReadCommit = (oid: string) => Promise<GitCommit | undefined>

/** A longer history is git's: it reads packs and commit graphs. */
const MOST_COMMITS = 200

/**
 * What follows from a history that is short, lies loose and leaves only one answer. Undefined leaves the question to git. `commit` reads
 * without a process.
 */
export function createLooseHistory(commit: ReadCommit) {
  return {
    async isAncestor(ancestor: string, descendant: string): Promise<boolean | undefined> {
      const history = await historyOf(commit, descendant, ancestor)
      return history?.has(ancestor)
    },
    async mergeBase(base: string, head: string): Promise<string | undefined> {
      const histories = await Promise.all([historyOf(commit, base), historyOf(commit, head)])
      const [ofBase, ofHead] = histories
      if (ofBase === undefined || ofHead === undefined) return undefined
      const common = new Map([...ofBase].filter(([oid]) => ofHead.has(oid)))
      const older = new Set([...common.values()].flatMap(({ parents }) => parents))
      const best = [...common.keys()].filter((oid) => !older.has(oid))
      return best.length === 1 ? best[0] : undefined
    },
    /** Oldest first. */
    async between(base: string, head: string): Promise<readonly GitCommit[] | undefined> {
      const [ofBase, ofHead] = await Promise.all([historyOf(commit, base), historyOf(commit, head)])
      if (ofBase === undefined || ofHead === undefined) return undefined
      const lacking = new Map([...ofHead].filter(([oid]) => !ofBase.has(oid)))
      const line: GitCommit[] = []
      for (let next = lacking.get(head); next !== undefined; next = lacking.get(next.parents[0] ?? '')) {
        line.unshift(next)
      }
      return line.length === lacking.size ? line : undefined
    },
    /** Newest first. */
    async line(head: string, limit: number): Promise<readonly GitCommit[] | undefined> {
      const line: GitCommit[] = []
      for (let oid: string | undefined = head; oid !== undefined && line.length < limit; ) {
        const next: GitCommit | undefined = await commit(oid)
        if (next === undefined || next.parents.length > 1 || line.length > MOST_COMMITS) return undefined
        line.push(next)
        oid = next.parents[0]
      }
      return line
    },
  }
}

/** Every commit that one reaches, itself included; up to `until`, where that is given. */
async function historyOf(
  commit: ReadCommit,
  oid: string,
  until?: string,
): Promise<ReadonlyMap<string, GitCommit> | undefined> {
  const found = new Map<string, GitCommit>()
  const open = [oid]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (found.has(next)) continue
    const one = await commit(next)
    if (one === undefined || found.size >= MOST_COMMITS) return undefined
    found.set(next, one)
    if (next === until) return found
    open.push(...one.parents)
  }
  return found
}
