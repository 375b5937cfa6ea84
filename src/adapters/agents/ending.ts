import { pause } from '@speculate-dev/system'
import type { AgentResult } from '../../ports/agent.ts'
import type { Exit, LaunchedAgent, launch } from './launch.ts'
import { plainLine } from './progress-lines.ts'

/** How a run ended, before time-outs are taken into account. */
export type RunEnd =
  | {
      readonly kind: 'finished'
      /** The agent's last message, as plain text. */
      readonly lastWords?: string
    }
  | {
      readonly kind: 'timed-out' | 'cancelled' | 'crashed' | 'not-installed' | 'limit-exceeded'
      readonly detail: string
    }

export interface RunningProcess {
  /** Resolves when the run ends by itself. */
  readonly ending: Promise<RunEnd>
  /** Asks politely to stop; may take as long as it likes, we do not wait long. */
  readonly cancel?: () => Promise<unknown>
}

const CANCEL_GRACE_MS = 1_000

/** Starts the command, lets `converse` run it, and whatever comes of it ends every process before it answers. */
export async function runToEnd(
  start: () => ReturnType<typeof launch>,
  converse: (launched: LaunchedAgent) => RunningProcess,
  signal: AbortSignal,
): Promise<AgentResult> {
  const started = performance.now()
  const usage = () => ({ seconds: Math.round(performance.now() - started) / 1000 })
  if (signal.aborted) return { ...stopped(signal), usage: usage() }
  const launched = await start()
  try {
    const { ending, cancel } = converse(launched)
    const ended = await Promise.race([ending, aborted(signal)])
    if (ended !== 'aborted') return { ...ended, usage: usage() }
    if (cancel)
      await Promise.race([cancel().catch(() => undefined), pause(CANCEL_GRACE_MS, undefined, { ref: false })])
    return { ...stopped(signal), usage: usage() }
  } finally {
    await launched.end()
  }
}

/** What an exit means when nobody asked for it. */
export function exitEnding(exit: Exit, output: string): RunEnd {
  const lastOutput = plainLine(output)
  const because = lastOutput === '' ? '' : ` Its last words: ${JSON.stringify(lastOutput)}`
  switch (exit.kind) {
    case 'exited':
      if (exit.code === 0) return { kind: 'finished' }
      return { kind: 'crashed', detail: `The agent ended with exit code ${exit.code}.${because}` }
    case 'killed':
      return { kind: 'crashed', detail: `The agent was ended by ${exit.signal}.${because}` }
    case 'not-started':
      return { kind: 'crashed', detail: `The agent could not be started: ${exit.reason}.` }
    case 'limit-exceeded':
      return { kind: 'limit-exceeded', detail: exit.reason }
    default:
      throw new Error(exit satisfies never)
  }
}

export function stopped({ reason }: AbortSignal): Exclude<RunEnd, { kind: 'finished' }> {
  const isTimeout = reason === 'timed-out' || (reason instanceof Error && reason.name === 'TimeoutError')
  return isTimeout
    ? { kind: 'timed-out', detail: 'The agent did not end within its time.' }
    : { kind: 'cancelled', detail: 'The attempt was cancelled.' }
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted')
    signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
}
