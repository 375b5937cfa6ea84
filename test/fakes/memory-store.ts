import { eventDigest, nextEntry } from '../../src/adapters/audit/hash-chain.ts'
import type { Attempt } from '../../src/domain/attempt.ts'
import type { AuditEntry, AuditEvent } from '../../src/domain/audit.ts'
import { issueKey } from '../../src/domain/issue.ts'
import type { Speculation } from '../../src/domain/speculation.ts'
import type { Trace } from '../../src/domain/trace.ts'
import type { AttemptKey, JournalEntry, Store } from '../../src/ports/store.ts'

/** A store in memory with the promises of the port; values are copied in and out. */
export function createMemoryStore(): Store {
  const speculations = new Map<string, Speculation>()
  const attempts = new Map<string, Attempt>()
  const bundles = new Map<string, Uint8Array>()
  const traces = new Map<string, { readonly speculation: string; readonly trace: Trace }>()
  const journal = new Map<string, JournalEntry>()
  const chains = new Map<string, AuditEntry[]>()

  const append = (id: string, event: AuditEvent) => {
    const chain = chains.get(id) ?? []
    chains.set(id, chain)
    if (chain.some((entry) => eventDigest(entry) === eventDigest(event))) return
    chain.push(structuredClone(nextEntry(id, event, chain.at(-1))))
  }

  const latest = () => {
    const byIssue = new Map<string, Speculation>()
    for (const each of speculations.values()) {
      const known = byIssue.get(issueKey(each.issue))
      if (!known || known.run < each.run) byIssue.set(issueKey(each.issue), each)
    }
    return byIssue
  }
  const change = (id: string, update: (speculation: Speculation) => Partial<Speculation>) => {
    const speculation = speculations.get(id)
    if (speculation) speculations.set(id, { ...speculation, ...structuredClone(update(speculation)) })
    return speculation
  }
  const openAgain = (id: string, news: Partial<Speculation>) => {
    const speculation = speculations.get(id)
    if (!speculation) return
    const { settledAt: _settled, archivedAt: _archived, ...rest } = speculation
    speculations.set(id, { ...rest, ...structuredClone(news) })
  }
  const changeUnended = (key: AttemptKey, update: Partial<Attempt>): boolean => {
    const attempt = attempts.get(keyOf(key))
    if (!attempt || attempt.status === 'ended') return false
    attempts.set(keyOf(key), { ...attempt, ...structuredClone(update) })
    return true
  }

  return {
    latestSpeculation: async (issue) => structuredClone(latest().get(issueKey(issue))),
    insertSpeculation: async (speculation) => {
      if (speculations.has(speculation.id)) return
      insertOnce(speculations, speculation.id, speculation)
      append(speculation.id, { at: speculation.startedAt, kind: 'started', payload: speculation })
    },
    recordVerdict: async (id, verdict) => {
      const before = change(id, (speculation) => ({ verdict: speculation.verdict ?? verdict }))
      if (before && !before.verdict) append(id, { at: verdict.decidedAt, kind: 'verdict', payload: verdict })
    },
    revoke: async (id, revocation) => {
      if (speculations.get(id)?.revoked) return
      openAgain(id, { revoked: revocation })
      append(id, { at: revocation.at, kind: 'revoked', payload: revocation })
    },
    recordChoice: async (id, choice) => {
      const choices = speculations.get(id)?.choices ?? []
      if (choices.some((one) => one.candidate === choice.candidate && one.kind === choice.kind)) return
      openAgain(id, { choices: [...choices, choice] })
      append(id, { at: choice.at, kind: 'human-choice', payload: choice })
    },
    settle: async (id, at) => {
      const before = change(id, ({ settledAt }) => ({ settledAt: settledAt ?? at }))
      if (before && !before.settledAt) append(id, { at, kind: 'settled', payload: { settledAt: at } })
    },
    archive: async (id, at) => {
      const before = change(id, ({ archivedAt }) => ({ archivedAt: archivedAt ?? at }))
      if (before && !before.archivedAt) append(id, { at, kind: 'archived', payload: { archivedAt: at } })
    },
    openIssues: async (now) =>
      [...latest().values()]
        .filter((speculation) => isOpen(speculation, now))
        .map(({ issue }) => structuredClone(issue)),

    attempts: async (speculation) =>
      structuredClone([...attempts.values()].filter((attempt) => attempt.speculation === speculation)),
    insertAttempt: async (attempt) => {
      if (!speculations.has(attempt.speculation)) throw new Error(`no speculation ${attempt.speculation}`)
      insertOnce(attempts, keyOf(attempt), attempt)
    },
    beginAttempt: async (key, at) =>
      changeUnended(key, { status: 'running', startedAt: at, heartbeatAt: at }),
    heartbeat: async (key, at, progress) =>
      changeUnended(key, {
        heartbeatAt: at,
        ...(progress === undefined ? {} : { progress: progress.slice(0, 300) }),
      }),
    endAttempt: async (key, at, outcome, bundle) => {
      const ended = changeUnended(key, { status: 'ended', endedAt: at, outcome })
      const toolchain = attempts.get(keyOf(key))?.toolchain
      const { speculation, candidate, number } = key
      const payload = { candidate, number, toolchain, outcome }
      if (ended) append(speculation, { at, kind: 'attempt-ended', payload })
      if (ended && bundle) bundles.set(keyOf(key), new Uint8Array(bundle))
    },
    bundle: async (key) => structuredClone(bundles.get(keyOf(key))),

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

    appendAudit: async (speculation, event) => append(speculation, event),
    auditLog: async (speculation) => {
      const entries = structuredClone(chains.get(speculation) ?? [])
      const last = entries.at(-1)
      return { entries, head: last && { seq: last.seq, hash: last.hash } }
    },
    auditedSpeculations: async () => [...chains.keys()].sort(),
    prunable: async () => [],
    prune: () => Promise.reject(new Error('the memory store keeps everything')),
    close: async () => {},
  }
}

function keyOf({ speculation, candidate, number }: AttemptKey): string {
  return `${speculation} ${candidate} ${number}`
}

function insertOnce<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, structuredClone(value))
}

function isOpen({ settledAt, archivedAt, settings, ...rest }: Speculation, now: string): boolean {
  if (archivedAt !== undefined) return false
  if (settledAt === undefined || isPromotionOpen(rest)) return true
  return Date.parse(settledAt) + settings.archive_after_days * 86_400_000 <= Date.parse(now)
}

function isPromotionOpen({
  verdict,
  revoked,
  choices = [],
}: Pick<Speculation, 'verdict' | 'revoked' | 'choices'>) {
  if (verdict?.decision.kind !== 'promote' || revoked) return false
  return !choices.some(({ kind }) => kind === 'merged' || kind === 'closed')
}
