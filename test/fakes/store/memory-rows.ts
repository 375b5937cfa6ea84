import { eventDigest, nextEntry } from '../../../src/adapters/audit/hash-chain.ts'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import type { Answer } from '../../../src/domain/judgement/calibration.ts'
import type { AuditEntry, AuditEvent } from '../../../src/domain/run/audit.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Trace } from '../../../src/domain/run/trace.ts'
import type { AttemptKey, JournalEntry, WrittenComment } from '../../../src/ports/store.ts'

/** Everything such a store holds; plain data, so that a copy of it is a store at that moment. */
export function createMemoryRows() {
  return {
    speculations: new Map<string, Speculation>(),
    attempts: new Map<string, Attempt>(),
    measured: new Set<string>(),
    bundles: new Map<string, Uint8Array>(),
    traces: new Map<string, { readonly speculation: string; readonly trace: Trace }>(),
    journal: new Map<string, JournalEntry>(),
    chains: new Map<string, AuditEntry[]>(),
    comments: new Map<string, WrittenComment & { readonly repository: string }>(),
    notes: new Map<string, string>(),
    looks: new Map<string, string>(),
    answers: new Map<string, { readonly repository: string; readonly answer: Answer }>(),
  }
}

export type MemoryRows = ReturnType<typeof createMemoryRows>

export function keyOf({ speculation, candidate, number }: AttemptKey): string {
  return `${speculation} ${candidate} ${number}`
}

export function insertOnce<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, structuredClone(value))
}

/** Adds to the log of a run what is not in it yet. */
export function append({ chains }: MemoryRows, id: string, event: AuditEvent): void {
  const chain = chains.get(id) ?? []
  chains.set(id, chain)
  if (chain.some((entry) => eventDigest(entry) === eventDigest(event))) return
  chain.push(structuredClone(nextEntry(id, event, chain.at(-1))))
}

/** The last run of every issue. */
export function latest({ speculations }: MemoryRows): ReadonlyMap<string, Speculation> {
  const byIssue = new Map<string, Speculation>()
  for (const each of speculations.values()) {
    const known = byIssue.get(issueKey(each.issue))
    if (!known || known.run < each.run) byIssue.set(issueKey(each.issue), each)
  }
  return byIssue
}

/** Answers the run as it was before. */
export function change(
  { speculations }: MemoryRows,
  id: string,
  update: (speculation: Speculation) => Partial<Speculation>,
): Speculation | undefined {
  const speculation = speculations.get(id)
  if (speculation) speculations.set(id, { ...speculation, ...structuredClone(update(speculation)) })
  return speculation
}

/** It is neither settled nor archived any more. */
export function openAgain({ speculations, looks }: MemoryRows, id: string, news: Partial<Speculation>): void {
  const speculation = speculations.get(id)
  if (!speculation) return
  looks.delete(id)
  const { settledAt: _settled, archivedAt: _archived, ...rest } = speculation
  speculations.set(id, { ...rest, ...structuredClone(news) })
}
