import type { Contexts, Evaluation } from '@speculate-dev/workflows'
import { findAction } from '../actions/find-action.ts'
import { type ActionPlan, NOTHING_IN_THE_WAY, type Place } from '../actions/served-action.ts'
import { problemOfShell } from '../job/steps/shell-command.ts'
import type { ActionStep, RunStep, Step } from '../workflow/workflow.ts'
import { isSurelySkipped, knownText, waitsForFailure } from './is-known.ts'
import { planLocalAction, planOtherAction } from './plan-local-action.ts'
import { withKnown } from './with-known.ts'

/** What this runner cannot do of these steps, and what it does differently, as far as that is known before they run. */
export async function planSteps(
  steps: readonly Step[],
  contexts: Contexts,
  place: Place,
  inside: Inside = { depth: 0, checkouts: checkoutsOf(steps) },
): Promise<ActionPlan> {
  const plans = await Promise.all(steps.map((step) => planStep(step, contexts, { place, ...inside })))
  return {
    findings: plans.flatMap(({ findings }) => findings),
    notices: plans.flatMap(({ notices }) => notices),
  }
}

/** Where the steps stand, if inside an action. */
interface Inside {
  readonly depth: number
  readonly checkouts: readonly string[]
}

interface Around extends Inside {
  readonly place: Place
}

/** Folders of the workspace into which the repository itself is checked out. */
function checkoutsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'run' || !step.uses.startsWith('actions/checkout@')) return []
    const { path, repository } = step.with
    return path === undefined || repository !== undefined || path.includes('${{') ? [] : [path]
  })
}

async function planStep(step: Step, contexts: Contexts, around: Around): Promise<ActionPlan> {
  const whole = { ...contexts, env: withKnown(step.env, contexts) }
  if (isSurelySkipped(step.if, whole)) return NOTHING_IN_THE_WAY
  const evaluation: Evaluation = { contexts: whole, status: 'success' }
  const plan = await planKind(step, evaluation, around)
  return waitsForFailure(step.if, whole) ? onlyAfterFailure(plan) : plan
}

/** Whether the job succeeds is decided by then. */
function onlyAfterFailure({ findings, notices }: ActionPlan): ActionPlan {
  return { findings: [], notices: [...notices, ...findings.map((one) => `After a failure only: ${one}`)] }
}

async function planKind(step: Step, evaluation: Evaluation, around: Around): Promise<ActionPlan> {
  if (step.kind === 'run') return planScript(step, evaluation, around.place)
  const isLocal = step.uses.startsWith('./')
  return isLocal
    ? planLocalAction(step, evaluation, { ...around, planSteps })
    : planAction(step, evaluation, around)
}

async function planScript({ shell }: RunStep, evaluation: Evaluation, place: Place): Promise<ActionPlan> {
  const known = shell === undefined ? undefined : knownText(shell, evaluation)
  const problem = known && (await problemOfShell(known, place.machine.environment.PATH ?? ''))
  return problem ? { findings: [problem], notices: [] } : NOTHING_IN_THE_WAY
}

async function planAction(step: ActionStep, evaluation: Evaluation, around: Around): Promise<ActionPlan> {
  const found = findAction(step.uses)
  const { place } = around
  if (!found) return planOtherAction(step, evaluation, { ...around, planSteps })
  const inputs = Object.fromEntries(
    Object.entries(step.with).map(([name, text]) => [name.toLowerCase(), knownText(text, evaluation)]),
  )
  return await found.action.plan({ uses: step.uses, ref: found.ref, inputs, place })
}
