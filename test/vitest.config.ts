import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { NeedsSandbox } from './needs-sandbox.ts'

/** These end programs, change the process for good, or take so long that they had better begin first. */
const ALONE = [
  'adapters/{proof,sandbox}/**/*.test.ts',
  'browser/**/*.test.ts',
  'commands/{backtest,demo,try}/*.test.ts',
  'embedded-github/runner/**/*.test.ts',
  'web/setup-server.test.ts',
]

/** Real agents have a run of their own: `npm run test:agents`. */
const AGENTS = 'agents/**'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two workers: many tests start real processes (git, chromium, postgres), and two cores are all we promise to need.
    maxWorkers: 2,
    setupFiles: [join(import.meta.dirname, 'each-file.ts')],
    reporters: ['default', new NeedsSandbox()],
    // Code of WebAssembly that a test runs is not worth the time of an optimizing compiler.
    execArgv: ['--liftoff-only'],
    // Started programs find here what another one has compiled.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/node') },
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, exclude: [AGENTS] } },
      // Loading the program takes longer than most of these files: a worker does so once.
      {
        extends: true,
        test: { name: 'together', include: ['**/*.test.ts'], exclude: [AGENTS, ...ALONE], isolate: false },
      },
    ],
  },
})
