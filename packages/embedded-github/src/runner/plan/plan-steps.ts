import type { Contexts, Evaluation } from '@speculate-dev/workflows'
import { findAction } from '../actions/registry.ts'
import { type ActionPlan, NOTHING_IN_THE_WAY, type Place } from '../actions/served-action.ts'
import { problemOfShell } from '../job/shell-command.ts'
import type { ActionStep, RunStep, Step } from '../workflow/workflow.ts'
import { isSurelySkipped, knownText } from './is-known.ts'
import { withKnown } from './plan-job.ts'

/** What this runner cannot do of these steps, and what it does differently, as far as what is known before they run tells. */
export async function planSteps(
  steps: readonly Step[],
  contexts: Contexts,
  place: Place,
): Promise<ActionPlan> {
  const plans = await Promise.all(steps.map((step) => planStep(step, contexts, place)))
  return {
    findings: plans.flatMap(({ findings }) => findings),
    notices: plans.flatMap(({ notices }) => notices),
  }
}

async function planStep(step: Step, contexts: Contexts, place: Place): Promise<ActionPlan> {
  const whole = { ...contexts, env: withKnown(step.env, contexts) }
  if (isSurelySkipped(step.if, whole)) return NOTHING_IN_THE_WAY
  const evaluation: Evaluation = { contexts: whole, status: 'success' }
  return step.kind === 'run' ? planScript(step, evaluation, place) : planAction(step, evaluation, place)
}

async function planScript({ shell }: RunStep, evaluation: Evaluation, place: Place): Promise<ActionPlan> {
  const known = shell === undefined ? undefined : knownText(shell, evaluation)
  const problem = known && (await problemOfShell(known, place.machine.environment.PATH ?? ''))
  return problem ? { findings: [problem], notices: [] } : NOTHING_IN_THE_WAY
}

async function planAction(step: ActionStep, evaluation: Evaluation, place: Place): Promise<ActionPlan> {
  const found = findAction(step.uses)
  if (!found) return { findings: [`\`uses: ${step.uses}\` is not supported by this runner`], notices: [] }
  const inputs = Object.fromEntries(
    Object.entries(step.with).map(([name, text]) => [name.toLowerCase(), knownText(text, evaluation)]),
  )
  return await found.action.plan({ uses: step.uses, ref: found.ref, inputs, place })
}
