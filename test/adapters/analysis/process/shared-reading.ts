import { type ReadingProcess, startReading } from '../../../../src/adapters/analysis/process/start-reading.ts'

let shared: ReadingProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * One reading process for all patches that the tests of a worker judge: it asks and answers as the one that a run starts for each patch,
 * but its programs and its grammars are loaded once. One question at a time, as there. Its end is that of the worker. Text that is made
 * to wear a grammar out needs a process of its own, as in a run: what comes after it may be read as nothing.
 */
export function sharedReading(): ReadingProcess {
  return {
    ask: (asking) => {
      shared ??= startReading()
      const { ask } = shared
      const answers = last.then(() => ask(asking))
      last = answers.catch(() => {})
      return answers
    },
    end: async () => {},
  }
}
