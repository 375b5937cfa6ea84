import { type ChildProcess, fork } from 'node:child_process'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { ownProgram } from '../../own-files.ts'
import type { Questions } from './answer-all.ts'
import { lateness } from './lateness.ts'
import type { ReadingAnswer } from './reading-process.ts'

/** What is asked: one answer for each of `count` things, each said when it is known. */
interface ReadingQuestion<Q extends keyof Questions> {
  readonly about: Q
  readonly work: Questions[Q]['work']
  readonly count: number
  /** Measured in processor time; on a busy machine the same work takes longer. */
  readonly maxMs: number
  /** The answer for a question that was not answered. */
  readonly unanswered: (reason: string) => Questions[Q]['answer']
}

export interface ReadingProcess {
  /** One question at a time. */
  ask<Q extends keyof Questions>(asking: ReadingQuestion<Q>): Promise<readonly Questions[Q]['answer'][]>
  /** To be called when nothing more is asked, whatever the answers were. */
  end(): Promise<void>
}

/**
 * Reads what a candidate wrote in a process of its own, one for all that is asked of a patch: a grammar is a foreign program, and a
 * thread that fails may take everything with it. If the process fails or hangs, the answers so far count, it is gone with all its
 * state, and nothing else has waited for it; the next question gets a new one. It is given no environment but where compiled code
 * is kept, so none of our secrets.
 */
export function startReading(): ReadingProcess {
  let running: ChildProcess | undefined
  const end = async () => {
    const child = running
    running = undefined
    if (child) await endProcess(child)
  }
  return {
    end,
    async ask({ count, unanswered, ...question }) {
      running ??= startProcess()
      const { answers, failure } = await answersOf(running, question)
      if (failure !== undefined) await end()
      const reason = failure ?? 'it could not be read'
      while (answers.length < count) answers.push(unanswered(reason))
      return answers
    },
  }
}

function startProcess(): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  const child = fork(ownProgram(new URL('./reading-process.ts', import.meta.url)), {
    execArgv: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning'],
    env: NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Waiting for its next question, it keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  // Between two questions nobody else listens, and an error that nobody hears would end us.
  return child.on('error', () => {})
}

async function endProcess(child: ChildProcess): Promise<void> {
  const hasRun = child.pid !== undefined && child.exitCode === null && child.signalCode === null
  if (!hasRun) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.ref()
  child.kill('SIGKILL')
  await gone
}

interface Answers<Q extends keyof Questions> {
  readonly answers: Questions[Q]['answer'][]
  /** Why there are no more of them. */
  readonly failure?: string
}

async function answersOf<Q extends keyof Questions>(
  child: ChildProcess,
  { about, work, maxMs }: Pick<ReadingQuestion<Q>, 'about' | 'work' | 'maxMs'>,
): Promise<Answers<Q>> {
  const answers: Questions[Q]['answer'][] = []
  const { promise: ended, resolve } = Promise.withResolvers<string | undefined>()
  const hear = (said: ReadingAnswer<Q>) => ('answer' in said ? answers.push(said.answer) : resolve(undefined))
  const fail = (error: Error) => resolve(`it could not be read: ${error.message.slice(0, 200)}`)
  // The channel closes after the last answer has arrived, which an exit does not wait for.
  const close = () => resolve('it could not be read')
  const isLate = lateness(child.pid, maxMs)
  const timer = setInterval(() => {
    if (isLate()) resolve('there was no time left for it')
  }, LOOK_MS)
  child.ref()
  child.channel?.ref()
  child.on('message', hear).on('error', fail).on('disconnect', close)
  child.send({ about, work }, (error) => {
    if (error) fail(error)
  })
  const failure = await ended
  clearInterval(timer)
  child.off('message', hear).off('error', fail).off('disconnect', close)
  child.unref()
  child.channel?.unref()
  return { answers, ...withoutUndefined({ failure }) }
}

const LOOK_MS = 100
