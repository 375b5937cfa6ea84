import type {
  Repository,
  RerunActivity,
  RunnerHost,
  WorkflowJob,
  WorkflowRun,
} from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate/candidate.ts'
import { createFakeForge } from '../fakes/forge/fake-forge.ts'
import { startEmbeddedStage } from './embedded-stage.ts'
import type { ForgeStage } from './forge.ts'

/** A forge on which jobs end as they are told, in one workflow run per head. */
interface RerunStage
  extends Pick<ForgeStage, 'forge' | 'repository' | 'repositoryId' | 'openIssue' | 'push'> {
  /** Also the second run of a job that was asked for. */
  endJob(head: string, branch: string, conclusion: string): Promise<void>
  mayRerun(allowed: boolean): void
  close(): Promise<void>
}

describe.each([
  ['in memory', inMemory],
  ['GitHub adapter on the embedded GitHub', onEmbeddedGitHub],
])('running jobs again: %s', (_, start) => {
  let stage: RerunStage
  beforeAll(async () => {
    stage = await start()
  })
  afterAll(() => stage.close())

  it('tells which job failed, in which attempt, and that its run has ended', async () => {
    const { read } = await failed(stage)
    expect(await read()).toMatchObject({
      conclusion: 'failure',
      workflow: { jobConfirmed: true, jobId: expect.any(Number), runAttempt: 1, runEnded: true },
    })
  })

  it('runs a job once more, however often it is asked, and shows the second run in its place', async () => {
    const { read, ask, end } = await failed(stage)
    const first = await read()
    await ask(first)
    await ask(first)
    await expect.poll(async () => (await read()).id).not.toBe(first.id)
    const second = await read()
    expect(second).toMatchObject({ name: 'test', headSha: first.headSha })
    expect(second.conclusion).toBeUndefined()
    await end('success')
    await ask(first)
    expect(await read()).toMatchObject({
      id: second.id,
      conclusion: 'success',
      workflow: { runId: first.workflow?.runId, jobConfirmed: true, runAttempt: 2, runEnded: true },
    })
  })

  it('says that it may not', async () => {
    const { read, ask } = await failed(stage)
    stage.mayRerun(false)
    await expect(ask(await read())).rejects.toMatchObject({ kind: 'forbidden' })
    stage.mayRerun(true)
    await ask(await read())
  })
})

/** A candidate whose job `test` has failed. */
async function failed(stage: RerunStage) {
  const { forge, repository } = stage
  const issue = { ...repository, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const branch = candidateBranch(issue, 1, 'one')
  const head = await stage.push(branch, 'a.txt', `${issue.number}\n`)
  await forge.ensureDraft(repository, {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'One',
    body: 'x',
  })
  await stage.endJob(head, branch, 'failure')
  const read = async () => {
    const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }] })
    const [run, ...others] = facts?.candidates[0]?.pullRequest?.observations ?? []
    if (run?.kind !== 'check-run' || others.length > 0) throw new Error('not one check run')
    return run
  }
  return {
    read,
    ask: ({ workflow }: Awaited<ReturnType<typeof read>>) =>
      forge.rerunJobs(repository, {
        workflowRunId: workflow?.runId ?? 0,
        attempt: 1,
        jobIds: [workflow?.jobId ?? 0],
      }),
    end: (conclusion: string) => stage.endJob(head, branch, conclusion),
  }
}

async function inMemory(): Promise<RerunStage> {
  const fake = createFakeForge()
  return {
    ...fake,
    endJob: (head, _branch, conclusion) => fake.report(head, { name: 'test', conclusion }),
    mayRerun: (allowed) => {
      fake.state.refusesReruns = !allowed
    },
    close: async () => {},
  }
}

async function onEmbeddedGitHub(): Promise<RerunStage> {
  const hosts: RunnerHost[] = []
  const running = new Map<string, { readonly run: WorkflowRun; readonly job: Promise<WorkflowJob> }>()
  const begin = (repository: Repository, run: WorkflowRun) => {
    const [host] = hosts
    if (!host) throw new Error('no runner')
    const started = { run, job: host.createJob(repository, run, 'test') }
    running.set(run.headSha, started)
    return started
  }
  const stage = await startEmbeddedStage({
    runner: (host) => {
      hosts.push(host)
      return {
        onPullRequestActivity: () => {},
        onRerun: ({ repository, rerun }: RerunActivity) => void begin(repository, rerun),
        resume: () => {},
        close: async () => {},
      }
    },
  })
  const [host] = hosts
  const [repository] = stage.github.state.repositories
  if (!host || !repository) throw new Error('no server')
  const createRun = (headSha: string, headBranch: string) =>
    host.createRun({
      ...{ repository, headSha, headBranch, event: 'pull_request', pullRequests: [], actor: 'maya' },
      workflow: { path: '.github/workflows/ci.yml', name: 'CI' },
    })
  return {
    ...stage,
    endJob: async (head, branch, conclusion) => {
      const known = running.get(head)
      const { run, job } = known ?? begin(repository, await createRun(head, branch))
      const outcome = conclusion === 'success' ? 'success' : 'failure'
      await host.updateJob(repository, await job, { conclusion: outcome })
      await host.completeRun(repository, run, outcome)
    },
    mayRerun: (allowed) => {
      for (const { permissions } of stage.github.state.installations)
        permissions.actions = allowed ? 'write' : 'read'
      // Tokens that were given before keep what they have.
      stage.github.state.tokens = stage.github.state.tokens.filter(
        (token) => token.kind === 'user' || token.permissions.actions !== 'write',
      )
    },
  }
}
