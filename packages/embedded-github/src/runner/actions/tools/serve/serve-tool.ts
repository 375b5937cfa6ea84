import { readCheckout } from '../../read-checkout.ts'
import type { ActionCall, ActionPlan, PlanRequest, ServedAction } from '../../served-action.ts'
import { CACHES, type CheckedTool, HARMLESS, type Inputs, type ToolAction } from '../tool-action.ts'
import { type ChosenTools, chooseTools } from './choose-tools.ts'

/** Makes of what is said about one tool the action that this runner stands in for. */
export function serveTool(action: ToolAction): ServedAction {
  return {
    names: action.names,
    async plan({ uses, ref, inputs, place }) {
      const request = { uses, ref, inputs: filled(inputs), read: place.read, machine: place.machine }
      const chosen = await chooseTools(action, request)
      const checked = await check(action, request, chosen)
      return {
        findings: [...chosen.findings, ...missingOf(uses, checked)],
        notices: [...chosen.notices, ...(checked.notices ?? []), ...toldInputs(action, uses, inputs)],
      }
    },
    async run(call) {
      const read = (path: string) => readCheckout(call.directory, path)
      const request = { ...call, inputs: filled(call.inputs), read, isRun: true }
      const chosen = await chooseTools(action, request)
      const checked = await check(action, request, chosen)
      const [problem] = [...chosen.findings, ...missingOf(call.uses, checked)]
      if (problem !== undefined) return { problem }
      for (const tool of chosen.tools) call.log.note(`${action.title} ${tool.version}: ${tool.program}`)
      return action.setUp({ ...call, inputs: filledTexts(call.inputs) }, chosen.tools)
    },
  }
}

/** As GitHub has it, an input that is empty is one that is not written. */
function filled(inputs: Inputs): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value?.trim() !== ''))
}

function filledTexts(inputs: ActionCall['inputs']): ActionCall['inputs'] {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value.trim() !== ''))
}

async function check(
  action: ToolAction,
  request: Pick<PlanRequest, 'ref' | 'inputs'> & Pick<PlanRequest['place'], 'read' | 'machine'>,
  { tools, findings }: ChosenTools,
): Promise<CheckedTool> {
  return findings.length > 0 ? {} : ((await action.check?.({ ...request, tools })) ?? {})
}

function missingOf(uses: string, { missing = [] }: CheckedTool): readonly string[] {
  return missing.map((what) => `\`${uses}\` asks for ${what}`)
}

function toldInputs(
  { follows }: ToolAction,
  uses: string,
  inputs: PlanRequest['inputs'],
): ActionPlan['notices'] {
  const ignored = Object.entries(inputs)
    .filter(([name, value]) => !follows.includes(name) && !HARMLESS.includes(name) && value?.trim() !== '')
    .filter(([name, value]) => !CACHES.includes(name) || value !== 'false')
    .map(([name]) => name)
  if (ignored.length === 0) return []
  return [`\`${uses}\`: ${ignored.map((name) => `\`${name}\``).join(', ')} has no effect here`]
}
