import type { Store } from '../../src/ports/store.ts'
import { memoryAnswers } from './store/memory-answers.ts'
import { memoryAttempts } from './store/memory-attempts.ts'
import { memoryLog } from './store/memory-log.ts'
import { memoryMoves } from './store/memory-moves.ts'
import { memoryNotes } from './store/memory-notes.ts'
import { memoryOpenRuns } from './store/memory-open-runs.ts'
import { createMemoryRows } from './store/memory-rows.ts'
import { memorySpeculations } from './store/memory-speculations.ts'
import { memorySpending } from './store/memory-spending.ts'

/** A store in memory with the promises of the port; values are copied in and out. */
export function createMemoryStore(rows = createMemoryRows()): Store {
  return {
    ...memorySpeculations(rows),
    ...memoryOpenRuns(rows),
    ...memoryMoves(rows),
    ...memoryAnswers(rows),
    ...memoryAttempts(rows),
    ...memorySpending(rows),
    ...memoryLog(rows),
    ...memoryNotes(rows),
    prunable: async () => [],
    prune: () => Promise.reject(new Error('the memory store keeps everything')),
    close: async () => {},
  }
}
