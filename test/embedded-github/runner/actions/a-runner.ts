import { onTestFinished } from 'vitest'
import { isPullRequest } from '../../../../packages/embedded-github/src/github.ts'
import {
  createRunner,
  type RunnerOptions,
} from '../../../../packages/embedded-github/src/runner/create-runner.ts'
import { createMemoryHost, type MemoryHost } from '../memory-host.ts'

export interface RanWorkflow {
  readonly host: MemoryHost
  /** Of each check, by its name. */
  readonly conclusions: Readonly<Record<string, string | null>>
  log(check: string): Promise<string>
  /** What the checks say of notices and failures. */
  annotations(check: string): readonly string[]
}

/** A repository and a runner, which end with the test. */
export async function aRunner(options: RunnerOptions = {}) {
  const host = await createMemoryHost()
  const errors: unknown[] = []
  const runner = createRunner({ jobs: 4, graceMs: 200, ...options, onError: (error) => errors.push(error) })(
    host,
  )
  onTestFinished(async () => {
    await runner.close()
    await host.dispose()
    if (errors.length > 0) throw new AggregateError(errors, 'the runner failed')
  })
  const { repository } = host
  const ran = (since: number): RanWorkflow => {
    const checks = repository.checkRuns.slice(since)
    return {
      host,
      conclusions: Object.fromEntries(checks.map(({ name, conclusion }) => [name, conclusion])),
      log: (name) => host.readLog(host.check(name).id),
      annotations: (name) => host.check(name).annotations.map(({ message }) => message),
    }
  }
  const ended = () =>
    host.until(
      () =>
        repository.workflowRuns.every(({ status }) => status === 'completed') &&
        repository.workflowRuns.length > 0,
    )
  return {
    host,
    runner,
    /** Opens a pull request from a branch, and resolves when its workflows have ended. */
    async pullRequest(branch: string): Promise<RanWorkflow> {
      const since = repository.checkRuns.length
      const runs = repository.workflowRuns.length
      const pullRequest = await host.openPullRequest(branch)
      runner.onPullRequestActivity({ repository, pullRequest, action: 'opened', actor: 'ada' })
      await host.until(() => repository.workflowRuns.length > runs)
      await ended()
      return ran(since)
    },
    /** A new look at a pull request of this branch, whose head has moved. */
    async again(branch: string): Promise<RanWorkflow> {
      const since = repository.checkRuns.length
      const runs = repository.workflowRuns.length
      const pullRequest = repository.issues.filter(isPullRequest).find(({ pull }) => pull.head.ref === branch)
      if (!pullRequest) throw new Error(`no pull request of ${branch}`)
      runner.onPullRequestActivity({ repository, pullRequest, action: 'synchronize', actor: 'ada' })
      await host.until(() => repository.workflowRuns.length > runs)
      await ended()
      return ran(since)
    },
    /** Rehearses `main`. */
    async rehearsal(): Promise<RanWorkflow> {
      const since = repository.checkRuns.length
      const sha = await host.commit('main', {})
      await runner.rehearse?.({ repository, head: { ref: 'main', sha }, actor: 'ada' })
      return ran(since)
    },
  }
}

/** A workflow file of these jobs, each the steps in YAML or the whole job. */
export function workflowOf(jobs: Readonly<Record<string, string>>, on = 'pull_request'): string {
  const lines = Object.entries(jobs).map(([id, job]) => {
    const body = job.trimStart().startsWith('-')
      ? `steps:\n${job.replace(/^\n/, '')}`
      : job.replace(/^\n/, '')
    return `  ${id}:\n    runs-on: ubuntu-latest\n${indented(body, '    ')}`
  })
  return `name: CI\non: ${on}\njobs:\n${lines.join('\n')}\n`
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `${by}${line}`))
    .join('\n')
}
