import { type Attempt, chargeAtEnd, chargeOf, usedAmounts } from '../../../src/domain/candidate/attempt.ts'
import { addAmounts, fits, utcDay } from '../../../src/domain/run/budget.ts'
import { issueOfSpeculation } from '../../../src/domain/run/speculation.ts'
import type { AttemptKey, Store } from '../../../src/ports/store.ts'
import { append, insertOnce, keyOf, type MemoryRows } from './memory-rows.ts'
import { spentOn } from './memory-spending.ts'

type MemoryAttempts = Pick<
  Store,
  'attempts' | 'insertAttempt' | 'recordUsage' | 'beginAttempt' | 'heartbeat' | 'endAttempt' | 'bundle'
>

/** Attempts, and how each ends. */
export function memoryAttempts(rows: MemoryRows): MemoryAttempts {
  const { speculations, attempts, measured, bundles } = rows
  return {
    attempts: async (speculation) =>
      structuredClone([...attempts.values()].filter((attempt) => attempt.speculation === speculation)),
    insertAttempt: async (attempt, limits) => {
      const { speculation, grant, queuedAt } = attempt
      if (!speculations.has(speculation)) throw new Error(`no speculation ${speculation}`)
      if (attempts.has(keyOf(attempt))) return true
      const ofRun = [...attempts.values()].filter((one) => one.speculation === speculation)
      const { spent, reserved } = spentOn(rows, issueOfSpeculation(speculation), utcDay(queuedAt))
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
      append(rows, speculation, { at, kind: 'attempt-usage', payload: { candidate, number, usage } })
    },
    beginAttempt: async (key, at) =>
      changeUnended(rows, key, { status: 'running', startedAt: at, heartbeatAt: at }),
    heartbeat: async (key, at, progress) =>
      changeUnended(rows, key, {
        heartbeatAt: at,
        ...(progress === undefined ? {} : { progress: progress.slice(0, 300) }),
      }),
    endAttempt: async (key, at, outcome, bundle) => {
      const charged = chargeAtEnd(attempts.get(keyOf(key)) ?? {}, at, outcome)
      const ended = changeUnended(rows, key, { status: 'ended', endedAt: at, outcome, charged })
      const toolchain = attempts.get(keyOf(key))?.toolchain
      const { speculation, candidate, number } = key
      const payload = { candidate, number, toolchain, outcome }
      if (ended) append(rows, speculation, { at, kind: 'attempt-ended', payload })
      if (ended && bundle) bundles.set(keyOf(key), new Uint8Array(bundle))
    },
    bundle: async (key) => structuredClone(bundles.get(keyOf(key))),
  }
}

function changeUnended({ attempts }: MemoryRows, key: AttemptKey, update: Partial<Attempt>): boolean {
  const attempt = attempts.get(keyOf(key))
  if (!attempt || attempt.status === 'ended') return false
  attempts.set(keyOf(key), { ...attempt, ...structuredClone(update) })
  return true
}
