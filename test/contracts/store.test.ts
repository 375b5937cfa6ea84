import { createStore } from '../../src/adapters/storage/store.ts'
import { useDatabases } from '../adapters/storage/databases.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { describeStore } from './store.ts'

const databases = useDatabases()
const memory = createMemoryStore()

describeStore('memory', () => memory)
describeStore('PGlite', () => createStore(databases.pglite()))
describeStore('Postgres', () => createStore(databases.postgres()))
