import { afterAll } from 'vitest'
import { watchCalls } from './embedded-github/description/watch-calls.ts'
import { removeTemporaryFolders } from './temporary-folder.ts'

// Registered before all of the file itself, so it comes after them: what was started in a folder has ended by then.
afterAll(removeTemporaryFolders)
watchCalls()
