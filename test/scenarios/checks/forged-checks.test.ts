import { Octokit } from '@octokit/rest'
import type { Repository, Runner, RunnerHost, WorkflowRun } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { RequiredCheck } from '../../../src/domain/checks/contract.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { contractChecks } from '../../../src/stages/plan/contract/contract-checks.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

/**
 * T10 over real HTTP: a candidate whose own `test` failed, and everything it or others could post to look green. The contract is
 * learned from the base as the app learns it; `test` is required by a ruleset that pins nobody.
 */
const NOW = '2026-05-05T12:00:00.000Z'
const CI = '.github/workflows/ci.yml'
const WORKFLOW = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{ run: npm test }]
`

let stage: EmbeddedStage
let host: RunnerHost
let checks: readonly RequiredCheck[]
let mainHead: string
const runner: Runner = { onPullRequestActivity: () => {}, resume: () => {}, close: async () => {} }

beforeAll(async () => {
  stage = await startEmbeddedStage({
    runner: (given) => {
      host = given
      return runner
    },
  })
  mainHead = await stage.commitToMain(CI, WORKFLOW)
  const { owner, repo } = stage.repository
  await stage.github.admin.setRuleset(
    { owner, name: repo },
    { name: 'ci', branches: ['main'], checks: [{ context: 'test', integrationId: null }] },
  )
  checks = await contractOfBase()
})
afterAll(() => stage.close())

async function contractOfBase(): Promise<readonly RequiredCheck[]> {
  const issue = { ...stage.repository, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const facts = await stage.forge.facts({ issue, candidates: [] })
  if (!facts) throw new Error('no facts')
  const { settings, ...inputs } = await readContractInputs(stage.forge, issue, facts.repository)
  if (!settings.ok) throw new Error('no settings')
  return contractChecks({ ...inputs, settings: settings.value })
}

it('learns from the base who must have run the check', () => {
  expect(checks).toEqual([
    {
      name: 'test',
      source: 'ruleset',
      deadlineMinutes: 60,
      appSlug: 'github-actions',
      workflow: CI,
      event: 'pull_request',
    },
  ])
})

describe('a forged check counts for nothing', () => {
  it('believes the real job, so that the forgeries below are what makes the difference', async () => {
    const { finish, verdict } = await candidate()
    await finish('success')
    expect(await verdict()).toMatchObject({ state: 'passed', checks: [{ verdict: 'passed' }] })
  })

  it.each(['before', 'instead', 'after'] as const)(
    'the same name by another app, %s the failure',
    async (when) => {
      const { sha, finish, verdict } = await candidate()
      const { post } = await strangerApp()
      if (when === 'after') await finish('failure')
      await post(sha, 'success')
      if (when === 'before') await finish('failure')
      expect(await verdict()).toMatchObject({
        state: 'failed',
        checks: [{ verdict: when === 'instead' ? 'unverified' : 'failed' }],
      })
    },
  )

  it.each(['before', 'instead', 'after'] as const)(
    "the same name through the API with a job's own token, %s the failure",
    async (when) => {
      const { sha, finish, verdict, jobClient } = await candidate()
      const forge = async () => {
        const check = { ...stage.repository, name: 'test', head_sha: sha, conclusion: 'success' as const }
        await (await jobClient()).checks.create(check)
      }
      if (when === 'after') await finish('failure')
      await forge()
      if (when === 'before') await finish('failure')
      expect((await verdict()).state).toBe('failed')
    },
  )

  it("a job's own check run, rewritten with the job's token while it runs and after it failed", async () => {
    const { job, finish, verdict, jobClient } = await candidate()
    const rewrite = { ...stage.repository, check_run_id: job.id, conclusion: 'success' as const }
    await (await jobClient()).checks.update(rewrite)
    expect(await verdict()).toMatchObject({ state: 'pending' })
    await finish('failure')
    await (await jobClient()).checks.update(rewrite)
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'failed' }] })
  })

  it("another job's success, renamed with the job's token", async () => {
    const { finish, other, verdict, jobClient } = await candidate()
    await finish('failure')
    const lint = await other('lint')
    await (await jobClient()).checks.update({ ...stage.repository, check_run_id: lint.id, name: 'test' })
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'unverified' }] })
  })

  it('a success on an old commit', async () => {
    const { branch, finish, verdict } = await candidate()
    await finish('success')
    await stage.push(branch, 'later.txt', 'other work\n')
    expect(await verdict()).toMatchObject({ state: 'pending', checks: [{ reason: 'has not started' }] })
  })

  it("a commit status with the check's name", async () => {
    const { sha, finish, verdict, jobClient } = await candidate()
    await finish('failure')
    const status = { ...stage.repository, sha, context: 'test', state: 'success' as const }
    await (await jobClient()).repos.createCommitStatus(status)
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'failed' }] })
  })

  it("a commit status with the check's name where nothing else is", async () => {
    const { sha, verdict, jobClient } = await candidate()
    const status = { ...stage.repository, sha, context: 'test', state: 'success' as const }
    await (await jobClient()).repos.createCommitStatus(status)
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'unverified' }] })
  })
})

describe('a partial answer of GitHub never becomes a pass', () => {
  const PULL = 'repository.c0.nodes.0'
  it.each([
    `${PULL}.statusCheckRollup`,
    `${PULL}.statusCheckRollup.contexts`,
    `${PULL}.statusCheckRollup.contexts.nodes.0`,
    `${PULL}.statusCheckRollup.contexts.nodes.0.checkSuite.workflowRun`,
    `${PULL}.mergeable`,
    PULL,
  ])('without %s', async (path) => {
    const { finish, verdict } = await candidate()
    await finish('success')
    stage.github.faults.add({ on: { operation: 'Facts' }, fault: { kind: 'graphql-partial', path } })
    const said = await verdict().catch((error: Error) => error.name)
    expect(said === 'ForgeError' || (typeof said === 'object' && said.state === 'pending')).toBe(true)
    stage.github.faults.clear()
    expect((await verdict()).state).toBe('passed')
  })
})

/** The last one: from here on, the base of everybody is red. */
describe('a check that fails on the base', () => {
  it('is not believed from the token of a job', async () => {
    const { base, redOnBase, verdict, jobClient, finish } = await candidate()
    const check = { ...stage.repository, name: 'test', head_sha: base, conclusion: 'failure' as const }
    await (await jobClient()).checks.create(check)
    await finish('failure')
    expect(await redOnBase()).toEqual([])
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'failed' }] })
  })

  it('is known from the job that ran there, and neither blames nor proves while it stays red', async () => {
    const { redOnBase, verdict, failOnBase, finish } = await candidate()
    await failOnBase()
    await finish('failure')
    expect(await redOnBase()).toEqual(['test'])
    expect(await verdict()).toMatchObject({
      state: 'failed',
      reason: 'no required check could tell: `test` fails on the base and on this patch',
      checks: [{ verdict: 'failed', redOnBase: true }],
    })
  })

  it('V26: proves whoever turns it green', async () => {
    const { verdict, failOnBase, finish } = await candidate()
    await failOnBase()
    await finish('success')
    expect(await verdict()).toMatchObject({
      state: 'passed',
      checks: [{ verdict: 'passed', redOnBase: true }],
    })
  })
})

describe('a newer run of the same workflow', () => {
  it('V5: decides, and what it replaces is said', async () => {
    const { finish, again, verdict } = await candidate()
    await finish('failure')
    await again('success')
    expect(await verdict()).toMatchObject({
      state: 'passed',
      checks: [{ verdict: 'passed', replaced: [{ ended: 'failure' }] }],
    })
    await again('failure')
    expect(await verdict()).toMatchObject({ state: 'failed', checks: [{ verdict: 'failed' }] })
  })
})

let counter = 0

/** A draft of the app whose `test` job is running. */
async function candidate() {
  counter += 1
  const { forge, repository: ref } = stage
  const contract = { checks: [...checks], fingerprint: 'f' }
  const issue = { ...ref, number: await stage.openIssue({ title: `${counter}`, body: 'x' }) }
  const branch = candidateBranch(issue, 1, 'one')
  const sha = await stage.push(branch, 'a.txt', `${counter}\n`)
  const pull = await forge.ensureDraft(ref, {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'One',
    body: 'x',
  })
  const repository = embedded()
  const begin = () => startJob(repository, { sha, branch, pullRequest: pull.number })
  const first = await begin()
  const base = mainHead
  const red = async () => {
    const observations = (await facts()).base?.observations ?? []
    return redOnBase({ contract, observations, startedAt: NOW })
  }
  const facts = async () => {
    const found = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }], base })
    const pullRequest = found?.candidates[0]?.pullRequest
    if (!found || !pullRequest) throw new Error('no pull request')
    return { ...found, pullRequest }
  }
  return {
    branch,
    sha,
    job: first.job,
    base,
    redOnBase: red,
    failOnBase: async () => {
      const at = { sha: base, branch: 'main', event: 'push' }
      await endJob(repository, await startJob(repository, at), 'failure')
    },
    finish: (conclusion: 'success' | 'failure') => endJob(repository, first, conclusion),
    /** Another job of the same run, which succeeds. */
    other: async (name: string) => {
      const job = await host.createJob(repository, first.run, name)
      await host.updateJob(repository, job, { conclusion: 'success' })
      return job
    },
    again: async (conclusion: 'success' | 'failure') => endJob(repository, await begin(), conclusion),
    jobClient: async () =>
      new Octokit({ auth: await host.jobToken(repository), baseUrl: stage.github.apiUrl }),
    verdict: async () => {
      const { pullRequest } = await facts()
      return verify({ contract, pullRequest, publishedAt: NOW, now: NOW, redOnBase: await red() })
    },
  }
}

function embedded(): Repository {
  const repository = stage.github.state.repositories[0]
  if (repository === undefined) throw new Error('no repository')
  return repository
}

async function startJob(
  repository: Repository,
  at: { sha: string; branch: string; event?: string; pullRequest?: number },
) {
  const run = await host.createRun({
    repository,
    workflow: { path: CI, name: 'CI' },
    event: at.event ?? 'pull_request',
    headSha: at.sha,
    headBranch: at.branch,
    pullRequests: at.pullRequest === undefined ? [] : [at.pullRequest],
    actor: stage.login,
  })
  const job = await host.createJob(repository, run, 'test')
  await host.updateJob(repository, job, { status: 'in_progress' })
  return { run, job }
}

async function endJob(
  repository: Repository,
  { run, job }: { run: WorkflowRun; job: Parameters<RunnerHost['updateJob']>[1] },
  conclusion: 'success' | 'failure',
) {
  await host.updateJob(repository, job, { conclusion })
  await host.completeRun(repository, run, conclusion)
}

async function strangerApp() {
  const { owner, repo } = stage.repository
  const { admin } = stage.github
  const app = await admin.registerApp({
    slug: `stranger-${counter}`,
    owner,
    webhookSecret: 'a secret that nothing is signed with',
    permissions: { checks: 'write', metadata: 'read' },
    events: [],
  })
  const installationId = await admin.installApp(app.id, owner, [repo])
  const { createAppAuth } = await import('@octokit/auth-app')
  const client = new Octokit({
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: app.privateKey, installationId },
    baseUrl: stage.github.apiUrl,
  })
  return {
    post: (head_sha: string, conclusion: 'success') =>
      client.checks.create({ owner, repo, name: 'test', head_sha, conclusion }),
  }
}
