import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect } from 'vitest'
import {
  createRunner,
  type RunnerOptions,
} from '../../../packages/embedded-github/src/runner/create-runner.ts'
import type { Runner } from '../../../packages/embedded-github/src/runner-host.ts'
import { createMemoryHost, type MemoryHost } from './memory-host.ts'

/** For each test a server in memory and a runner on it, which must have reported no error in the end. */
export function useRunner() {
  let host: MemoryHost
  let runner: Runner
  const errors: unknown[] = []
  const temporary = process.env.TMPDIR
  const options: RunnerOptions = { minuteMs: 600, graceMs: 200, onError: (error) => errors.push(error) }

  beforeEach(async () => {
    host = await createMemoryHost()
    // Other tests run jobs at the same time: what is ours lies in a folder of our own.
    process.env.TMPDIR = host.github.dataDir
    runner = createRunner(options)(host)
    errors.length = 0
  })

  afterEach(async () => {
    await runner.close()
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
    await host.dispose()
    expect(errors).toEqual([])
  })

  async function open(branch: string, extra?: { readonly draft?: boolean }) {
    const pullRequest = await host.openPullRequest(branch, extra)
    runner.onPullRequestActivity({ repository: host.repository, pullRequest, action: 'opened', actor: 'ada' })
    return pullRequest
  }

  return {
    get host() {
      return host
    },
    get runner() {
      return runner
    },
    /** In the place of the one that was closed. */
    startRunner(more: Partial<RunnerOptions> = {}) {
      runner = createRunner({ ...options, ...more })(host)
    },
    /** Opens it, of a branch that has this workflow. */
    async pullRequestWith(
      text: string,
      files: Readonly<Record<string, string>> = {},
      extra?: { readonly draft?: boolean },
    ) {
      await host.commit('main', { 'README.md': '# Payments' })
      await host.commit('feature', { '.github/workflows/ci.yml': text, ...files }, 'main')
      return open('feature', extra)
    },
    open,
    finished(): Promise<void> {
      const { workflowRuns } = host.repository
      return host.until(
        () => workflowRuns.length > 0 && workflowRuns.every((run) => run.status === 'completed'),
      )
    },
    conclusions(): Record<string, string | null> {
      return Object.fromEntries(host.repository.checkRuns.map(({ name, conclusion }) => [name, conclusion]))
    },
    jobProcesses: () => jobProcesses(host.github.dataDir),
  }
}

/** Living processes that carry a job's tracking variable; Linux only. */
async function jobProcesses(directory: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const environments = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')),
  )
  return pids.filter((_, index) => environments[index]?.includes(`RUNNER_TEMP=${directory}`))
}
