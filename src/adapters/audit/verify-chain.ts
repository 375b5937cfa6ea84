import { type AuditEntry, type ChainHead, PruneEvent } from '../../domain/run/audit.ts'
import { GENESIS, hashOf } from './hash-chain.ts'

export interface ChainFault {
  /** Counts from 1 in what was given; one more than there are when something is missing at the end. */
  readonly position: number
  /** Its number in the chain, when that is known. */
  readonly entry: number | undefined
  /** What is wrong with it: a phrase that follows its name. */
  readonly what: string
}

export interface ChainReport {
  readonly entries: number
  readonly faults: readonly ChainFault[]
  /** Of the last entry that could be read. */
  readonly lastHash: string | undefined
}

/**
 * Walks a chain from its beginning, or from the entry `pruned` that took its place, and names every entry where it does not hold.
 * `undefined` stands for an entry that could not be read. `head` is where the chain ended when it was written; without it nobody
 * can show whether entries are missing at the end.
 */
export function verifyChain(
  entries: readonly (AuditEntry | undefined)[],
  head: ChainHead | undefined,
): ChainReport {
  const faults = entries.flatMap((entry, index) => {
    const what = entry ? faultOf(entry, entries, index) : 'cannot be read as an entry: its text was changed'
    return what === undefined ? [] : [{ position: index + 1, entry: entry?.seq, what }]
  })
  const last = entries.at(-1)
  const end = faultAtEnd(last ?? undefined, entries.length, head)
  return {
    entries: entries.length,
    faults: end ? [...faults, end] : faults,
    lastHash: entries.findLast((entry) => entry !== undefined)?.hash,
  }
}

/** The content is checked first, because a changed entry says nothing reliable about its neighbours. */
function faultOf(
  entry: AuditEntry,
  entries: readonly (AuditEntry | undefined)[],
  index: number,
): string | undefined {
  if (hashOf(entry) !== entry.hash) return 'was changed: its content does not have its hash'
  if (index === 0) return faultAtStart(entry)
  const before = entries[index - 1]
  if (!before || hashOf(before) !== before.hash) return undefined
  if (before.speculation !== entry.speculation) return `belongs to another run, ${entry.speculation}`
  if (entry.seq === before.seq + 1)
    return entry.prev === before.hash ? undefined : 'does not follow the entry before it, which was replaced'
  if (entry.seq <= before.seq) return `stands in the wrong place: entry ${entry.seq} after ${before.seq}`
  const skipped = entries.slice(index + 1).some((later) => later?.seq === before.seq + 1)
  return skipped
    ? `stands in the wrong place: entry ${entry.seq} after ${before.seq}`
    : `follows a gap: ${numbers(before.seq + 1, entry.seq - 1)} missing before it`
}

function faultAtStart(entry: AuditEntry): string | undefined {
  if (entry.seq === 1) return entry.prev === GENESIS ? undefined : 'does not begin a chain'
  const pruned = entry.kind === 'pruned' ? PruneEvent.safeParse(entry.payload).data : undefined
  if (pruned && pruned.lastSeq === entry.seq - 1 && pruned.lastHash === entry.prev) return undefined
  return `follows a gap: ${numbers(1, entry.seq - 1)} missing before it`
}

function faultAtEnd(
  last: AuditEntry | undefined,
  length: number,
  head: ChainHead | undefined,
): ChainFault | undefined {
  const end = last?.seq ?? 0
  if (!head || (length > 0 && !last)) return undefined
  if (end < head.seq) {
    const what =
      end + 1 === head.seq
        ? 'is missing at the end'
        : `and all up to entry ${head.seq} are missing at the end`
    return { position: length + 1, entry: end + 1, what }
  }
  const at = { position: length, entry: end }
  if (end > head.seq) return { ...at, what: `was added behind entry ${head.seq}, the recorded end` }
  return last?.hash === head.hash
    ? undefined
    : { ...at, what: 'is not the entry that was recorded as the end' }
}

function numbers(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`
}
