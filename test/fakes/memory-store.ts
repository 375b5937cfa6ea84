import { eventDigest, nextEntry } from '../../src/adapters/audit/hash-chain.ts'
import { type Attempt, chargeAtEnd, chargeOf, usedAmounts } from '../../src/domain/candidate/attempt.ts'
import { isSameRerun, withRerun } from '../../src/domain/checks/rerun.ts'
import { issueKey, type RepositoryRef } from '../../src/domain/issue/issue.ts'
import { type Answer, answerOf, countAnswers } from '../../src/domain/judgement/calibration.ts'
import type { AuditEntry, AuditEvent } from '../../src/domain/run/audit.ts'
import { addAmounts, type DaySpending, fits, utcDay } from '../../src/domain/run/budget.ts'
import { issueOfSpeculation, type Speculation } from '../../src/domain/run/speculation.ts'
import type { Trace } from '../../src/domain/run/trace.ts'
import type { AttemptKey, JournalEntry, Store, WrittenComment } from '../../src/ports/store.ts'

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
    answers: new Map<string, { readonly repository: string; readonly answer: Answer }>(),
  }
}

/** A store in memory with the promises of the port; values are copied in and out. */
export function createMemoryStore(rows = createMemoryRows()): Store {
  const { speculations, attempts, measured, bundles, traces, journal, chains, comments, notes, answers } =
    rows

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

  const spentOn = ({ owner, repo }: RepositoryRef, day: string, except?: string): DaySpending => {
    const runs = [...speculations.values()].filter(
      ({ id, issue }) => id !== except && issue.owner === owner && issue.repo === repo,
    )
    const ofDay = [...attempts.values()].filter(
      ({ speculation, queuedAt }) => utcDay(queuedAt) === day && runs.some(({ id }) => id === speculation),
    )
    const charges = (ended: boolean) =>
      ofDay.filter(({ status }) => (status === 'ended') === ended).map((one) => one.charged ?? {})
    const jobs = runs.flatMap(({ ci }) => (ci?.[day] === undefined ? [] : [{ ciSeconds: ci[day] }]))
    return { spent: addAmounts([...charges(true), ...jobs]), reserved: addAmounts(charges(false)) }
  }

  return {
    latestSpeculation: async (issue) => structuredClone(latest().get(issueKey(issue))),
    insertSpeculation: async (speculation) => {
      if (speculations.has(speculation.id)) return
      insertOnce(speculations, speculation.id, speculation)
      append(speculation.id, { at: speculation.startedAt, kind: 'started', payload: speculation })
    },
    recordPlan: async (id, plan, at) => {
      if (!speculations.get(id)?.plan.proposing) return
      change(id, () => ({ plan }))
      append(id, { at, kind: 'planned', payload: plan })
    },
    recordVerdict: async (id, verdict) => {
      const before = change(id, (speculation) => ({ verdict: speculation.verdict ?? verdict }))
      if (before && !before.verdict) append(id, { at: verdict.decidedAt, kind: 'verdict', payload: verdict })
    },
    recordGrafts: async (id, grafts) => {
      const before = change(id, (speculation) => ({ grafts: speculation.grafts ?? grafts }))
      if (before && !before.grafts) append(id, { at: grafts.at, kind: 'grafts', payload: grafts })
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
      const { verdict, issue } = speculations.get(id) ?? {}
      const answer = verdict && answerOf(verdict, [...choices, choice])
      if (answer && issue) answers.set(id, { repository: `${issue.owner}/${issue.repo}`, answer })
      append(id, { at: choice.at, kind: 'human-choice', payload: choice })
    },
    recordAnswer: async (id, { owner, repo }, answer) =>
      void answers.set(id, { repository: `${owner}/${repo}`, answer }),
    calibration: async ({ owner, repo }) => {
      const own = [...answers.values()].filter(({ repository }) => repository === `${owner}/${repo}`)
      return own.length === 0 ? undefined : countAnswers(own.map(({ answer }) => answer))
    },
    recordRerun: async (id, rerun) => {
      const before = speculations.get(id)?.reruns ?? []
      const after = withRerun(before, rerun)
      if (after === before) return
      change(id, () => ({ reruns: [...after] }))
      const payload = after.find((one) => isSameRerun(one, rerun))
      append(id, { at: rerun.askedAt, kind: 'rerun', payload })
    },
    recordCommand: async (id, command) => {
      const before = speculations.get(id)?.commands ?? []
      if (before.some(({ comment }) => comment === command.comment)) return
      change(id, () => ({ commands: [...before, command] }))
      append(id, { at: command.answeredAt, kind: 'command', payload: command })
    },
    enteredFor: async ({ owner, repo }, pullRequests) =>
      [...speculations.values()]
        .filter(({ issue, archivedAt }) => issue.owner === owner && issue.repo === repo && !archivedAt)
        .filter(({ commands = [] }) =>
          commands.some(
            ({ answer }) => answer.kind === 'entered' && pullRequests.includes(answer.pullRequest),
          ),
        )
        .map(({ issue }) => structuredClone(issue)),
    promotedOn: async ({ owner, repo }, branch) =>
      [...speculations.values()]
        .filter(({ issue, base }) => issue.owner === owner && issue.repo === repo && base.branch === branch)
        .filter(isPromotionOpen)
        .map(({ issue }) => structuredClone(issue)),
    settle: async (id, at, seen) => {
      const before = change(id, ({ settledAt, labelSeen = seen }) => ({
        settledAt: settledAt ?? at,
        ...(labelSeen !== undefined && { labelSeen }),
      }))
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
    insertAttempt: async (attempt, limits) => {
      const { speculation, grant, queuedAt } = attempt
      if (!speculations.has(speculation)) throw new Error(`no speculation ${speculation}`)
      if (attempts.has(keyOf(attempt))) return true
      const ofRun = [...attempts.values()].filter((one) => one.speculation === speculation)
      const { spent, reserved } = spentOn(issueOfSpeculation(speculation), utcDay(queuedAt))
      const fitting =
        fits(limits?.speculation ?? {}, addAmounts(ofRun.map(chargeOf)), grant ?? {}) &&
        fits(limits?.repositoryDay ?? {}, addAmounts([spent, reserved]), grant ?? {})
      if (fitting) insertOnce(attempts, keyOf(attempt), { ...attempt, ...(grant && { charged: grant }) })
      return fitting
    },
    recordUsage: async (key, at, usage) => {
      const attempt = attempts.get(keyOf(key))
      if (attempt?.outcome?.usage.unknown !== true || measured.has(keyOf(key))) return
      measured.add(keyOf(key))
      attempts.set(keyOf(key), { ...attempt, charged: usedAmounts(usage) })
      const { speculation, candidate, number } = key
      append(speculation, { at, kind: 'attempt-usage', payload: { candidate, number, usage } })
    },
    spentOn: async (repository, day, except) => spentOn(repository, day, except),
    recordCi: async (id, day, seconds) =>
      void change(id, ({ ci = {} }) => {
        const others = Object.entries(ci).filter(([each]) => each !== day)
        const rest = seconds - others.reduce((sum, [, each]) => sum + each, 0)
        return { ci: { ...ci, [day]: Math.max(ci[day] ?? 0, rest) } }
      }),
    beginAttempt: async (key, at) =>
      changeUnended(key, { status: 'running', startedAt: at, heartbeatAt: at }),
    heartbeat: async (key, at, progress) =>
      changeUnended(key, {
        heartbeatAt: at,
        ...(progress === undefined ? {} : { progress: progress.slice(0, 300) }),
      }),
    endAttempt: async (key, at, outcome, bundle) => {
      const charged = chargeAtEnd(attempts.get(keyOf(key)) ?? {}, at, outcome)
      const ended = changeUnended(key, { status: 'ended', endedAt: at, outcome, charged })
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

    writtenComments: async ({ owner, repo }, on) =>
      [...comments.values()]
        .filter((one) => one.repository === `${owner}/${repo}` && on.includes(one.on))
        .sort((a, b) => a.on - b.on || (a.marker < b.marker ? -1 : 1))
        .map(({ repository: _, ...comment }) => structuredClone(comment)),
    recordComment: async ({ owner, repo }, comment) => {
      const repository = `${owner}/${repo}`
      comments.set(`${repository}#${comment.on} ${comment.marker}`, {
        ...structuredClone(comment),
        repository,
      })
    },
    note: async (name) => notes.get(name),
    setNote: async (name, value) => void notes.set(name, value),
    earlierSpeculations: async (issue) =>
      structuredClone(
        [...speculations.values()]
          .filter((one) => issueKey(one.issue) === issueKey(issue))
          .sort((a, b) => a.run - b.run)
          .slice(0, -1),
      ),

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
  if (isPromotionOpen(rest)) return true
  if (archivedAt !== undefined) return false
  if (settledAt === undefined) return true
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
