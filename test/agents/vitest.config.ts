import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Real agents need a gigabyte each and are loaded from disk: one at a time, and no clock decides. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    setupFiles: [join(import.meta.dirname, '../each-file.ts')],
    testTimeout: 300_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
  },
})
