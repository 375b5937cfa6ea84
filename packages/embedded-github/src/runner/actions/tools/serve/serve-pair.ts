import type { ServedAction } from '../../served-action.ts'
import type { ToolAction } from '../tool-action.ts'
import { serveTool } from './serve-tool.ts'

/** One action that sets up two tools. */
export function servePair([one, other]: readonly [ToolAction, ToolAction]): ServedAction {
  const [first, second] = [serveTool(one), serveTool(other)]
  return {
    names: one.names,
    async plan(request) {
      const plans = await Promise.all([first.plan(request), second.plan(request)])
      return {
        findings: plans.flatMap(({ findings }) => findings),
        notices: [...new Set(plans.flatMap(({ notices }) => notices))],
      }
    },
    async run(call) {
      const before = await first.run(call)
      if (before.problem !== undefined) return before
      const after = await second.run(call)
      return {
        ...after,
        outputs: { ...before.outputs, ...after.outputs },
        env: { ...before.env, ...after.env },
        path: [...(after.path ?? []), ...(before.path ?? [])],
      }
    },
  }
}
