import type { Attempt, AttemptOutcome } from '../domain/attempt.ts'
import type { CandidateId } from '../domain/candidate.ts'
import type { IssueRef } from '../domain/issue.ts'
import type { Speculation } from '../domain/speculation.ts'
import type { Verdict } from '../domain/step.ts'
import type { Trace } from '../domain/trace.ts'

export interface AttemptKey {
  readonly speculation: string
  readonly candidate: CandidateId
  readonly number: number
}

/** One line of the journal: a step was about to happen, and how it ended. Append-only. */
export interface JournalEntry {
  readonly speculation: string
  readonly at: string
  readonly step: string
  readonly phase: 'intent' | 'done' | 'failed'
  readonly detail: string
}

/** What GitHub cannot hold. Every write is idempotent: the same call twice leaves one row. */
export interface Store {
  /** The latest run on the issue. */
  latestSpeculation(issue: IssueRef): Promise<Speculation | undefined>
  insertSpeculation(speculation: Speculation): Promise<void>
  /** The first verdict stands; a second one is ignored. */
  recordVerdict(speculation: string, verdict: Verdict): Promise<void>
  settle(speculation: string, at: string): Promise<void>
  archive(speculation: string, at: string): Promise<void>
  /** Issues whose latest speculation has something to do: not settled, or its losers' time is over at `now` (ISO-8601). */
  openIssues(now: string): Promise<readonly IssueRef[]>

  attempts(speculation: string): Promise<readonly Attempt[]>
  insertAttempt(attempt: Attempt): Promise<void>
  /** False when the attempt has ended already (cancelled, or run by another worker): do not run it. */
  beginAttempt(key: AttemptKey, at: string): Promise<boolean>
  /** False when the attempt has ended meanwhile: stop it. */
  heartbeat(key: AttemptKey, at: string, progress: string | undefined): Promise<boolean>
  /** The first outcome stands. `bundle` goes with a patch. */
  endAttempt(
    key: AttemptKey,
    at: string,
    outcome: AttemptOutcome,
    bundle: Uint8Array | undefined,
  ): Promise<void>
  bundle(key: AttemptKey): Promise<Uint8Array | undefined>

  /** Appends what is not there yet; a candidate has one trace per speculation and result. */
  appendTraces(speculation: string, traces: readonly Trace[]): Promise<void>
  traces(speculation: string): Promise<readonly Trace[]>
  journal(entry: JournalEntry): Promise<void>
  journalOf(speculation: string): Promise<readonly JournalEntry[]>
  close(): Promise<void>
}
