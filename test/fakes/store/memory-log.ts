import type { Store } from '../../../src/ports/store.ts'
import { append, insertOnce, type MemoryRows } from './memory-rows.ts'

type MemoryLog = Pick<
  Store,
  | 'appendTraces'
  | 'traces'
  | 'journal'
  | 'journalOf'
  | 'isUncertain'
  | 'appendAudit'
  | 'auditLog'
  | 'auditedSpeculations'
>

/** Traces, journal and the chained log: only ever added to. */
export function memoryLog(rows: MemoryRows): MemoryLog {
  const { traces, journal, chains } = rows
  return {
    appendTraces: async (speculation, added) => {
      for (const trace of added) {
        insertOnce(traces, `${speculation} ${trace.candidate_id} ${trace.result}`, { speculation, trace })
      }
    },
    traces: async (speculation) =>
      [...traces.values()]
        .filter((each) => each.speculation === speculation)
        .map(({ trace }) => structuredClone(trace)),
    journal: async (entry) => insertOnce(journal, JSON.stringify(Object.entries(entry).sort()), entry),
    journalOf: async (speculation) =>
      structuredClone([...journal.values()].filter((entry) => entry.speculation === speculation)),
    isUncertain: async (speculation, { step, detail }) => {
      const tries = [...journal.values()].filter(
        (one) => one.speculation === speculation && one.step === step && one.detail === detail,
      )
      return (
        tries.filter(({ phase }) => phase === 'intent').length >
        tries.filter(({ phase }) => phase === 'done').length
      )
    },
    appendAudit: async (speculation, event) => append(rows, speculation, event),
    auditLog: async (speculation) => {
      const entries = structuredClone(chains.get(speculation) ?? [])
      const last = entries.at(-1)
      return { entries, head: last && { seq: last.seq, hash: last.hash } }
    },
    auditedSpeculations: async () => [...chains.keys()].sort(),
  }
}
