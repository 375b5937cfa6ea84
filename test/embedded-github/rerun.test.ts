// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it, onTestFinished, vi } from 'vitest'
import { createRunner } from '../../packages/embedded-github/src/runner/create-runner.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

const WORKFLOW = `on: pull_request
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  flaky: { runs-on: ubuntu-latest, needs: build, steps: [{ run: 'test "$GITHUB_RUN_ATTEMPT" = 2' }] }
  after: { runs-on: ubuntu-latest, needs: flaky, steps: [{ run: 'test "\${{ github.run_attempt }}" = 2' }] }
  other: { runs-on: ubuntu-latest, steps: [{ run: 'exit 1' }] }
`

it('a job and those that need it are run again, as the next attempt of the same run', async () => {
  const { stage, sha, run, ended } = await judged()
  const first = await jobs(stage, run.id)
  expect(first.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['build', 'success'],
    ['other', 'failure'],
    ['flaky', 'failure'],
    ['after', 'skipped'],
  ])
  const flaky = idOf(first, 'flaky')
  const { status } = await stage.bot.actions.reRunJobForWorkflowRun({ ...repo, job_id: flaky })
  expect(status).toBe(201)
  await ended(2)

  const second = await jobs(stage, run.id)
  expect(Object.fromEntries(second.map((job) => [job.name, [job.conclusion, job.run_attempt]]))).toEqual({
    build: ['success', 1],
    other: ['failure', 1],
    flaky: ['success', 2],
    after: ['success', 2],
  })
  expect(idOf(second, 'flaky')).not.toBe(flaky)
  expect((await jobs(stage, run.id, 'all')).map(({ id }) => id)).toContain(flaky)
  const at = { ...repo, run_id: run.id, attempt_number: 1 }
  const { data } = await stage.bot.actions.listJobsForWorkflowRunAttempt(at)
  expect(idOf(data.jobs, 'flaky')).toBe(flaky)
  expect((await stage.bot.actions.getWorkflowRun({ ...repo, run_id: run.id })).data).toMatchObject({
    run_attempt: 2,
    conclusion: 'failure',
    previous_attempt_url: expect.stringMatching(/\/attempts\/1$/),
  })
  const kept = await stage.bot.checks.get({ ...repo, check_run_id: flaky })
  expect(kept.data).toMatchObject({ name: 'flaky', conclusion: 'failure', head_sha: sha })
  const shown = await stage.bot.checks.listForRef({ ...repo, ref: sha, check_name: 'flaky' })
  expect(shown.data.check_runs).toMatchObject([{ id: idOf(second, 'flaky'), conclusion: 'success' }])
})

it('all failed jobs are run again at once', async () => {
  const { stage, run, ended } = await judged()
  await stage.bot.actions.reRunWorkflowFailedJobs({ ...repo, run_id: run.id })
  await ended(2)
  const attempts = (await jobs(stage, run.id)).map((job) => [job.name, job.run_attempt])
  expect(Object.fromEntries(attempts)).toEqual({ build: 1, other: 2, flaky: 2, after: 2 })
})

it('a job of an earlier attempt, and one of a run that is running, are refused', async () => {
  const { stage, run, ended } = await judged()
  const flaky = idOf(await jobs(stage, run.id), 'flaky')
  await stage.bot.actions.reRunJobForWorkflowRun({ ...repo, job_id: flaky })
  const again = stage.bot.actions.reRunJobForWorkflowRun({ ...repo, job_id: flaky })
  await expect(again).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('already running'),
  })
  await ended(2)
  const late = stage.bot.actions.reRunJobForWorkflowRun({ ...repo, job_id: flaky })
  await expect(late).rejects.toMatchObject({ status: 403 })
})

it('an App that may only read actions can run nothing again', async () => {
  const { stage, run } = await judged('read')
  const refused = stage.bot.actions.reRunJobForWorkflowRun({
    ...repo,
    job_id: idOf(await jobs(stage, run.id), 'flaky'),
  })
  await expect(refused).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by integration'),
  })
})

/** A pull request whose only run has ended. */
async function judged(actions: 'read' | 'write' = 'write') {
  const stage = await setStage({
    runner: createRunner(),
    permissions: { contents: 'write', pull_requests: 'write', checks: 'write', actions },
  })
  onTestFinished(() => stage.close())
  await pushBranch(stage, 'feature', { '.github/workflows/ci.yml': WORKFLOW })
  const wanted = { ...repo, title: 'A change', head: 'feature', base: 'main' }
  const { data } = await stage.maintainer.pulls.create(wanted)
  const runs = () => stage.github.state.repositories[0]?.workflowRuns ?? []
  const ended = (attempt: number) =>
    expect
      .poll(() => runs().map((run) => `${run.attempt ?? 1} ${run.status}`), { timeout: 60_000 })
      .toEqual([`${attempt} completed`])
  await ended(1)
  const [run] = runs()
  if (run === undefined) throw new Error('no run')
  return { stage, run, sha: data.head.sha, ended }
}

async function jobs(stage: Stage, run_id: number, filter: 'latest' | 'all' = 'latest') {
  return (await stage.bot.actions.listJobsForWorkflowRun({ ...repo, run_id, filter })).data.jobs
}

function idOf(list: readonly { readonly id: number; readonly name: string }[], name: string): number {
  const job = list.find((one) => one.name === name)
  if (job === undefined) throw new Error(`no job ${name}`)
  return job.id
}
