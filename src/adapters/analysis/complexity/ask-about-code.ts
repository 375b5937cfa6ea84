import type { ReadingProcess } from '../process/start-reading.ts'
import type { CodeAnswer, CodeWork } from './compare-code.ts'

/** One answer for each file, in their order. */
export function askAboutCode(work: CodeWork, reading: ReadingProcess): Promise<readonly CodeAnswer[]> {
  return reading.ask({
    about: 'code',
    work,
    count: work.files.length,
    maxMs: work.maxMs,
    unanswered: (reason) => ({ change: { kind: 'unmeasured', reason } }),
  })
}
