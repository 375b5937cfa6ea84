import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a process of its own is asked for: one answer for each of `count` things, each said when it is known. */
export interface Asking<A> {
  readonly program: URL
  readonly work: unknown
  readonly count: number
  readonly maxMs: number
  /** For what there is no answer of. */
  readonly unanswered: (reason: string) => A
}

/**
 * Asks in a process of its own: a grammar is a foreign program that reads what a candidate wrote, and a thread that fails may take
 * everything with it. If the process fails or hangs, the answers so far count, it is gone with all its state, and nothing else has
 * waited for it. It is given no environment, so none of our secrets.
 */
export async function askProcess<A>({
  program,
  work,
  count,
  maxMs,
  unanswered,
}: Asking<A>): Promise<readonly A[]> {
  const answers: A[] = []
  const child = fork(fileURLToPath(program), {
    execArgv: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()))
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('there was no time left for it'), maxMs + PATIENCE_MS)
  child.on('message', (answer: A) => answers.push(answer))
  child.on('error', (error) => resolve(`it could not be read: ${error.message.slice(0, 200)}`))
  // The channel closes after the last answer has arrived, which an exit does not wait for.
  child.on('disconnect', () => resolve('it could not be read'))
  child.send({ work }, (error) => {
    if (error) resolve(`it could not be read: ${error.message.slice(0, 200)}`)
  })
  const reason = await ended
  clearTimeout(timer)
  child.kill('SIGKILL')
  await gone
  while (answers.length < count) answers.push(unanswered(reason))
  return answers
}

/** For starting the process, and for what it does between two looks at the clock. */
const PATIENCE_MS = 2_500
