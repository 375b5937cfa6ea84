import type { HumanChoice, Revocation } from './aftermath.ts'
import type { AttemptFailure } from './attempt.ts'
import type { AuditEvent } from './audit.ts'
import type { CandidateId } from './candidate.ts'
import type { Decision, Scoreboard } from './scoreboard.ts'
import type { Speculation } from './speculation.ts'
import type { Trace } from './trace.ts'

export interface Verdict {
  readonly decision: Decision
  readonly scoreboard: Scoreboard
  readonly decidedAt: string
}

/** One effect, as data. Each names the wanted end, so that doing it twice changes nothing the second time. */
export type Step =
  | { readonly do: 'start-speculation'; readonly speculation: Speculation }
  | {
      readonly do: 'start-attempt'
      readonly candidate: CandidateId
      readonly number: number
      readonly toolchain: string
    }
  /** For an attempt whose worker is gone: the next reconcile may start another one. */
  | {
      readonly do: 'end-attempt'
      readonly candidate: CandidateId
      readonly number: number
      readonly failure: AttemptFailure
      readonly detail: string
    }
  | {
      readonly do: 'push-branch'
      readonly candidate: CandidateId
      readonly branch: string
      readonly commit: string
    }
  | {
      readonly do: 'open-draft'
      readonly candidate: CandidateId
      readonly branch: string
      readonly base: string
      readonly title: string
      readonly body: string
    }
  /** `existing` is the id of our comment to edit; without it one is created. */
  | {
      readonly do: 'ensure-comment'
      readonly on: number
      readonly existing: number | undefined
      readonly marker: string
      readonly body: string
    }
  | {
      readonly do: 'ensure-labels'
      readonly on: number
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  | { readonly do: 'mark-ready'; readonly pullRequest: PullRequestHandle; readonly expectedHead: string }
  | { readonly do: 'convert-to-draft'; readonly pullRequest: PullRequestHandle; readonly reason: string }
  | { readonly do: 'close-pull-request'; readonly pullRequest: PullRequestHandle; readonly reason: string }
  | {
      readonly do: 'request-reviewers'
      readonly pullRequest: PullRequestHandle
      readonly reviewers: readonly string[]
    }
  | { readonly do: 'record-verdict'; readonly verdict: Verdict }
  | { readonly do: 'append-audit'; readonly events: readonly AuditEvent[] }
  | { readonly do: 'record-revocation'; readonly revocation: Revocation }
  | { readonly do: 'record-choice'; readonly choice: HumanChoice }
  | { readonly do: 'append-traces'; readonly traces: readonly Trace[] }
  | { readonly do: 'settle'; readonly at: string }
  | { readonly do: 'delete-branch'; readonly branch: string; readonly expectedHead: string }
  | { readonly do: 'archive'; readonly at: string }

export interface PullRequestHandle {
  readonly number: number
  readonly nodeId: string
}
