import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { folderInMemory } from './folder-in-memory.ts'
import { NeedsSandbox } from './needs-sandbox.ts'
import { NeedsTools } from './needs-tools.ts'

/** These run whole commands, on databases and browsers: they take longest, so they begin first. */
const COMMANDS = ['{browser,commands,deploy}/**/*.test.ts']

/**
 * These start many programs, git most of all. To start one, the memory map of the process that starts it is copied: in a worker that has
 * grown to a gigabyte this costs more than git itself. So they have workers of their own, which are still small.
 */
const STARTS_PROGRAMS = [
  'adapters/{agents,analysis,git,github,proof,sandbox}/**/*.test.ts',
  '{contracts,effects,embedded-github,sample,web}/**/*.test.ts',
]

/** These start the whole app. */
const WHOLE_APP = ['scenarios/**/*.test.ts', 'adapters/storage/**/*.test.ts']

/** Real agents have a run of their own: `npm run test:agents`. */
const AGENTS = 'agents/**'

const MEMORY = folderInMemory()

/** Vitest asks for the builds of packages that look for mistakes of their callers: they are slower, and not what anybody else runs. */
const PACKAGES_AS_ELSEWHERE = {
  name: 'packages-as-elsewhere',
  configResolved: ({ ssr }: { readonly ssr: { readonly resolve?: { conditions?: string[] } } }) => {
    if (ssr.resolve) ssr.resolve.conditions = ['node']
  },
}

export default defineConfig({
  plugins: [PACKAGES_AS_ELSEWHERE],
  test: {
    root: import.meta.dirname,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a test waits for comes when it comes: no test depends on speed.
    expect: { poll: { timeout: 30_000 } },
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
      together('commands', COMMANDS),
      together('programs', STARTS_PROGRAMS),
      together('app', WHOLE_APP),
      together('the rest', ['**/*.test.ts'], [...COMMANDS, ...STARTS_PROGRAMS, ...WHOLE_APP]),
    ],
  },
})

/** Loading the program takes longer than most test files, so that a worker does it once: what a file changes of its process it puts back. */
function together(name: string, include: readonly string[], others: readonly string[] = []) {
  return {
    extends: true as const,
    test: { name, include: [...include], exclude: [AGENTS, ...others], isolate: false },
  }
}
