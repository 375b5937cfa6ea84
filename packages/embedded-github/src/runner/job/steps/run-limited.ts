import type { Step } from '../../workflow/workflow.ts'
import { runScript, type ScriptRequest, type ScriptResult } from './run-script.ts'
import type { StepPlace } from './run-step.ts'

type Command = Pick<ScriptRequest, 'command' | 'directory' | 'environment'> &
  Partial<Pick<ScriptRequest, 'onLine'>>

/** Runs a program within the time of its step. */
export async function runLimited(
  command: Command,
  { around: { report, signal, limits }, timeoutMinutes: minutes }: StepPlace,
): Promise<{ result: ScriptResult; timedOut: boolean }> {
  const deadline = startDeadline({ signal, minutes, minuteMs: limits.minuteMs })
  const result = await runScript({
    onLine: report.log.output,
    ...command,
    signal: deadline.signal,
    graceMs: limits.graceMs,
  })
  deadline.stop()
  return { result, timedOut: result.kind === 'killed' && deadline.isOver() }
}

/** The time of a step; its signal also aborts with the job's. */
export function startDeadline({
  signal,
  minutes,
  minuteMs,
}: {
  readonly signal: AbortSignal
  readonly minutes: number | undefined
  readonly minuteMs: number
}) {
  const deadline = new AbortController()
  const timer = minutes && setTimeout(() => deadline.abort(), minutes * minuteMs)
  return {
    signal: AbortSignal.any([signal, deadline.signal]),
    stop: () => clearTimeout(timer),
    isOver: () => deadline.signal.aborted && !signal.aborted,
  }
}

export function timeoutText(step: Step, { timeoutMinutes }: StepPlace): string {
  return `The action '${step.name}' has timed out after ${timeoutMinutes} minutes.`
}

/** What GitHub says of a program that did not end well. */
export function problemOfResult(result: ScriptResult): string | undefined {
  switch (result.kind) {
    case 'exited':
      return result.code === 0 ? undefined : `Process completed with exit code ${result.code}.`
    case 'not-started':
      return `The step could not be started: ${result.reason}`
    case 'killed':
      return undefined
    default:
      throw result satisfies never
  }
}
