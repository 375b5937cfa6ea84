import type {
  Repository,
  RunnerFactory,
  RunnerHost,
  WorkflowJob,
  WorkflowRun,
} from '@speculate-dev/embedded-github'

type Host = RunnerHost

interface HeldRun {
  readonly repository: Repository
  readonly run: WorkflowRun
  readonly jobs: readonly WorkflowJob[]
  readonly branch: string
}

/** A runner whose jobs start at once on every draft, with each commit that it gets, and end when the test says so. */
export function heldChecks(names: readonly string[]) {
  const held: HeldRun[] = []
  const starting: Promise<void>[] = []
  let host: Host | undefined
  const begin = async (repository: Repository, run: WorkflowRun, jobNames: readonly string[]) => {
    if (!host) return
    const jobs: WorkflowJob[] = []
    for (const name of jobNames) {
      const job = await host.createJob(repository, run, name)
      await host.updateJob(repository, job, { status: 'in_progress' })
      jobs.push(job)
    }
    held.push({ repository, run, jobs, branch: run.headBranch })
  }
  const start = async (repository: Repository, pull: { number: number; branch: string; sha: string }) => {
    if (!host) return
    const run = await host.createRun({
      repository,
      workflow: { path: '.github/workflows/ci.yml', name: 'ci' },
      event: 'pull_request',
      headSha: pull.sha,
      headBranch: pull.branch,
      pullRequests: [pull.number],
      actor: 'speculate[bot]',
    })
    await begin(repository, run, names)
  }
  const runner: RunnerFactory = (given) => {
    host = given
    return {
      onPullRequestActivity: ({ repository, pullRequest, action }) => {
        const { head } = pullRequest.pull
        if (action !== 'opened' && action !== 'synchronize') return
        const pull = { number: pullRequest.number, branch: head.ref, sha: head.sha }
        starting.push(start(repository, pull))
      },
      onRerun: ({ repository, rerun }) => {
        starting.push(begin(repository, rerun, rerun.rerun ?? names))
      },
      resume: () => {},
      close: async () => {},
    }
  }
  const runOf = (candidate: string): HeldRun => {
    const found = held.findLast(({ branch }) => branch === candidate || branch.endsWith(`/${candidate}`))
    if (!found) throw new Error(`no checks of ${candidate}`)
    return found
  }
  return {
    runner,
    started: () => Promise.all(starting),
    /** Ends one of its jobs. */
    endJob: async (candidate: string, place: number, conclusion: 'success' | 'failure' = 'success') => {
      const { repository, jobs } = runOf(candidate)
      const job = jobs[place]
      if (job) await host?.updateJob(repository, job, { conclusion })
    },
    /** Ends its run, whose jobs have all ended. */
    endRun: async (candidate: string, conclusion: 'success' | 'failure' = 'success') => {
      const { repository, run } = runOf(candidate)
      await host?.completeRun(repository, run, conclusion)
    },
  }
}
