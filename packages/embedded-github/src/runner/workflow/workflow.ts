import type { Value } from '@speculate-dev/workflows'

/** A workflow file as this runner understands it. Templates (`${{ … }}`) are still in the texts. */
export interface Workflow {
  readonly path: string
  readonly name: string
  /** Undefined when the workflow does not react to pull requests. */
  readonly on: PullRequestTrigger | undefined
  /** Undefined when it does not react to pushes of branches. */
  readonly onPush: BranchTrigger | undefined
  /** Undefined when nobody can dispatch it. */
  readonly onDispatch: DispatchTrigger | undefined
  /** Undefined when no other workflow can call it. */
  readonly onCall: CallTrigger | undefined
  /** What its runs are called. */
  readonly runName: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly concurrency: Concurrency | undefined
  readonly jobs: readonly Job[]
}

export interface PullRequestTrigger extends BranchTrigger {
  readonly types: readonly string[]
}

/** The inputs of a workflow that can be dispatched, by name. */
export interface DispatchTrigger {
  readonly inputs: Readonly<Record<string, Input>>
}

/** What a workflow takes from the one that calls it, and what it answers. */
export interface CallTrigger {
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, string>>
}

export interface Input {
  /** `string`, `boolean`, `number`, `choice` or `environment`. */
  readonly type: string
  readonly required: boolean
  readonly default: string | undefined
}

/** Of a pull request the branch is its base, of a push the one that was pushed. */
export interface BranchTrigger {
  /** Patterns of GitHub's filter syntax; undefined means every branch or path. */
  readonly branches: readonly string[] | undefined
  readonly branchesIgnore: readonly string[] | undefined
  readonly paths: readonly string[] | undefined
  readonly pathsIgnore: readonly string[] | undefined
}

export interface Concurrency {
  readonly group: string
  /** An expression or literal, evaluated when a run starts. */
  readonly cancelInProgress: string
}

export interface Job {
  readonly id: string
  readonly name: string
  readonly needs: readonly string[]
  readonly if: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  /** Undefined means the runner's own limit. */
  readonly timeoutMinutes: Minutes
  readonly continueOnError: Flag
  readonly matrix: readonly MatrixCombination[] | undefined
  /** As it is written, where it is known only when the job starts. */
  readonly matrixFrom?: Value | undefined
  /** As it is written; what this machine is not is said of each combination. */
  readonly runsOn: Value
  /** As they are written; this runner has none, which is said of each combination. */
  readonly container: Value
  readonly services: Value
  readonly failFast: Flag
  /** How many jobs of the matrix run at the same time. */
  readonly maxParallel: Minutes
  /** The workflow that it calls instead of having steps. */
  readonly call: Call | undefined
  readonly concurrency: Concurrency | undefined
  /** Its token may push. */
  readonly writesContents: boolean
  readonly steps: readonly Step[]
  /** What this runner cannot do. With any of them the job is reported as failed and nothing of it runs. */
  readonly findings: readonly string[]
  /** What this runner does differently from GitHub, shown as notices on the check. */
  readonly notices: readonly string[]
}

export interface Call {
  /** As it is written: `./.github/workflows/test.yml`. */
  readonly uses: string
  readonly with: Readonly<Record<string, Value>>
}

export type MatrixCombination = Readonly<Record<string, Value>>

export type Step = RunStep | ActionStep

interface StepBase {
  readonly id: string | undefined
  readonly name: string
  readonly if: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly continueOnError: Flag
  readonly timeoutMinutes: Minutes
}

/** A text is an expression. */
export type Flag = boolean | string

/** A positive whole number; a text is an expression. */
export type Minutes = number | string | undefined

export interface RunStep extends StepBase {
  readonly kind: 'run'
  readonly run: string
  /** As it is written; undefined means that nobody says. */
  readonly shell: string | undefined
  readonly workingDirectory: string | undefined
}

export interface ActionStep extends StepBase {
  readonly kind: 'action'
  /** `owner/name@ref`, as it is written. */
  readonly uses: string
  readonly with: Readonly<Record<string, string>>
}
