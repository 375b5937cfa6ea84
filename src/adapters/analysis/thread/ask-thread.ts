import { Worker } from 'node:worker_threads'

/** What a thread of its own is asked for: one answer for each of `count` things, each posted when it is known. */
export interface Asking<A> {
  readonly program: URL
  readonly work: unknown
  readonly count: number
  readonly maxMs: number
  /** For what there is no answer of. */
  readonly unanswered: (reason: string) => A
}

/**
 * Asks in a thread of its own: a grammar is a foreign program that reads what a candidate wrote. If it fails or hangs, the
 * answers so far count, the thread is gone with all its state, and nothing else has waited for it.
 */
export async function askThread<A>({
  program,
  work,
  count,
  maxMs,
  unanswered,
}: Asking<A>): Promise<readonly A[]> {
  const answers: A[] = []
  const worker = new Worker(program, { workerData: work, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('there was no time left for it'), maxMs + PATIENCE_MS)
  worker.on('message', (answer: A) => answers.push(answer))
  worker.on('error', (error) => resolve(`it could not be read: ${messageOf(error)}`))
  worker.on('exit', () => resolve('it could not be read'))
  const reason = await ended
  clearTimeout(timer)
  await worker.terminate()
  while (answers.length < count) answers.push(unanswered(reason))
  return answers
}

/** For starting the thread, and for what it does between two looks at the clock. */
const PATIENCE_MS = 1_500

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown'
}
