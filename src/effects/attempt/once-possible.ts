import { pause } from '@speculate-dev/system'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

const LOOK_AGAIN_MS = 10_000

/**
 * Does an attempt's work where the machine lets it. What only its operator can mend (no git, a disk that is full) fails no attempt and costs
 * no run its label: it is told, waited for, and what was cut off by it is begun again (O18).
 */
export async function oncePossible<Result>(
  context: RunAttempt,
  running: RunningAttempt,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    await untilPossible(context, running)
    try {
      return await work()
    } catch (error) {
      if (running.signal.aborted || (await context.obstacle?.()) === undefined) throw error
    }
  }
}

async function untilPossible(context: RunAttempt, running: RunningAttempt): Promise<void> {
  const { speculation, attempt, heartbeat, signal, cancelled } = running
  const isOver = AbortSignal.any([signal, cancelled])
  let told: string | undefined
  for (;;) {
    const obstacle = await context.obstacle?.()
    signal.throwIfAborted()
    if (obstacle === undefined || cancelled.aborted) return
    if (obstacle !== told)
      context.log(`${speculation.id}: the attempt of ${attempt.candidate} waits. ${obstacle}`, {
        run: speculation.id,
        level: 'error',
        next: 'It goes on by itself once that is mended.',
      })
    told = obstacle
    heartbeat.report('waiting until the server can work again')
    await pause(context.lookAgainMs ?? LOOK_AGAIN_MS, isOver)
  }
}
