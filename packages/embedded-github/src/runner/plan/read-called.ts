import {
  asMapping,
  asValue,
  type Contexts,
  type Evaluation,
  expressionsIn,
  type Value,
} from '@speculate-dev/workflows'
import type { Place } from '../actions/served-action.ts'
import { evaluated, templatesOf } from '../workflow/parse-matrix.ts'
import { parseWorkflow } from '../workflow/parse-workflow.ts'
import { inputsFrom } from '../workflow/read-inputs.ts'
import type { Call, CallTrigger, Workflow } from '../workflow/workflow.ts'
import { isKnown } from './is-known.ts'

/** GitHub lets workflows call each other four deep. */
const MAX_DEPTH = 4

/** A workflow that a job calls, with what it is given. */
export interface CalledWorkflow {
  readonly workflow: Workflow
  readonly trigger: CallTrigger
  /** Its `inputs` context; before the run without those that only the run will show. */
  readonly inputs: Contexts
  readonly text: string
}

interface Caller {
  readonly contexts: Contexts
  readonly read: Place['read']
  /** How many calls lead to this one. */
  readonly depth: number
  /** Nothing will be known later that is not known now. */
  readonly isRun: boolean
}

/** Why it cannot be called, where it cannot. Throws `ExpressionError`. */
export async function readCalled(
  { uses, with: given }: Call,
  { contexts, read, depth, isRun }: Caller,
): Promise<CalledWorkflow | { readonly finding: string }> {
  if (depth >= MAX_DEPTH)
    return { finding: `\`uses: ${uses}\`: workflows that call workflows are nested too deep` }
  const path = uses.slice(2)
  const text = await read(path)
  if (text === undefined) return { finding: `\`uses: ${uses}\` names a file that does not exist` }
  const workflow = parseWorkflow(path, text)
  const trigger = workflow.onCall
  if (!trigger) return { finding: `\`uses: ${uses}\` names a workflow without \`on.workflow_call\`` }
  const wrong = wrongInput(trigger, given)
  if (wrong !== undefined) return { finding: `\`uses: ${uses}\`: ${wrong}` }
  const evaluation: Evaluation = { contexts, status: 'success' }
  const open = Object.keys(given).filter((name) => !isRun && !isKnownValue(given[name] ?? null, contexts))
  const known = Object.entries(given).filter(([name]) => !open.includes(name))
  const values = known.map(([name, value]) => [name, evaluated(value, evaluation)])
  const inputs = Object.entries(inputsFrom(trigger.inputs, Object.fromEntries(values)))
  return {
    workflow,
    trigger,
    text,
    inputs: Object.fromEntries(inputs.filter(([name]) => !open.includes(name))),
  }
}

/** As GitHub refuses the whole file. */
function wrongInput({ inputs }: CallTrigger, given: Call['with']): string | undefined {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(inputs, name))
  if (unknown !== undefined) return `it has no input \`${unknown}\``
  const missing = Object.keys(inputs).find(
    (name) => inputs[name]?.required && inputs[name].default === undefined && !Object.hasOwn(given, name),
  )
  return missing === undefined ? undefined : `it asks for the input \`${missing}\``
}

function isKnownValue(value: Value, contexts: Contexts): boolean {
  return templatesOf(value).every((text) => expressionsIn(text).every((one) => isKnown(one, contexts)))
}

/** What a called workflow knows of its caller's contexts. */
export function contextsInside({ github }: Contexts, { inputs }: CalledWorkflow): Contexts {
  const event = Object.entries(asMapping(github) ?? {}).map(([name, value]) => [name, asValue(value)])
  return { github: Object.fromEntries(event), inputs }
}
