import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { folderInMemory } from './folder-in-memory.ts'
import { NeedsSandbox } from './needs-sandbox.ts'
import { NeedsTools } from './needs-tools.ts'

/** These end programs, change the process for good, or take so long that they had better begin first. */
const ALONE = [
  'adapters/{proof,sandbox}/**/*.test.ts',
  'browser/**/*.test.ts',
  'commands/{backtest,demo,try}/*.test.ts',
  'commands/try/realistic/*.test.ts',
  'embedded-github/runner/**/*.test.ts',
  'web/setup-server.test.ts',
]

/**
 * These start many programs, git most of all. To start one, the memory map of the process that starts it is copied: in a worker that has
 * grown to a gigabyte this costs more than git itself. So they have workers of their own, which are still small.
 */
const STARTS_PROGRAMS = [
  'adapters/{agents,analysis,git,github}/**/*.test.ts',
  '{contracts,effects,embedded-github,sample,web}/**/*.test.ts',
]

/** These start the whole app, with a database in the process. */
const WHOLE_APP = ['{commands,deploy,scenarios}/**/*.test.ts', 'adapters/storage/**/*.test.ts']

/** Real agents have a run of their own: `npm run test:agents`. */
const AGENTS = 'agents/**'

const MEMORY = folderInMemory()

export default defineConfig({
  test: {
    root: import.meta.dirname,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two workers: many tests start real processes (git, chromium, postgres), and two cores are all we promise to need.
    maxWorkers: 2,
    globalSetup: [join(import.meta.dirname, 'embedded-github/description/set-up.ts')],
    setupFiles: [join(import.meta.dirname, 'each-file.ts')],
    reporters: ['default', new NeedsSandbox(), new NeedsTools()],
    // Code of WebAssembly that a test runs is not worth the time of an optimizing compiler; and what a worker keeps for objects that are
    // yet to come makes it slower to start a program.
    execArgv: ['--liftoff-only', '--max-semi-space-size=8'],
    // Started programs find here what another one has compiled.
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/node'),
      ...(MEMORY && { TMPDIR: MEMORY }),
    },
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, exclude: [AGENTS] } },
      // Loading the program takes longer than most of these files: a worker does so once.
      together('programs', STARTS_PROGRAMS, ALONE),
      together('app', WHOLE_APP, ALONE),
      together('together', ['**/*.test.ts'], [...ALONE, ...STARTS_PROGRAMS, ...WHOLE_APP]),
    ],
  },
})

function together(name: string, include: readonly string[], others: readonly string[]) {
  return {
    extends: true as const,
    test: { name, include: [...include], exclude: [AGENTS, ...others], isolate: false },
  }
}
