import { z } from 'zod'

/** Events of one end arrive together: of a check, its suite and its workflow run. One look is enough for them. */
const END_MS = 500
/** One check of many: while others run there is little to see, and the end of its suite is told by itself. */
const PROGRESS_MS = 5_000

/** How long what has happened may wait for more of its kind, in milliseconds. What people do is looked at at once. */
export function collectedForMs(event: string, payload: unknown, endMs = END_MS): number {
  switch (event) {
    case 'check_run':
      return Action.safeParse(payload).data?.action === 'requested_action' ? 0 : PROGRESS_MS
    case 'check_suite':
    case 'workflow_run':
      return Action.safeParse(payload).data?.action === 'completed' ? endMs : PROGRESS_MS
    case 'status':
      return endMs
    default:
      return 0
  }
}

const Action = z.object({ action: z.string() })
