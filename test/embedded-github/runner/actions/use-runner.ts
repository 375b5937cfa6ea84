import { afterEach } from 'vitest'
import type { CheckRun } from '../../../../packages/embedded-github/src/model.ts'
import { createRunner } from '../../../../packages/embedded-github/src/runner/create-runner.ts'
import { createMemoryHost } from '../memory-host.ts'

interface RanWorkflow {
  /** Conclusions of the checks by name. */
  readonly conclusions: Readonly<Record<string, string | null>>
  check(name: string): CheckRun
  /** Titles and messages of a check's annotations, one on each line. */
  told(name: string): string
  log(name: string): Promise<string>
}

export type RunWorkflow = (
  jobs: string,
  options?: {
    readonly files?: Readonly<Record<string, string>>
    /** Of the user whose tools jobs may use. */
    readonly environment?: Readonly<Record<string, string>>
  },
) => Promise<RanWorkflow>

/** Runs the jobs of a workflow for a pull request, on a runner of its own. */
export function useRunner(): RunWorkflow {
  const ends: (() => Promise<void>)[] = []
  const temporary = process.env.TMPDIR
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  })
  return async (jobs, { files = {}, environment = {} } = {}) => {
    const host = await createMemoryHost()
    // Other tests run jobs at the same time: what is ours lies in a folder of our own.
    process.env.TMPDIR = host.github.dataDir
    const errors: unknown[] = []
    const runner = createRunner({ environment, onError: (error) => errors.push(error) })(host)
    ends.push(async () => {
      await runner.close()
      await host.dispose()
      if (errors.length > 0) throw errors[0]
    })
    await host.commit('main', { 'README.md': '# Payments' })
    const text = `name: CI\non: pull_request\njobs:\n${jobs}\n`
    await host.commit('feature', { '.github/workflows/ci.yml': text, ...files }, 'main')
    const pullRequest = await host.openPullRequest('feature')
    const { repository } = host
    runner.onPullRequestActivity({ repository, pullRequest, action: 'opened', actor: 'ada' })
    await host.until(
      () =>
        repository.workflowRuns.length > 0 &&
        repository.workflowRuns.every(({ status }) => status === 'completed'),
    )
    return {
      conclusions: Object.fromEntries(repository.checkRuns.map(({ name, conclusion }) => [name, conclusion])),
      check: host.check,
      told: (name) =>
        host
          .check(name)
          .annotations.map(({ title, message }) => [title, message].filter(Boolean).join(': '))
          .join('\n'),
      log: (name) => host.readLog(host.check(name).id),
    }
  }
}
