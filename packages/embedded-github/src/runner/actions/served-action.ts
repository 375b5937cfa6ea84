import type { Contexts } from '@speculate-dev/workflows'
import type { JobDirectory } from '../job/job-directory.ts'
import type { JobLog } from '../job/job-log.ts'
import type { PreparedCheckout } from '../job/source/new-checkout.ts'
import type { Source } from '../job/source/prepare-source.ts'
import type { ScriptResult } from '../job/steps/run-script.ts'
import type { Machine } from '../machine/machine.ts'
import type { RunFacts } from '../start/run-facts.ts'
import type { ArtifactStore } from './artifacts/artifact-store.ts'
import type { RunCaches } from './caches/caches.ts'

/** An action that this runner stands in for, with what the machine has; nothing of the action's own code runs. */
export interface ServedAction {
  /** `owner/name` or `owner/name/path`, in small letters. */
  readonly names: readonly string[]
  /** What stands in its way here, and what it does differently; asked for every job of a matrix before any of it runs. */
  plan(request: PlanRequest): Promise<ActionPlan> | ActionPlan
  run(call: ActionCall): Promise<ActionResult>
}

export interface PlanRequest {
  /** As it is written, with its ref. */
  readonly uses: string
  readonly ref: string
  /** Undefined stands for what only the run will show; an input that is not written is not there. */
  readonly inputs: Readonly<Record<string, string | undefined>>
  readonly place: Place
}

/** What a plan is made from: the machine, and the files of the commit that is checked out. */
export interface Place {
  readonly machine: Machine
  /** `owner/name` of the repository, where it is known. */
  readonly repository?: string
  /** The folder with actions of other people that jobs may run; without it none of them runs. */
  readonly otherActions?: string | undefined
  /** The folder with clones of the repository's submodules, each a git directory under its name, as in `.git/modules`. */
  readonly submodules?: string | undefined
  /** Text of a file of that commit; undefined when it is absent. */
  read(path: string): Promise<string | undefined>
}

export interface ActionPlan {
  /** With any of them the job does not run. */
  readonly findings: readonly string[]
  readonly notices: readonly string[]
}

/** What the job is run for. */
export interface ActionRun {
  readonly facts: RunFacts
  readonly source: Source
  readonly runId: number
  readonly attempt: number
  readonly artifacts: ArtifactStore
  readonly caches: RunCaches
  readonly submodules: string | undefined
  /** For a checkout of the source at the root of the workspace. */
  prepare(): Promise<PreparedCheckout>
}

export interface ActionCall {
  readonly uses: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  readonly contexts: Contexts
  readonly run: ActionRun
  readonly directory: JobDirectory
  /** Where several jobs share the directory: the folders that one of them has checked out, which is not done again, with their programs. */
  readonly checkedOut: Map<string, readonly string[]> | undefined
  readonly machine: Machine
  /** Of this step, with its PATH. */
  readonly environment: Readonly<Record<string, string>>
  readonly log: JobLog
  readonly signal: AbortSignal
  /** Runs a program as a step does: its output is the step's, and it ends with the job. */
  execute(command: readonly [string, ...string[]], options?: ExecuteOptions): Promise<ScriptResult>
}

interface ExecuteOptions {
  /** Absolute; the workspace unless it says otherwise. */
  readonly directory?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Told each line of the output, which is not in the log then. */
  readonly onLine?: (line: string) => void
}

export interface ActionResult {
  /** Why the step failed. */
  readonly problem?: string
  readonly outputs?: Readonly<Record<string, string>>
  /** For the later steps, as by GITHUB_ENV. */
  readonly env?: Readonly<Record<string, string>>
  /** For the later steps, as by GITHUB_PATH; the first is found first. */
  readonly path?: readonly string[]
  /** What the action does when the job has ended, in the reverse order of the steps. A returned sentence is why that failed. */
  readonly post?: (status: 'success' | 'failure') => Promise<string | undefined>
}

export const NOTHING_IN_THE_WAY: ActionPlan = { findings: [], notices: [] }
