import type { ReadingProcess } from '../../process/start-reading.ts'
import type { TestsAnswer, TestsWork } from './compare/read-and-compare.ts'

/** If reading does not end in time, nothing is known about the tests. */
export async function askAboutTests(work: TestsWork, reading: ReadingProcess): Promise<TestsAnswer> {
  const { tests, products, fixtures = [], maxMs } = work
  const [first] = [...tests, ...products, ...fixtures]
  if (!first) return NOTHING
  const count = tests.length || products.length
  const unread = { path: first.path, line: null, what: 'unread', detail: `${count} of ${count}` } as const
  const [answer] = await reading.ask({
    about: 'tests',
    work,
    count: 1,
    maxMs,
    unanswered: () => ({ ...NOTHING, weakened: count > 0 ? [unread] : [] }),
  })
  return answer ?? NOTHING
}

const NOTHING: TestsAnswer = { weakened: [], changed: [], defeated: [], grown: [] }
