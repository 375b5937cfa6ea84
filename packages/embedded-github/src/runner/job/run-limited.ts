import type { Step } from '../workflow/workflow.ts'
import { runScript, type ScriptResult } from './run-script.ts'
import type { StepPlace } from './run-step.ts'

type Command = Pick<Parameters<typeof runScript>[0], 'command' | 'directory' | 'environment'>

/** Runs a program within the time of its step. */
export async function runLimited(
  command: Command,
  { around: { report, signal, limits }, timeoutMinutes: minutes }: StepPlace,
): Promise<{ result: ScriptResult; timedOut: boolean }> {
  const deadline = new AbortController()
  const timer = minutes && setTimeout(() => deadline.abort(), minutes * limits.minuteMs)
  const signals = AbortSignal.any([signal, deadline.signal])
  const result = await runScript({
    ...command,
    onLine: report.log.output,
    signal: signals,
    graceMs: limits.graceMs,
  })
  clearTimeout(timer)
  return { result, timedOut: result.kind === 'killed' && deadline.signal.aborted && !signal.aborted }
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
