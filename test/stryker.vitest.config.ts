import { defineConfig } from 'vitest/config'

/**
 * What a mutant of a stage must not survive: the tests of the stages, and the stories that `advance` tells. The scenarios with whole
 * worlds are left out: they reach every stage, so that each of the thousands of mutants would cost all of them.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['stages/**/*.test.ts', 'scenarios/advance.test.ts', 'scenarios/after-verdict.test.ts'],
    testTimeout: 30_000,
  },
})
