import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { z } from 'zod'
import { killProcessesWith } from '../adapters/sandbox/processes.ts'

export interface TestRun {
  readonly passed: number
  /** Their full names. A file that cannot be loaded has none, so that breaking it is no proof. */
  readonly failed: readonly string[]
}

const Report = z.object({
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
})

/** Where tests are run, and all that they write in folders of their own. */
interface Place {
  readonly clone: string
  readonly folder: string
}

/**
 * Runs test files of a clone, by their paths from its root. Who does not end in time has neither passed nor failed. What is still running
 * in the folder after that is ended: a measure that was removed may have been what ends it.
 */
export async function runTests(
  { clone, folder }: Place,
  files: readonly string[],
  timeoutMs: number,
): Promise<TestRun> {
  const report = join(clone, 'report-of-tests.json')
  rmSync(report, { force: true })
  const vitest = join(clone, 'node_modules/vitest/vitest.mjs')
  const options = ['--config', 'test/vitest.config.ts', '--reporter=json', `--outputFile=${report}`]
  const env = { TMPDIR: folder }
  const run = { cwd: clone, env, reject: false, timeout: timeoutMs, stdio: 'ignore' } as const
  const { timedOut } = await execa(process.execPath, [vitest, 'run', ...options, ...files], run)
  await killProcessesWith(folder)
  if (timedOut) return { passed: 0, failed: [] }
  const { numPassedTests, testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  return { passed: numPassedTests, failed }
}
