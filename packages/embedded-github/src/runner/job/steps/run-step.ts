import {
  type Contexts,
  type Evaluation,
  evaluateCondition,
  interpolate,
  interpolateAll,
} from '@speculate-dev/workflows'
import { findAction } from '../../actions/find-action.ts'
import { otherAction } from '../../actions/other-action.ts'
import type { ActionRun } from '../../actions/served-action.ts'
import type { Machine } from '../../machine/machine.ts'
import { countOf, flagOf } from '../../workflow/evaluate-settings.ts'
import type { Step } from '../../workflow/workflow.ts'
import { createEvaluate } from '../hash-files.ts'
import type { JobReport } from '../job-report.ts'
import type { JobLimits } from '../run-job.ts'
import { runActionStep } from './run-action-step.ts'
import { runLocalAction, runOtherAction } from './run-local-action.ts'
import { runScriptStep } from './run-script-step.ts'
import { SAID_ALREADY, type StepState } from './step-state.ts'

export interface StepSurroundings {
  readonly index: number
  readonly report: JobReport
  readonly signal: AbortSignal
  readonly limits: JobLimits
  readonly machine: Machine
  readonly run: ActionRun
  readonly checkedOut: Map<string, readonly string[]> | undefined
  /** The folder with actions of other people, where they are allowed. */
  readonly otherActions: string | undefined
}

/** Where a step runs, and what it is given. */
export interface StepPlace {
  readonly state: StepState
  readonly around: StepSurroundings
  readonly contexts: Contexts
  /** Its own variables. */
  readonly env: Readonly<Record<string, string>>
  readonly continueOnError: boolean
  readonly timeoutMinutes: number | undefined
  /** Of the step's expressions, which may ask for hashes of files. */
  evaluate<T>(evaluate: (evaluation: Evaluation) => T): Promise<T>
}

export type RunStep = typeof runStep

/** Runs one step or skips it, and records its result in the state. */
export async function runStep(step: Step, state: StepState, around: StepSurroundings): Promise<void> {
  const { report } = around
  const place = await placeOf(step, state, around)
  await report.stepStarted(await place.evaluate((evaluation) => interpolate(step.name, evaluation)))
  if (!(await place.evaluate((evaluation) => evaluateCondition(step.if, evaluation)))) {
    remember(step, state, { outcome: 'skipped', isForgiven: false })
    return report.stepEnded('skipped')
  }
  const settled = { ...place, ...(await place.evaluate((evaluation) => settingsOf(step, evaluation))) }
  const problem = await problemOf(step, settled)
  if (problem !== undefined && problem !== SAID_ALREADY) {
    report.log.note(`##[error]${problem}`)
    report.log.annotate({ level: 'failure', message: problem })
  }
  if (around.signal.aborted) return report.stepEnded('cancelled')
  const { continueOnError: isForgiven } = settled
  if (problem !== undefined && !isForgiven) state.status = 'failure'
  remember(step, state, { outcome: problem === undefined ? 'success' : 'failure', isForgiven })
  // As on GitHub, the job list shows `continue-on-error` steps as succeeded.
  return report.stepEnded(problem === undefined || isForgiven ? 'success' : 'failure')
}

/** As GitHub's runner: the step's own variables are in `env` for everything else that it says, its `if` as well. */
async function placeOf(step: Step, state: StepState, around: StepSurroundings): Promise<StepPlace> {
  const evaluate = createEvaluate(state.directory.workspace)
  const { status } = state
  const before: Contexts = { ...state.contexts, job: { status }, env: state.env, steps: state.steps }
  const env = await evaluate({ contexts: before, status }, (evaluation) =>
    interpolateAll(step.env, evaluation),
  )
  const contexts = { ...before, env: { ...state.env, ...env } }
  return {
    ...{ state, around, contexts, env, continueOnError: false, timeoutMinutes: undefined },
    evaluate: (use) => evaluate({ contexts, status }, use),
  }
}

function settingsOf(step: Step, evaluation: Evaluation) {
  return {
    continueOnError: flagOf(step.continueOnError, evaluation),
    timeoutMinutes: countOf(step.timeoutMinutes, evaluation),
  }
}

interface StepEnd {
  readonly outcome: 'success' | 'failure' | 'skipped'
  readonly isForgiven: boolean
}

function remember(step: Step, state: StepState, { outcome, isForgiven }: StepEnd): void {
  if (step.id === undefined) return
  const conclusion = outcome === 'failure' && isForgiven ? 'success' : outcome
  const before = state.steps[step.id]
  const outputs = before !== null && typeof before === 'object' && 'outputs' in before ? before.outputs : {}
  state.steps[step.id] = { outcome, conclusion, outputs }
}

/** Undefined when the step succeeded, else the sentence GitHub would say. */
function problemOf(step: Step, place: StepPlace): Promise<string | undefined> {
  if (step.kind === 'run') return runScriptStep(step, place)
  if (step.uses.startsWith('./')) return runLocalAction(step, place, runStep)
  const { otherActions: actions } = place.around
  const action = actions === undefined || findAction(step.uses) ? undefined : otherAction(step.uses)
  return action === undefined || actions === undefined
    ? runActionStep(step, place)
    : runOtherAction({ step, action, actions }, place, runStep)
}
