import { Worker } from 'node:worker_threads'
import type { ComplexityAnswer, ComplexityWork } from './complexity-worker.ts'

/**
 * Measures in a thread of its own: a grammar is a foreign program that reads what a candidate wrote. If it fails or hangs, the
 * answers so far count, the thread is gone with all its state, and nothing else has waited for it.
 */
export async function askWorker(work: ComplexityWork): Promise<readonly ComplexityAnswer[]> {
  const answers: ComplexityAnswer[] = []
  const worker = new Worker(new URL('./complexity-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('there was no time left for it'), work.maxMs + PATIENCE_MS)
  worker.on('message', (answer: ComplexityAnswer) => answers.push(answer))
  worker.on('error', (error) => resolve(`it could not be read: ${messageOf(error)}`))
  worker.on('exit', () => resolve('it could not be read'))
  const reason = await ended
  clearTimeout(timer)
  await worker.terminate()
  while (answers.length < work.files.length) answers.push({ kind: 'unmeasured', reason })
  return answers
}

/** For starting the thread, and for what it does between two looks at the clock. */
const PATIENCE_MS = 1_500

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown'
}
