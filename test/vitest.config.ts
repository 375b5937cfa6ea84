import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Real agents have a run of their own: `npm run test:agents`.
    exclude: ['agents/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two workers: many tests start real processes (git, chromium, postgres), and two cores are all we promise to need.
    maxWorkers: 2,
  },
})
