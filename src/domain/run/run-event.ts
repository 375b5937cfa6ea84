import type { AttemptOutcome, AttemptUsage } from '../candidate/attempt.ts'
import type { CandidateId, ToolchainName } from '../candidate/candidate.ts'
import type { Task } from '../candidate/task.ts'
import type { Decision } from '../judgement/scoreboard.ts'
import type { Amounts } from './budget.ts'

interface EventAttempt {
  readonly candidate: CandidateId
  readonly number: number
  readonly toolchain: ToolchainName
  readonly task: Task['kind']
}

/**
 * A turn in the story of a run, for whoever operates the server. It decides nothing, and is told after it has happened: once, or again
 * where a process ended before it could be recorded.
 */
export type RunEvent = {
  /** `owner/repo#issue.run`; of what never became a run, `owner/repo#issue`. */
  readonly run: string
  /** ISO-8601 UTC. */
  readonly at: string
} & (
  | {
      readonly event: 'run-started'
      readonly by: string
      readonly base: string
      readonly candidates: readonly CandidateId[]
    }
  | { readonly event: 'run-refused'; readonly by: string | undefined; readonly reason: string }
  | { readonly event: 'planned'; readonly candidates: readonly CandidateId[] }
  | ({ readonly event: 'attempt-queued' } & EventAttempt)
  | ({ readonly event: 'attempt-started' } & EventAttempt)
  | ({
      readonly event: 'attempt-ended'
      readonly startedAt: string
      readonly result: AttemptOutcome['kind']
      /** Of a failure: an `AttemptFailure`, and its words, which are foreign text. */
      readonly failure?: string | undefined
      readonly detail?: string | undefined
      readonly usage: AttemptUsage
    } & EventAttempt)
  /** By another than its worker. */
  | {
      readonly event: 'attempt-given-up'
      readonly candidate: CandidateId
      readonly number: number
      readonly failure: string
      readonly detail: string
    }
  | { readonly event: 'draft-opened'; readonly candidate: CandidateId; readonly branch: string }
  | {
      readonly event: 'candidate-judged'
      readonly candidate: CandidateId
      readonly result: string
      readonly reason: string
    }
  | {
      readonly event: 'verdict'
      readonly decision: Exclude<Decision, { kind: 'wait' }>
      readonly startedAt: string
      /** What its attempts and its checks have used. */
      readonly spent: Amounts
    }
  | { readonly event: 'made-ready'; readonly pullRequest: number }
  | { readonly event: 'revoked'; readonly cause: string; readonly reason: string }
  /** A person decided about a candidate, or wrote a command. */
  | { readonly event: 'person-acted'; readonly by: string; readonly what: string }
  | { readonly event: 'check-rerun'; readonly candidate: CandidateId; readonly checks: readonly string[] }
  | { readonly event: 'settled'; readonly startedAt: string }
  | { readonly event: 'archived' }
  /** Nothing is wrong with the run: it goes on after this time, or when what is missing is there. */
  | { readonly event: 'waiting'; readonly seconds: number | undefined; readonly reason: string }
  /** Any other effect. */
  | { readonly event: 'step-done'; readonly step: string; readonly about: string }
)

/** One of them, before it is said of which run it is and when it was. */
export type RunEventPart = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'run' | 'at'>
    : never
  : never
