import type { Queue } from '../../src/ports/queue.ts'

/** Takes everything and does nothing. */
export const idleQueue: Queue = {
  wake: async () => {},
  errand: async () => {},
  enqueueAttempt: async () => {},
  dropAttempt: async () => {},
  toolchains: () => [],
  freePlaces: async () => 0,
  work: async () => {},
  stop: async () => {},
}
