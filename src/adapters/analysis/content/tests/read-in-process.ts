import { askProcess } from '../../process/ask-process.ts'
import type { ReadingAnswer, ReadingWork } from './read-and-compare.ts'

/** Reads what a candidate wrote in a process of its own. If that comes to no end, nobody knows what became of the tests. */
export async function readInProcess(work: ReadingWork): Promise<ReadingAnswer> {
  const { tests, products, fixtures = [], maxMs } = work
  const [first] = [...tests, ...products, ...fixtures]
  if (!first) return NOTHING
  const count = tests.length || products.length
  const unread = { path: first.path, line: null, what: 'unread', detail: `${count} of ${count}` } as const
  const [answer] = await askProcess<ReadingAnswer>({
    program: new URL('./reading-worker.ts', import.meta.url),
    work,
    count: 1,
    maxMs,
    unanswered: () => ({ ...NOTHING, weakened: count > 0 ? [unread] : [] }),
  })
  return answer ?? NOTHING
}

const NOTHING: ReadingAnswer = { weakened: [], changed: [], defeated: [], grown: [] }
