import type { AttemptUsage } from '../domain/candidate/attempt.ts'
import type { ModelBudget } from '../domain/run/budget.ts'
import type { WorkTree } from './workspace.ts'

export interface AgentRequest {
  readonly workTree: WorkTree
  /** Whose it is, as `owner/repo`. */
  readonly repository?: string
  /** The whole prompt contract as Markdown. */
  readonly brief: string
  /** What this attempt may use of the model; enforced at the gateway, whatever the agent thinks. */
  readonly budget: ModelBudget
  /** Aborting ends the agent and all its children; `reason` is 'timed-out' or 'cancelled'. */
  readonly signal: AbortSignal
  /** When `signal` aborts at the latest, in the milliseconds of `performance.now()`; absent where no clock ends it. */
  readonly endsAt?: number | undefined
  /** One line of what it is doing; foreign text, at most a few per second. */
  readonly onProgress: (line: string) => void
}

export type AgentResult =
  | {
      readonly kind: 'finished'
      readonly usage: AttemptUsage
      /** The agent's last message, as plain text; foreign. */
      readonly lastWords?: string | undefined
    }
  | {
      readonly kind:
        | 'timed-out'
        | 'cancelled'
        | 'crashed'
        | 'not-installed'
        | 'limit-exceeded'
        | 'budget-spent'
        | 'model-unavailable'
      readonly detail: string
      readonly usage: AttemptUsage
    }

/** A toolchain, ready to run. It never throws for what the agent did; it answers. */
export interface Agent {
  run(request: AgentRequest): Promise<AgentResult>
  /** Undefined when the toolchain can be started on this machine, else what is missing and how to get it. */
  missing(): Promise<string | undefined>
}

/** A toolchain that is a workflow of the repository itself: nothing of it runs on this machine. */
export interface DispatchedToolchain {
  /** Its file's name in `.github/workflows`. */
  readonly workflow: string
  /** Branch or tag whose file counts; without it the base of the speculation. */
  readonly ref?: string | undefined
}
