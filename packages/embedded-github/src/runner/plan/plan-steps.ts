import type { Contexts, Evaluation } from '@speculate-dev/workflows'
import { evaluateCondition, interpolate } from '@speculate-dev/workflows'
import { findAction } from '../actions/registry.ts'
import type { ActionPlan, Place } from '../actions/served-action.ts'
import type { ActionStep, Step } from '../workflow/workflow.ts'
import { isKnown, isKnownTemplate } from './is-known.ts'

/** What this runner cannot do of these steps, and what it does differently, as far as what is known before they run tells. */
export async function planSteps(
  steps: readonly Step[],
  contexts: Contexts,
  place: Place,
): Promise<ActionPlan> {
  const evaluation: Evaluation = { contexts, status: 'success' }
  const plans = await Promise.all(
    steps
      .filter((step) => step.kind === 'action')
      .filter((step) => !isSkipped(step, evaluation))
      .map((step) => planAction(step, evaluation, place)),
  )
  return {
    findings: plans.flatMap(({ findings }) => findings),
    notices: plans.flatMap(({ notices }) => notices),
  }
}

function isSkipped(step: Step, evaluation: Evaluation): boolean {
  return (
    step.if !== undefined && isKnown(step.if, evaluation.contexts) && !evaluateCondition(step.if, evaluation)
  )
}

async function planAction(step: ActionStep, evaluation: Evaluation, place: Place): Promise<ActionPlan> {
  const found = findAction(step.uses)
  if (!found) return { findings: [`\`uses: ${step.uses}\` is not supported by this runner`], notices: [] }
  const inputs = Object.fromEntries(
    Object.entries(step.with).map(([name, text]) => [
      name.toLowerCase(),
      isKnownTemplate(text, evaluation.contexts) ? interpolate(text, evaluation) : undefined,
    ]),
  )
  return await found.action.plan({ uses: step.uses, ref: found.ref, inputs, place })
}
