import { delimiter } from 'node:path'
import type { Contexts, JobStatus, Value } from '@speculate-dev/workflows'
import type { ActionResult } from '../../actions/served-action.ts'
import type { JobDirectory } from '../job-directory.ts'

/** What the steps of one job share; every step may change it for the later ones. */
export interface StepState {
  readonly directory: JobDirectory
  /** That of the steps around an action: what its steps set is set for them as well. */
  readonly outer?: StepState | undefined
  readonly contexts: Contexts
  readonly steps: Record<string, Value>
  /** Set by the runner; no workflow can change it. */
  readonly base: Readonly<Record<string, string>>
  env: Record<string, string>
  extraPath: readonly string[]
  /** What actions do when the job has ended, in the order of their steps. */
  readonly posts: { readonly name: string; readonly post: NonNullable<ActionResult['post']> }[]
  summary: string
  status: JobStatus
}

/** What a step wrote, or an action answered, for the later ones. */
export interface StepResults {
  readonly outputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** The first is found first. */
  readonly path: readonly string[]
}

export function takeOver(
  state: StepState,
  id: string | undefined,
  { outputs, env, path }: StepResults,
): void {
  if (id !== undefined) state.steps[id] = { outputs }
  for (let one: StepState | undefined = state; one; one = one.outer) {
    one.env = { ...one.env, ...env }
    one.extraPath = [...path, ...one.extraPath]
  }
}

export function addSummary(state: StepState, summary: string): void {
  for (let one: StepState | undefined = state; one; one = one.outer)
    one.summary = `${one.summary}${summary}`.slice(0, 65_535)
}

/** A workflow may set anything but what the runner itself sets for the job. */
export function environmentOf(
  state: StepState,
  own: Readonly<Record<string, string>>,
): Record<string, string> & { readonly PATH: string } {
  const merged: Record<string, string> = { ...state.base, ...state.env, ...own }
  const reserved = Object.entries(state.base).filter(([name]) => /^(GITHUB|RUNNER)_/.test(name))
  const path = own.PATH ?? [...state.extraPath, merged.PATH ?? ''].join(delimiter)
  return { ...merged, ...Object.fromEntries(reserved), PATH: path }
}

/** A step of an action has failed, and has said why. */
export const SAID_ALREADY = ''
