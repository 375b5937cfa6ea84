import { type ChildProcess, fork } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { createLimiter, messageOf } from '@speculate-dev/system'
import type { Measures } from '../../../domain/judgement/measures.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Analysis, PatchContents } from '../../../ports/analysis.ts'
import { ownProgram } from '../../own-files.ts'
import type { IsHeldIn } from '../content/secrets/find-secrets.ts'
import { holdsSecret } from '../content/secrets/holds-secret.ts'
import { lateness } from './lateness.ts'
import type { Asked, Fact, MeasureWork, ToServer } from './measure-messages.ts'

interface MeasuringOptions {
  readonly isHeldIn: IsHeldIn
  /** Patches measured at the same time, each in a process of its own; half of them for one repository. */
  readonly atOnce?: number
  /** For one patch, in processor time. */
  readonly maxMs?: number
}

export interface Measuring extends Analysis {
  /** Ends every process; nothing is measured any more. */
  close(): Promise<void>
}

/**
 * Everything that is measured of a patch, in processes beside the server: whatever a candidate wrote, the thread that serves everybody
 * else reads none of it (S4). A process has limits of time and memory, no secret and no environment; it asks for what it reads. One that
 * has done its work takes the next patch; one that was late or failed is ended with all that it has started. Repositories take turns,
 * and none has more than half of the places: whoever has much to be measured keeps nobody else waiting.
 */
export function startMeasuring({ isHeldIn, atOnce = AT_ONCE, maxMs = MAX_MS }: MeasuringOptions): Measuring {
  const places = createLimiter(atOnce, Math.ceil(atOnce / 2))
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const running = new Set<ChildProcess>()
  const idle: ChildProcess[] = []
  return {
    holdsSecret: async (text) => (await isHeldIn(text)) || (await holdsSecret(text)),
    async measure(patch, contents, { reach, allowedValues, repository } = {}) {
      const leave = await places.take(closing.signal, withoutUndefined({ key: repository }))
      const child = idle.pop() ?? startProcess()
      running.add(child)
      try {
        const can = { hadFolder: contents.hadFolder !== undefined, naming: contents.naming !== undefined }
        const ask = answerer(contents, isHeldIn)
        const measures = await measuresOf(child, { work: { patch, reach, allowedValues, can }, ask, maxMs })
        idle.push(child)
        return measures
      } catch (error) {
        running.delete(child)
        await endGroup(child)
        throw error
      } finally {
        leave()
      }
    },
    async close() {
      closing.abort(new Error('the server stops'))
      // Also what is being measured: nobody would end it any more.
      await Promise.all([...running].map(endGroup))
    },
  }
}

const AT_ONCE = availableParallelism() < 4 ? 2 : 4
const MAX_MS = 120_000
const MEMORY_MB = 1_024
const LOOK_MS = 100

function startProcess(): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  const child = fork(ownProgram(new URL('./measuring-process.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--disable-warning=ExperimentalWarning'],
    env: NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A group of its own, which ends together: it starts a process that reads grammars.
    detached: true,
  })
  // Waiting for its next patch, it keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  // Between two patches nobody else listens, and an error that nobody hears would end us.
  return child.on('error', () => {})
}

async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.ref()
  process.kill(-pid, 'SIGKILL')
  await gone
}

type Ask = (about: Asked, argument: string) => unknown

function answerer(contents: PatchContents, isHeldIn: IsHeldIn): Ask {
  return (about, argument) => {
    switch (about) {
      case 'before':
        return contents.before(argument)
      case 'after':
        return contents.after(argument)
      case 'diff':
        return contents.diff()
      case 'hadFolder':
        return contents.hadFolder?.(argument)
      case 'naming':
        return contents.naming?.(argument)
      case 'isHeldIn':
        return isHeldIn(argument)
      default:
        return about satisfies never
    }
  }
}

interface Measurement {
  readonly work: MeasureWork
  readonly ask: Ask
  readonly maxMs: number
}

async function measuresOf(child: ChildProcess, { work, ask, maxMs }: Measurement): Promise<Measures> {
  const { promise, resolve, reject } = Promise.withResolvers<Measures>()
  const hear = (said: ToServer) => {
    if (said.kind === 'ask') void tell(child, said.id, () => ask(said.about, said.argument))
    else if (said.kind === 'measured') resolve(said.measures)
    else reject(new Error(said.message))
  }
  const fail = (error: Error) => reject(error)
  const close = () => reject(new Error('the process that measured it has ended'))
  const isLate = lateness(child.pid, maxMs)
  const timer = setInterval(() => {
    if (isLate()) reject(new Error(`it took longer than ${maxMs / 1_000} seconds`))
  }, LOOK_MS)
  child.ref()
  child.channel?.ref()
  child.on('message', hear).on('error', fail).on('disconnect', close)
  child.send({ kind: 'measure', work }, (error) => error && fail(error))
  try {
    return await promise
  } finally {
    clearInterval(timer)
    child.off('message', hear).off('error', fail).off('disconnect', close)
    child.unref()
    child.channel?.unref()
  }
}

/** A process that is gone needs no answer. */
async function tell(child: ChildProcess, id: number, answer: () => unknown): Promise<void> {
  const fact: Fact = await Promise.resolve()
    .then(answer)
    .then(
      (known): Fact => ({ kind: 'told', id, answer: known }),
      (error: unknown): Fact => ({ kind: 'untold', id, message: messageOf(error) }),
    )
  if (child.connected) child.send(fact, () => {})
}
