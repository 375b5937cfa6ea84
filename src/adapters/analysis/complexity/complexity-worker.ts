import { parentPort, workerData } from 'node:worker_threads'
import type { FileChange } from '../../../domain/patch.ts'
import { type MeasuredChange, measureChange } from './measure-change.ts'

/** What the thread is started with. The contents are by path, for the files that have any. */
export interface ComplexityWork {
  readonly files: readonly FileChange[]
  readonly before: ReadonlyMap<string, Uint8Array>
  readonly after: ReadonlyMap<string, Uint8Array>
  readonly maxMs: number
}

/** Said for each file, in the order of the files. */
export type ComplexityAnswer = MeasuredChange

await measureAll(workerData)

async function measureAll({ files, before, after, maxMs }: ComplexityWork): Promise<void> {
  const end = performance.now() + maxMs
  const sides = { before: (path: string) => before.get(path), after: (path: string) => after.get(path) }
  for (const file of files) {
    const answer: ComplexityAnswer = await measureChange(file, sides, () => performance.now() < end)
    parentPort?.postMessage(answer)
  }
}
