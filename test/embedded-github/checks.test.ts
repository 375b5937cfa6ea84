import { afterAll, beforeAll, expect, it } from 'vitest'
import { ACTIONS_APP_ID } from '../../packages/embedded-github/src/model.ts'
import type { Runner, RunnerHost } from '../../packages/embedded-github/src/runner-host.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
let host: RunnerHost
const reported: string[] = []
const runner: Runner = {
  onPullRequestActivity: ({ action, pullRequest, actor }) =>
    reported.push(`${action} #${pullRequest.number} by ${actor}`),
  resume: () => {},
  close: async () => {},
}
beforeAll(async () => {
  stage = await setStage({
    runner: (given) => {
      host = given
      return runner
    },
  })
})
afterAll(() => stage.close())

async function openWithRun(branch: string) {
  await pushBranch(stage, branch, { [`${branch}.txt`]: 'x\n' })
  const { data: pull } = await stage.bot.pulls.create({
    ...repo,
    title: branch,
    head: branch,
    base: 'main',
    draft: true,
  })
  const repository = stage.github.state.repositories[0]
  if (repository === undefined) throw new Error('no repository')
  const run = await host.createRun({
    repository,
    workflow: { path: '.github/workflows/ci.yml', name: 'CI' },
    event: 'pull_request',
    headSha: pull.head.sha,
    headBranch: branch,
    pullRequests: [pull.number],
    actor: 'helper[bot]',
  })
  const job = await host.createJob(repository, run, 'test')
  return { pull, repository, run, job, sha: pull.head.sha }
}

it('the runner is told, and its jobs are check runs of a workflow run', async () => {
  const { pull, repository, run, job, sha } = await openWithRun('ran')
  expect(reported).toContain(`opened #${pull.number} by helper[bot]`)
  await host.updateJob(repository, job, { status: 'in_progress' })
  await host.appendLog(job, 'ok 1\n')
  await host.updateJob(repository, job, {
    conclusion: 'failure',
    output: { title: 'test', summary: '1 failed', text: null },
    annotations: [
      {
        path: 'src/retry.js',
        startLine: 2,
        endLine: 2,
        startColumn: null,
        endColumn: null,
        level: 'failure',
        title: 'assert',
        message: 'charged twice',
        rawDetails: null,
      },
    ],
  })
  await host.completeRun(repository, run, 'failure')

  const { data: checks } = await stage.bot.checks.listForRef({ ...repo, ref: sha })
  expect(checks.check_runs).toMatchObject([
    {
      id: job.id,
      name: 'test',
      status: 'completed',
      conclusion: 'failure',
      app: { id: ACTIONS_APP_ID, slug: 'github-actions' },
    },
  ])
  const { data: jobs } = await stage.bot.actions.listJobsForWorkflowRun({ ...repo, run_id: run.id })
  expect(jobs.jobs[0]?.check_run_url).toBe(checks.check_runs[0]?.url)
  const { data: runs } = await stage.bot.actions.listWorkflowRunsForRepo({ ...repo, head_sha: sha })
  expect(runs.workflow_runs).toMatchObject([
    { event: 'pull_request', conclusion: 'failure', path: '.github/workflows/ci.yml' },
  ])
  const { data: notes } = await stage.bot.checks.listAnnotations({ ...repo, check_run_id: job.id })
  expect(notes).toMatchObject([{ message: 'charged twice', annotation_level: 'failure', start_line: 2 }])
  expect(await host.readLog(job.id)).toBe('ok 1\n')

  await stage.github.webhooksDelivered()
  const seen = stage.hooks.named().filter((name) => /^(check_|workflow_)/.test(name))
  expect(seen.filter((name) => name.startsWith('workflow_run'))).toEqual([
    'workflow_run.requested',
    'workflow_run.in_progress',
    'workflow_run.completed',
  ])
  expect(seen).toEqual(
    expect.arrayContaining(['check_run.created', 'check_run.completed', 'check_suite.completed']),
  )
})

it("a check run forged with the job's token sits in the Actions suite but in no list of jobs", async () => {
  const { repository, run, job, sha } = await openWithRun('forged')
  const candidate = stage.client(await host.jobToken(repository))
  const forged = await candidate.checks.create({
    ...repo,
    name: 'test',
    head_sha: sha,
    conclusion: 'success',
  })
  expect(forged.data).toMatchObject({ app: { id: ACTIONS_APP_ID }, check_suite: { id: run.suiteId } })
  const { data } = await stage.bot.actions.listJobsForWorkflowRun({ ...repo, run_id: run.id })
  expect(data.jobs.map(({ id }) => id)).toEqual([job.id])
  await expect(candidate.issues.create({ ...repo, title: 'no' })).rejects.toMatchObject({ status: 403 })
})

it("an App updates its own check runs, within the limits, and nobody else's", async () => {
  const { job, sha } = await openWithRun('own')
  const { data: own } = await stage.bot.checks.create({
    ...repo,
    name: 'scoreboard',
    head_sha: sha,
    status: 'in_progress',
  })
  expect(own.app?.slug).toBe('helper')
  const output = (length: number) => ({ title: 't', summary: 'x'.repeat(length) })
  const update = (check_run_id: number, length: number) =>
    stage.bot.checks.update({ ...repo, check_run_id, conclusion: 'success', output: output(length) })
  await expect(update(own.id, 65_536)).rejects.toMatchObject({ status: 422 })
  expect((await update(own.id, 65_535)).data).toMatchObject({ status: 'completed', conclusion: 'success' })
  await expect(update(job.id, 1)).rejects.toMatchObject({ status: 403 })
  await expect(stage.maintainer.checks.create({ ...repo, name: 'x', head_sha: sha })).rejects.toMatchObject({
    status: 403,
  })
})

it('commit statuses combine, the newest of each context counting', async () => {
  const { sha } = await openWithRun('statuses')
  const set = (context: string, state: 'success' | 'failure') =>
    stage.maintainer.repos.createCommitStatus({ ...repo, sha, context, state })
  await set('ci/a', 'failure')
  await set('ci/a', 'success')
  await set('ci/b', 'success')
  const { data } = await stage.bot.repos.getCombinedStatusForRef({ ...repo, ref: sha })
  expect(data).toMatchObject({ state: 'success', total_count: 2 })
  await expect(stage.bot.repos.createCommitStatus({ ...repo, sha, state: 'success' })).rejects.toMatchObject({
    status: 403,
  })
})

it('auto-merge waits for the required check and for the draft to be ready', async () => {
  const { pull, repository, run, job } = await openWithRun('automatic')
  await stage.github.admin.setBranchProtection({ owner: repo.owner, name: repo.repo }, 'main', [
    { context: 'test', integrationId: null },
  ])
  const mutate = (name: string) =>
    stage.bot.graphql(
      `mutation($id: ID!) { ${name}(input: { pullRequestId: $id }) { pullRequest { id } } }`,
      {
        id: pull.node_id,
      },
    )
  const isMerged = async () => (await stage.bot.pulls.get({ ...repo, pull_number: pull.number })).data.merged
  await mutate('enablePullRequestAutoMerge')
  await mutate('markPullRequestReadyForReview')
  expect(await isMerged()).toBe(false)
  await host.updateJob(repository, job, { conclusion: 'success' })
  await host.completeRun(repository, run, 'success')
  expect(await isMerged()).toBe(true)
})
