import { type Contexts, evaluateCondition, interpolate } from '@speculate-dev/workflows'
import type { Machine } from '../machine/machine.ts'
import type { Step } from '../workflow/workflow.ts'
import type { JobReport } from './job-report.ts'
import { runActionStep } from './run-action-step.ts'
import type { JobLimits } from './run-job.ts'
import { runScriptStep } from './run-script-step.ts'
import type { StepState } from './step-state.ts'

export interface StepSurroundings {
  readonly index: number
  readonly report: JobReport
  readonly signal: AbortSignal
  readonly limits: JobLimits
  readonly machine: Machine
}

/** Runs one step or skips it, and records its result in the state. */
export async function runStep(step: Step, state: StepState, around: StepSurroundings): Promise<void> {
  const { report } = around
  const job = { status: state.status }
  const contexts: Contexts = { ...state.contexts, job, env: state.env, steps: state.steps }
  const evaluation = { contexts, status: state.status }
  await report.stepStarted(interpolate(step.name, evaluation))
  if (!evaluateCondition(step.if, evaluation)) {
    remember(step, state, 'skipped')
    return report.stepEnded('skipped')
  }
  const problem = await problemOf(step, contexts, { state, around })
  if (problem !== undefined) {
    report.log.note(`##[error]${problem}`)
    report.log.annotate({ level: 'failure', message: problem })
  }
  if (around.signal.aborted) return report.stepEnded('cancelled')
  if (problem !== undefined && !step.continueOnError) state.status = 'failure'
  remember(step, state, problem === undefined ? 'success' : 'failure')
  // As on GitHub, the job list shows `continue-on-error` steps as succeeded.
  return report.stepEnded(problem === undefined || step.continueOnError ? 'success' : 'failure')
}

function remember(step: Step, state: StepState, outcome: 'success' | 'failure' | 'skipped'): void {
  if (step.id === undefined) return
  const conclusion = outcome === 'failure' && step.continueOnError ? 'success' : outcome
  const before = state.steps[step.id]
  const outputs = before !== null && typeof before === 'object' && 'outputs' in before ? before.outputs : {}
  state.steps[step.id] = { outcome, conclusion, outputs }
}

export interface StepPlace {
  readonly state: StepState
  readonly around: StepSurroundings
}

/** Undefined when the step succeeded, else the sentence GitHub would say. */
function problemOf(step: Step, contexts: Contexts, place: StepPlace): Promise<string | undefined> {
  return step.kind === 'run' ? runScriptStep(step, contexts, place) : runActionStep(step, contexts, place)
}
