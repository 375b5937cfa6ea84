import { advance } from '../../../src/advance.ts'
import { canonicalJson } from '../../../src/domain/canonical-json.ts'
import type { AuditEntry, AuditEvent } from '../../../src/domain/run/audit.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Step, Verdict } from '../../../src/domain/run/step.ts'
import type { Trace } from '../../../src/domain/run/trace.ts'
import type { Store } from '../../../src/ports/store.ts'
import { anAttempt } from '../candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../checks/check-run.ts'
import { IDS, NOW } from '../story.ts'
import { aSnapshot } from './snapshot.ts'
import { aSpeculation } from './speculation.ts'

/** Three candidates that everybody has been heard on; the second one fails its test. */
export function aJudgedSnapshot(): Snapshot {
  const red = [...greenChecks('two'), aCheckRun('two', 'test', { id: 900, conclusion: 'failure' })]
  return aSnapshot({
    speculation: aSpeculation(),
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id, index) =>
      candidateFacts(id, aPullRequest(id, 21 + index, id === 'two' ? { observations: red } : {})),
    ),
  })
}

interface Concluded {
  readonly speculation: Speculation
  readonly events: readonly AuditEvent[]
  readonly traces: readonly Trace[]
  readonly verdict: Verdict
}

/** What `advance` says at the end of a competition; undefined while it waits. */
export function conclusionOf(snapshot: Snapshot): Concluded | undefined {
  const steps: readonly Step[] = advance(snapshot).steps
  const verdict = steps.find((step) => step.do === 'record-verdict')?.verdict
  if (!snapshot.speculation || !verdict) return undefined
  return {
    speculation: snapshot.speculation,
    events: steps.flatMap((step) => (step.do === 'append-audit' ? step.events : [])),
    traces: steps.flatMap((step) => (step.do === 'append-traces' ? step.traces : [])),
    verdict,
  }
}

/** The part of a log that a replay needs, as it is read back from a database or a file; without its hashes, which replay leaves alone. */
export function logOf({ speculation, events, verdict }: Concluded): readonly AuditEntry[] {
  const all = [...events, { at: verdict.decidedAt, kind: 'verdict', payload: verdict }]
  return all.map(({ at, kind, payload }, index) => ({
    speculation: speculation.id,
    seq: index + 1,
    at,
    kind,
    payload: JSON.parse(canonicalJson(payload)),
    prev: '',
    hash: '',
  }))
}

/** Stores a whole run, from its beginning to its settlement. */
export async function storeJudgedRun(store: Store, run = 1): Promise<Speculation> {
  const speculation = { ...aSpeculation(), id: `acme/payments#12.${run}`, run }
  await store.insertSpeculation(speculation)
  const attempts = IDS.map((id) => anAttempt(id, { speculation: speculation.id }))
  for (const { outcome, ...attempt } of attempts) {
    const { speculation, candidate, number, toolchain, task, queuedAt } = attempt
    await store.insertAttempt({ speculation, candidate, number, toolchain, task, status: 'queued', queuedAt })
    if (outcome) await store.endAttempt({ speculation, candidate, number }, NOW, outcome, undefined)
  }
  const concluded = conclusionOf({ ...aJudgedSnapshot(), speculation, attempts })
  if (!concluded) throw new Error('no verdict')
  for (const event of concluded.events) await store.appendAudit(speculation.id, event)
  await store.appendTraces(speculation.id, concluded.traces)
  await store.recordVerdict(speculation.id, concluded.verdict)
  await store.settle(speculation.id, NOW)
  return speculation
}
