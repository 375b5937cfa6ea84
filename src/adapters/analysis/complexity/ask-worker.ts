import { askProcess } from '../process/ask-process.ts'
import type { ComplexityAnswer, ComplexityWork } from './complexity-worker.ts'

/** One answer for each file, in their order. */
export function askWorker(work: ComplexityWork): Promise<readonly ComplexityAnswer[]> {
  return askProcess<ComplexityAnswer>({
    program: new URL('./complexity-worker.ts', import.meta.url),
    work,
    count: work.files.length,
    maxMs: work.maxMs,
    unanswered: (reason) => ({ change: { kind: 'unmeasured', reason } }),
  })
}
