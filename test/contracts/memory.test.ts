import { createMemoryQueue } from '../fakes/memory-queue.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { describeQueue } from './queue.ts'
import { describeStore } from './store.ts'

const store = createMemoryStore()

describeStore('memory', () => store)
describeQueue('memory', { durable: false, open: async (onError) => createMemoryQueue(onError) })
