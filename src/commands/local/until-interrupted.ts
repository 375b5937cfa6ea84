import { once } from 'node:events'
import type { Progress } from './shown/progress.ts'
import type { LocalRun } from './start-local.ts'

/** Leaves everything running until the person at the terminal has seen enough. */
export async function untilInterrupted(
  local: LocalRun,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress.note(
    `still running: ${local.url} (its pages have forms to open issues, label, comment, close, merge and press the buttons of checks), and all runs at ${local.speculate.url}/runs. Press Ctrl-C to stop.`,
  )
  if (!signal.aborted) await once(signal, 'abort')
}
