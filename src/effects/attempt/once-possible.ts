import { pause } from '@speculate-dev/system'
import { isRefusal } from '../why-refused.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

const LOOK_AGAIN_MS = 10_000

/**
 * Does an attempt's work where the machine lets it. What only its operator can mend (no git, a disk that is full), or the owner of the
 * repository (a suspended installation), fails no attempt and costs no run its label: it is told, waited for, and what was cut off by it
 * is begun again (O18).
 */
export async function oncePossible<Result>(
  context: RunAttempt,
  running: RunningAttempt,
  work: () => Promise<Result>,
): Promise<Result> {
  const tell = tellOnce(context, running)
  let refusals = 0
  for (let look: Look = ofMachine; ; look = ofAll) {
    await untilPossible(context, running, { look, tell })
    try {
      return await work()
    } catch (error) {
      // One that was cancelled waits for nothing any more.
      if (running.signal.aborted || running.cancelled.aborted) throw error
      if ((await ofAll(context, running)) !== undefined) continue
      // What refused it may be over by the time that it is asked about.
      refusals += 1
      if (refusals > MOST_REFUSALS || !isRefusal(error)) throw error
    }
  }
}

const MOST_REFUSALS = 2

type Look = (context: RunAttempt, running: RunningAttempt) => Promise<Obstacle | undefined>

interface Obstacle {
  readonly says: string
  readonly next: string
}

async function ofMachine({ obstacle }: RunAttempt): Promise<Obstacle | undefined> {
  const says = await obstacle?.()
  return says === undefined ? undefined : { says, next: 'It goes on by itself once that is mended.' }
}

/** The forge is asked only once something has gone wrong. */
async function ofAll(context: RunAttempt, running: RunningAttempt): Promise<Obstacle | undefined> {
  const { owner, repo } = running.speculation.issue
  const machine = await ofMachine(context)
  if (machine) return machine
  // Where that cannot be told either, the error that came before says more.
  const limits = await context.limits?.({ owner, repo }).catch(() => undefined)
  return limits && { says: `GitHub lets nothing be done: ${limits.message}.`, next: limits.next }
}

/** What is in the way again and again is said once. */
function tellOnce(
  { log }: RunAttempt,
  { speculation, attempt }: RunningAttempt,
): (obstacle: Obstacle) => void {
  const told = new Set<string>()
  return ({ says, next }) => {
    if (told.has(says)) return
    told.add(says)
    log(`${speculation.id}: the attempt of ${attempt.candidate} waits. ${says}`, {
      run: speculation.id,
      level: 'error',
      next,
    })
  }
}

async function untilPossible(
  context: RunAttempt,
  running: RunningAttempt,
  { look, tell }: { readonly look: Look; readonly tell: (obstacle: Obstacle) => void },
): Promise<void> {
  const { heartbeat, signal, cancelled } = running
  const isOver = AbortSignal.any([signal, cancelled])
  for (;;) {
    const obstacle = await look(context, running)
    signal.throwIfAborted()
    if (obstacle === undefined || cancelled.aborted) return
    tell(obstacle)
    heartbeat.report('waiting until the server can work again')
    await pause(context.lookAgainMs ?? LOOK_AGAIN_MS, isOver)
  }
}
