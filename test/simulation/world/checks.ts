import type { Repository, RunnerFactory, RunnerHost, WorkflowRun } from '@speculate-dev/embedded-github'
import type { Conclusion, GreenTimes } from '../invariants/green-times.ts'
import type { Random } from '../random.ts'
import type { VirtualTime } from '../time/virtual-time.ts'

export const JOBS = ['lint', 'test'] as const
const WORKFLOW = { path: '.github/workflows/ci.yml', name: 'ci' }

/** How the checks of a branch go. */
export interface CheckPlan {
  startsAfterMs(branch: string): number
  /** One for each job, in their order. */
  ends(branch: string): readonly JobEnd[]
}

interface JobEnd {
  readonly afterMs: number
  readonly conclusion: Conclusion
}

/** They take their time, and most of them succeed. */
export function randomChecks(random: Random): CheckPlan {
  return {
    startsAfterMs: () => random.between(500, 4_000),
    ends: () => {
      const times = JOBS.map(() => random.between(3_000, 60_000))
      return times.map((afterMs) => ({
        afterMs,
        conclusion: random.chance(0.87) ? 'success' : random.chance(0.8) ? 'failure' : 'cancelled',
      }))
    },
  }
}

interface Checks {
  readonly time: VirtualTime
  readonly plan: CheckPlan
  readonly note: (what: string) => void
  /** Told of every check that begins, and of its end. */
  readonly told: GreenTimes['told']
}

/** The runner of the repository's workflow. */
export function simulatedChecks(checks: Checks): RunnerFactory {
  const { time, plan, note } = checks
  return (host) => ({
    onPullRequestActivity: ({ repository, pullRequest, action }) => {
      if (action !== 'opened' && action !== 'synchronize' && action !== 'reopened') return
      const { number } = pullRequest
      const { ref, sha } = pullRequest.pull.head
      time.after(plan.startsAfterMs(ref), async () => {
        const run = await host.createRun({
          ...{ repository, workflow: WORKFLOW, event: 'pull_request', actor: pullRequest.author },
          ...{ headSha: sha, headBranch: ref, pullRequests: [number] },
        })
        note(`checks of #${number} ${sha.slice(0, 7)} start`)
        await runJobs({ ...checks, host, repository, run })
      })
    },
    onRerun: ({ repository, rerun }) => {
      note(`checks of ${rerun.headBranch} run again`)
      time.after(1_000, () => runJobs({ ...checks, host, repository, run: rerun }))
    },
    resume: () => {},
    close: async () => {},
  })
}

interface Running extends Checks {
  readonly host: RunnerHost
  readonly repository: Repository
  readonly run: WorkflowRun
}

async function runJobs({ host, repository, run, time, plan, note, told }: Running): Promise<void> {
  const ends = plan.ends(run.headBranch)
  const names = JOBS.filter((name) => run.rerun?.includes(name) ?? true)
  for (const [place, name] of names.entries()) {
    const check = { sha: run.headSha, job: name, run: run.id }
    told({ ...check, conclusion: undefined })
    const job = await host.createJob(repository, run, name)
    await host.updateJob(repository, job, { status: 'in_progress' })
    const { afterMs, conclusion } = ends[place] ?? { afterMs: 0, conclusion: 'success' }
    time.after(afterMs, async () => {
      told({ ...check, conclusion })
      await host.updateJob(repository, job, { conclusion })
      note(`${name} of ${run.headBranch.split('/').at(-1)} ${run.headSha.slice(0, 7)}: ${conclusion}`)
    })
  }
  const all = ends.find(({ conclusion }) => conclusion !== 'success')?.conclusion ?? 'success'
  time.after(Math.max(...ends.map(({ afterMs }) => afterMs)) + 500, () =>
    host.completeRun(repository, run, all),
  )
}
