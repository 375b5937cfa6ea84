import { issueKey } from '../../../src/domain/issue/issue.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import type { Store } from '../../../src/ports/store.ts'
import { append, change, insertOnce, latest, type MemoryRows, openAgain } from './memory-rows.ts'

type MemorySpeculations = Pick<
  Store,
  | 'latestSpeculation'
  | 'earlierSpeculations'
  | 'speculationAt'
  | 'freeRun'
  | 'insertSpeculation'
  | 'recordPlan'
  | 'recordVerdict'
  | 'recordGrafts'
  | 'revoke'
  | 'settle'
  | 'archive'
>

/** Runs from their beginning to their archive, and which of them are looked at. */
export function memorySpeculations(rows: MemoryRows): MemorySpeculations {
  const { speculations } = rows
  return {
    latestSpeculation: async (issue) => structuredClone(latest(rows).get(issueKey(issue))),
    earlierSpeculations: async (issue) =>
      structuredClone(
        [...speculations.values()]
          .filter((one) => issueKey(one.issue) === issueKey(issue))
          .sort((a, b) => a.run - b.run)
          .slice(0, -1),
      ),
    speculationAt: async (issue, run) =>
      structuredClone(
        [...speculations.values()].find((one) => issueKey(one.issue) === issueKey(issue) && one.run === run),
      ),
    freeRun: async (issue, next) => {
      let run = next
      while (speculations.has(speculationId(issue, run))) run += 1
      return run
    },
    insertSpeculation: async (speculation) => {
      if (speculations.has(speculation.id)) return
      insertOnce(speculations, speculation.id, speculation)
      append(rows, speculation.id, { at: speculation.startedAt, kind: 'started', payload: speculation })
    },
    recordPlan: async (id, plan, at) => {
      const standing = speculations.get(id)?.plan
      if (!standing?.classifying && (plan.proposing || !standing?.proposing)) return
      change(rows, id, () => ({ plan }))
      append(rows, id, { at, kind: 'planned', payload: plan })
    },
    recordVerdict: async (id, verdict) => {
      const before = change(rows, id, (speculation) => ({ verdict: speculation.verdict ?? verdict }))
      if (before && !before.verdict)
        append(rows, id, { at: verdict.decidedAt, kind: 'verdict', payload: verdict })
    },
    recordGrafts: async (id, grafts) => {
      const before = change(rows, id, (speculation) => ({ grafts: speculation.grafts ?? grafts }))
      if (before && !before.grafts) append(rows, id, { at: grafts.at, kind: 'grafts', payload: grafts })
    },
    revoke: async (id, revocation) => {
      if (speculations.get(id)?.revoked) return
      openAgain(rows, id, { revoked: revocation })
      append(rows, id, { at: revocation.at, kind: 'revoked', payload: revocation })
    },
    settle: async (id, at, seen) => {
      const before = change(rows, id, ({ settledAt, labelSeen = seen }) => ({
        settledAt: settledAt ?? at,
        ...(labelSeen !== undefined && { labelSeen }),
      }))
      if (before && !before.settledAt) append(rows, id, { at, kind: 'settled', payload: { settledAt: at } })
    },
    archive: async (id, at) => {
      const before = change(rows, id, ({ archivedAt }) => ({ archivedAt: archivedAt ?? at }))
      if (before && !before.archivedAt)
        append(rows, id, { at, kind: 'archived', payload: { archivedAt: at } })
      for (const [key, { speculation }] of rows.attempts) if (speculation === id) rows.bundles.delete(key)
    },
  }
}
